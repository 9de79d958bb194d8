import { spawnSync } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { toSiteMode, WRITABLE } from '#functions/site/site-mode.ts'
import { runOps, startSwitch, writeStack } from './ops-stack.ts'

const modeIn = (kv: Map<string, string>) => toSiteMode(JSON.parse(kv.get('site:mode') ?? ''))

test('on writes the switch and returns when the site says that it is read-only', async () => {
  const { kv, dataDir, origin } = await startSwitch({ mode: WRITABLE, slow: 2 })

  const { exitCode, stdout } = await runOps(
    dataDir,
    'read-only',
    'on',
    '--reason',
    'Moving house',
    '--by',
    'sam',
  )

  expect(exitCode).toBe(0)
  expect(stdout).toMatch(new RegExp(`^${origin} is read-only. It took 0\\.[5-9] s.`))
  expect(modeIn(kv)).toMatchObject({
    readOnly: true,
    reason: 'Moving house',
    by: 'sam',
    until: null,
  })
  expect(modeIn(kv).since).not.toBeNull()
})

test('on with --for says when it ends, and on again keeps since when it is', async () => {
  const { kv, dataDir } = await startSwitch()

  await runOps(dataDir, 'read-only', 'on', '--reason', 'One')
  const first = modeIn(kv)
  const again = await runOps(
    dataDir,
    'read-only',
    'on',
    '--reason',
    'Two',
    '--for',
    '90m',
    '--json',
  )

  const second = modeIn(kv)
  expect(second).toMatchObject({ reason: 'Two', since: first.since })
  const minutes = (Date.parse(second.until ?? '') - Date.now()) / 60_000
  expect(minutes).toBeGreaterThan(89)
  expect(minutes).toBeLessThan(91)
  expect(JSON.parse(again.stdout)).toMatchObject({
    ok: true,
    where: 'local',
    mode: second,
    database: null,
  })
  expect(again.stderr).toBe('')
})

test('on gives up with a clear line when the site does not follow', async () => {
  const { dataDir, origin } = await startSwitch({ follows: false })

  const { exitCode, stderr, stdout } = await runOps(
    dataDir,
    ...['read-only', 'on', '--reason', 'x', '--timeout', '1s', '--json'],
  )

  expect(exitCode).toBe(1)
  expect(stderr).toContain(`${origin} did not answer read-only within 1.0 s (still writable)`)
  expect(JSON.parse(stdout)).toMatchObject({ ok: false })
})

test('off makes the site writable again and says so', async () => {
  const { kv, dataDir } = await startSwitch({ mode: { ...WRITABLE, readOnly: true, reason: 'x' } })

  const { exitCode, stdout } = await runOps(dataDir, 'read-only', 'off')

  expect(exitCode).toBe(0)
  expect(stdout).toContain('is writable again')
  expect(modeIn(kv)).toEqual(WRITABLE)
})

test('off mends a switch that holds nonsense', async () => {
  const { kv, dataDir } = await startSwitch({ mode: '"nonsense"' })

  expect(await runOps(dataDir, 'read-only', 'status')).toMatchObject({ exitCode: 1 })
  expect(await runOps(dataDir, 'read-only', 'off')).toMatchObject({ exitCode: 0 })
  expect(modeIn(kv)).toEqual(WRITABLE)
})

test('status shows the switch, the site and the database', async () => {
  const since = '2026-06-01T12:00:00.000Z'
  const mode = { readOnly: true, reason: 'Moving', since, until: since, by: 'sam' }
  const { dataDir, origin } = await startSwitch({ mode })

  const { exitCode, stdout } = await runOps(dataDir, 'read-only', 'status')

  expect(exitCode).toBe(0)
  expect(stdout.split('\n')).toEqual([
    `Switch    read-only since ${since}, until ${since}, which is over, by sam: Moving`,
    `Site      read-only (${origin})`,
    'Database  unknown: DATABASE_URL is not set here',
  ])
  const { stdout: json } = await runOps(dataDir, 'read-only', 'status', '--json')
  expect(JSON.parse(json)).toMatchObject({ ok: true, mode, site: { readOnly: true } })
})

test('status says that nothing has created the switch', async () => {
  const { dataDir } = await startSwitch()

  const { stdout } = await runOps(dataDir, 'read-only', 'status')

  expect(stdout).toContain('missing: KV has no site:mode')
})

test.each([
  [['read-only', 'on'], "required option '--reason <text>' not specified"],
  [['read-only', 'on', '--reason', ' '], '--reason is empty'],
  [['read-only', 'on', '--reason', 'x', '--for', 'soon'], '"soon" is not a duration'],
  [
    ['read-only', 'on', '--reason', 'x', '--for', '1h', '--database'],
    'nothing would make the database writable',
  ],
  [
    ['read-only', 'status', '--local', '--remote'],
    "'--local' cannot be used with option '--remote'",
  ],
  [['read-only', 'sideways'], "unknown command 'sideways'"],
  [['read-only', 'off', '--for', '1h'], "unknown option '--for'"],
])('%j is wrong usage', async (args, message) => {
  const { exitCode, stderr } = await runOps('/nowhere', ...args)

  expect(exitCode).toBe(2)
  expect(stderr).toContain(message)
})

test('--help describes a command and succeeds', async () => {
  const { exitCode, stdout } = await runOps('/nowhere', 'read-only', 'on', '--help')

  expect(exitCode).toBe(0)
  for (const option of ['--reason', '--for', '--database', '--remote', '--json'])
    expect(stdout).toContain(option)
})

test('without a stack, one line says what to do', async () => {
  const { exitCode, stderr } = await runOps('/nowhere', 'read-only', 'status')

  expect(exitCode).toBe(1)
  expect(stderr).toMatch(/^ops: No stack is running here: .* Run npm start, [^\n]*$/)
})

test('a stack that is gone, and a file that is not its own, are each said in one line', async () => {
  const gone = { origin: 'http://127.0.0.1:9', urls: { kv: 'http://127.0.0.1:9' }, settings: {} }

  const away = await runOps(await writeStack(gone), 'read-only', 'off')
  expect(away).toMatchObject({ exitCode: 1 })
  expect(away.stderr).toMatch(
    /^ops: The local stack's KV does not answer [^\n]* Run npm start first[^\n]*$/,
  )

  const broken = await runOps(await writeStack({ origin: 5 }), 'read-only', 'off')
  expect(broken.stderr).toMatch(/^ops: [^\n]* is not what npm start writes[^\n]*$/)
})

test('--database needs to know the database', async () => {
  const { kv, dataDir } = await startSwitch()

  const { exitCode, stderr } = await runOps(
    dataDir,
    'read-only',
    'on',
    '--reason',
    'x',
    '--database',
  )

  expect(exitCode).toBe(1)
  expect(stderr).toContain('DATABASE_URL')
  expect(kv.size).toBe(0)
})

test('--remote says that a settings file is missing', async () => {
  const { stderr } = await runOps(
    '/nowhere',
    'read-only',
    'status',
    '--remote',
    '--settings',
    '/no/file',
  )

  const [said, audited] = stderr.split('\n')
  expect(said).toBe('ops: The settings file /no/file cannot be read')
  expect(JSON.parse(audited ?? '')).toMatchObject({ command: 'read-only status', exitCode: 1 })
})

test('the script itself exits with the code and prints the line', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'hallway-ops-'))
  await writeFile(join(dataDir, 'stack.json'), '{')
  const env = { ...process.env, HALLWAY_DATA: dataDir }

  const { status, stderr } = spawnSync(process.execPath, ['scripts/ops.ts', 'read-only', 'off'], {
    env,
    encoding: 'utf8',
  })

  expect(status).toBe(1)
  expect(stderr).toBe(
    `ops: ${join(dataDir, 'stack.json')} is not what npm start writes. Run npm start again\n`,
  )
})
