import { execFile } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Stack } from '#scripts/stack/stack.ts'
import { startTestStack, stopTestStack } from './support.ts'

let stack: Stack
beforeAll(async () => {
  stack = await startTestStack({ bundle: null, replicas: 0, retryScale: 0 })
})
afterAll(() => stopTestStack(stack))

type Ran = { exitCode: number; stdout: string; stderr: string }

/** `npm run ops -- …` on the stack. */
function ops(...args: string[]): Promise<Ran> {
  const env = { ...process.env, HALLWAY_DATA: stack.dataDir }
  return new Promise((resolve) => {
    execFile(process.execPath, ['scripts/ops.ts', ...args], { env }, (error, stdout, stderr) =>
      resolve({ exitCode: Number(error?.code ?? 0), stdout, stderr }),
    )
  })
}

const good = {
  name: 'Measured Conf',
  url: 'https://measured.example',
  startDate: '2026-05-01',
  endDate: '2026-05-02',
  city: 'Berlin',
  country: 'Germany',
}

test('an import reports what it rejected with file and line, and changes nothing the second time', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hallway-lists-'))
  const bad = { ...good, name: 'Impossible Conf', startDate: '2026-02-31', endDate: '2026-02-31' }
  await writeFile(join(folder, 'general.json'), JSON.stringify([good, bad], null, 2))

  const first = await ops('import', 'confs-tech', folder)
  const again = await ops('import', 'confs-tech', folder, '--strict', '--json')

  expect(first).toMatchObject({ exitCode: 0, stderr: '' })
  expect(first.stdout).toMatch(
    /^rejected general\.json:\d+: .+\n1 created, 0 updated, .* 1 rejected/,
  )
  expect(again.exitCode).toBe(3)
  const [summary = ''] = again.stdout.split('\n')
  expect(JSON.parse(summary)).toMatchObject({ created: 0, updated: 0, skipped: 1 })
})

test('an import of nothing fails in one line', async () => {
  const { exitCode, stderr } = await ops('import', 'confs-tech', '/no/such/folder')

  expect(exitCode).toBe(1)
  expect(stderr).toMatch(/^ops: The import stopped: .*\/no\/such\/folder\n$/)
})

test('two entries become one event and two again, and so do topics', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hallway-lists-'))
  const entries = [
    { ...good, name: 'Twice Conf', url: 'https://twice.example/a' },
    { ...good, name: 'The Twice Conf', url: 'https://twice.example/b', startDate: '2026-05-02' },
  ]
  await writeFile(join(folder, 'general.json'), JSON.stringify(entries.slice(0, 1)))
  await writeFile(join(folder, 'testing.json'), JSON.stringify(entries.slice(1)))
  expect(await ops('import', 'confs-tech', folder)).toMatchObject({ exitCode: 0 })

  const likely = await ops('events', 'likely-pairs')
  const [, gone = '', kept = ''] =
    /^(2026\/\S*twice-conf) {2}(2026\/\S*twice-conf) {2}\w+ likelihood: similar name/m.exec(
      likely.stdout,
    ) ?? []
  expect(likely.stdout).toContain('A name alone is never a reason')
  const merged = await ops('events', 'merge', gone, kept, '--json')
  const { mergeId } = JSON.parse(merged.stdout)
  expect(await ops('events', 'merge', gone, kept)).toMatchObject({
    exitCode: 1,
    stderr: `ops: Nothing was changed: The event ${gone} was not found\n`,
  })
  expect(await ops('topics', 'unmerge', mergeId)).toMatchObject({ exitCode: 1 })
  expect(await ops('events', 'unmerge', mergeId)).toMatchObject({
    exitCode: 0,
    stdout: `${gone} is back.\n`,
  })

  const topics = await ops('topics', 'merge', 'testing', 'general', '--json')
  expect(await ops('topics', 'unmerge', JSON.parse(topics.stdout).mergeId)).toMatchObject({
    stdout: 'testing is back.\n',
  })
  const named = await ops('topics', 'synonym', 'add', 'general', 'Everything else')
  expect(named.stdout).toBe('everything-else is general now.\n')
  const unnamed = await ops('topics', 'synonym', 'remove', 'general', 'everything-else')
  expect(unnamed.exitCode).toBe(0)
})

test('the sets are rebuilt', async () => {
  const { exitCode, stdout } = await ops('rebuild', 'sets', '--json')

  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, written: 0 })
})

test('coverage is counted again', async () => {
  const { exitCode, stdout } = await ops('rebuild', 'coverage-counts', '--json')

  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, rows: 0 })
})

test('dead letters are listed and replayed', async () => {
  const { QSTASH_URL, QSTASH_TOKEN } = stack.settings
  const answer = await fetch(`${QSTASH_URL}/v2/publish/${stack.origin}/_queues/update-sets`, {
    method: 'POST',
    headers: { authorization: `Bearer ${QSTASH_TOKEN}`, 'upstash-retries': '0' },
    body: JSON.stringify({ id: '0190aaaa-0000-7000-8000-000000000000', payload: {} }),
  })
  expect(answer.status).toBe(201)
  // Nobody listens at the origin, so it dies at once.
  await vi.waitFor(() => expect(stack.parts.qstash.server.counts().dead).toBe(1), 10_000)

  const listed = await ops('dead-letters', 'list', '--json')
  const { letters } = JSON.parse(listed.stdout)
  expect(letters).toMatchObject([
    { job: 'update-sets', messageId: '0190aaaa-0000-7000-8000-000000000000' },
  ])
  expect((await ops('dead-letters', 'list', '--job', 'send-email')).stdout).toBe(
    'There are no dead letters.\n',
  )
  expect(await ops('dead-letters', 'replay')).toMatchObject({ exitCode: 2 })
  expect(await ops('dead-letters', 'replay', 'nobody')).toMatchObject({ exitCode: 1 })

  expect(await ops('dead-letters', 'replay', letters[0].id)).toMatchObject({
    exitCode: 0,
    stdout: '1 replayed.\n',
  })
})
