import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '#scripts/stack/ports.ts'
import { processes, start, up } from './npm-start.ts'
import { temporaryFolder } from './support.ts'

/** A disk of this size, or null where we may not mount one: only root on Linux may. */
function mountDisk(megabytes: number): string | null {
  const folder = join(temporaryFolder(), 'disk')
  mkdirSync(folder)
  const args = ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=711`, 'tmpfs', folder]
  if (spawnSync('mount', args).status !== 0) return null
  onTestFinished(() => {
    spawnSync('umount', ['-l', folder])
  })
  return folder
}

function fill(folder: string) {
  expect(() => {
    for (let file = 0; ; file += 1) writeFileSync(join(folder, `ballast-${file}`), ballast)
  }).toThrow('ENOSPC')
}

const ballast = Buffer.alloc(1024 * 1024)
const NO_MOUNT = 'this account may not mount a small disk'

const startOn = async (dataDir: string) =>
  start({ PORT: String(await freePort()), HALLWAY_DATA: dataDir })

test('a start on a full disk says so', async ({ skip }) => {
  const disk = mountDisk(1)
  if (!disk) return skip(NO_MOUNT)
  fill(disk)

  const { code, err, out } = await (await startOn(disk)).ended

  expect([code, out]).toEqual([1, ''])
  expect(err).toBe(`The disk that holds ${disk} is full. Make room there, then start again\n`)
})

test('so does one that fills it', async ({ skip }) => {
  const disk = mountDisk(30)
  if (!disk) return skip(NO_MOUNT)

  const { code, err } = await (await startOn(disk)).ended

  expect(code).toBe(1)
  expect(err).toBe(`The disk that holds ${disk} is full. Make room there, then start again\n`)
})

test('a disk that fills up under a running site is named when Postgres cannot go on', async ({
  skip,
}) => {
  const disk = mountDisk(400)
  if (!disk) return skip(NO_MOUNT)
  const started = await startOn(disk)
  const stack = await up(disk, started)
  const client = new Client({ connectionString: stack?.settings.DATABASE_URL })
  client.on('error', () => {})
  await client.connect()
  fill(disk)

  // Each segment of the log is a new file.
  const write = async () => {
    for (;;) {
      await client.query('select pg_switch_wal(), pg_logical_emit_message(true, $1, $1)', ['full'])
    }
  }
  await expect(write()).rejects.toThrow()

  const { code, out } = await started.ended
  expect(code).toBe(1)
  expect(out.trim().split('\n').at(-1)).toBe(
    `The disk that holds ${disk} is full. Make room there, then start again`,
  )
  expect(processes().filter((line) => line.includes(disk))).toEqual([])

  const still = await (await startOn(disk)).ended
  expect(still.err).toContain('is full')
  for (const name of readdirSync(disk)) if (/^ballast/.test(name)) rmSync(join(disk, name))
  const again = await startOn(disk)
  const next = await up(disk, again)
  expect(next?.settings.SESSION_SECRET).toBe(stack?.settings.SESSION_SECRET)
  again.child.kill('SIGINT')
  expect((await again.ended).code).toBe(0)
}, 120_000)

test('a folder that may not be written is no stack that runs already', async ({ skip }) => {
  if (process.getuid?.() === 0) return skip('root may write everywhere')
  const folder = temporaryFolder()
  chmodSync(folder, 0o511)

  const { code, err } = await (await startOn(folder)).ended

  expect(code).toBe(1)
  expect(err).toMatch(/cannot be written \(.+\)\. Mend that, or choose another folder/)
})
