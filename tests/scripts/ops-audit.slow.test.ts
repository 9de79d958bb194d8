import { existsSync, readFileSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { WRITABLE } from '#functions/site/site-mode.ts'
import { runOps, startSwitch, writeStack } from './ops-stack.ts'

const auditIn = (dataDir: string) =>
  readFileSync(join(dataDir, 'ops.log'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

test('each command is a line in the log of the stack: what, by whom, when, how it ended', async () => {
  const { dataDir } = await startSwitch({ mode: WRITABLE })
  const on = ['read-only', 'on', '--reason', 'Moving house']
  await runOps(dataDir, ...on)
  await runOps(dataDir, 'read-only', 'off')

  const lines = auditIn(dataDir)
  expect(lines).toEqual([
    {
      ...{ time: expect.stringMatching(/Z$/), level: 'info', message: 'audit', event: 'command' },
      ...{ runId: expect.any(String), by: userInfo().username, exitCode: 0 },
      ...{ command: 'read-only on', args: on.join(' ') },
    },
    expect.objectContaining({ command: 'read-only off', args: 'read-only off', exitCode: 0 }),
  ])
  expect(lines[0]?.runId).not.toBe(lines[1]?.runId)
  expect(statSync(join(dataDir, 'ops.log')).mode & 0o077).toBe(0)
})

test.each([
  ['people merge', ['people', 'merge', 'ada', 'ada-l']],
  ['people unmerge', ['people', 'unmerge', '0198a000-0000-7000-8000-000000000001']],
  ['import schedule', ['import', 'schedule', '/no/such/file', '--event', '2026/fosdem']],
  ['subscribe', ['subscribe', '2026/fosdem', 'https://conf.example/x.xml?token=s3cr3t']],
])('a %s that fails is a line too, without a secret', async (command, args) => {
  // It does not say where the database is, which no command can do without.
  const settings = { SESSION_SECRET: 'hunter2' }
  const origin = 'http://127.0.0.1:9'
  const dataDir = await writeStack({ origin, urls: { kv: origin }, settings })

  const { exitCode } = await runOps(dataDir, ...args)

  expect(exitCode).toBe(1)
  const [line, ...more] = auditIn(dataDir)
  expect([line?.command, line?.exitCode, more]).toEqual([command, 1, []])
  expect(JSON.stringify(line)).not.toMatch(/s3cr3t|hunter2/)
})

test('for a deployed site the line is on stderr, so that stdout is the result and no more', async () => {
  const { stderr, stdout } = await runOps('/nowhere', 'read-only', 'status', '--remote', '--json')

  const line = stderr.split('\n').find((one) => one.startsWith('{')) ?? ''
  expect(JSON.parse(line)).toMatchObject({ message: 'audit', command: 'read-only status' })
  expect(Object.keys(JSON.parse(stdout))).toEqual(['ok', 'error'])
})

test('wrong usage and --help run nothing, and are no line', async () => {
  const { dataDir } = await startSwitch()
  await runOps(dataDir, 'read-only', 'sideways')
  await runOps(dataDir, 'read-only', 'on', '--help')

  expect(existsSync(join(dataDir, 'ops.log'))).toBe(false)
})
