import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, vi } from 'vitest'
import { readStackFile } from '#scripts/stack/stack-file.ts'

type Where = { readonly cwd?: string; readonly script?: string }

/** `npm start`, without the build that comes before it. */
export function start(env: Record<string, string>, where?: Where) {
  const started = startUnwatched(env, where)
  onTestFinished(() => {
    started.child.kill('SIGKILL')
  })
  return started
}

/** The same outside of a test: whoever started it ends it. */
export function startUnwatched(
  env: Record<string, string>,
  { cwd = '.', script = 'scripts/start.ts' }: Where = {},
) {
  const file = join(resolve(cwd), script)
  const child = spawn(process.execPath, [file], { env: { ...process.env, ...env }, cwd })
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => {
    said.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    said.err += chunk
  })
  const ended = once(child, 'close').then(([code]) => ({ ...said, code }))
  return { child, ended, said: said as Readonly<typeof said> }
}

/** Waits until the stack on this folder has come up, and returns what it tells of itself. */
export const up = (dataDir: string, { child, said }: ReturnType<typeof startUnwatched>) =>
  vi.waitFor(
    () => {
      expect(child.exitCode, said.out + said.err).toBeNull()
      const file = readStackFile(dataDir)
      expect(file).not.toBeNull()
      return file
    },
    { timeout: 40_000, interval: 100 },
  )

/** Every process of this machine, as `ps` shows it, that is no shell which guards another. */
export const processes = () =>
  spawnSync('ps', ['-A', '-ww', '-o', 'pid=,args='], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((line) => line.trim() && !line.includes('exec 3<&0'))

/** The process of a Postgres server of the stack on this folder; null while there is none. */
export function postgresPid(dataDir: string, name: 'primary' | 'replica-1'): number | null {
  const file = join(dataDir, 'postgres', name, 'postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : null
}
