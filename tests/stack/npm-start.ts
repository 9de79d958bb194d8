import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, vi } from 'vitest'
import { readStackFile } from '#scripts/stack/stack-file.ts'

/** `npm start`, without the build that comes before it. */
export function start(env: Record<string, string>, cwd = '.') {
  const script = join(resolve(cwd), 'scripts/start.ts')
  const child = spawn(process.execPath, [script], { env: { ...process.env, ...env }, cwd })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { child, ended: ended.then(([out, err, [code]]) => ({ out, err, code })) }
}

/** Waits until the stack on this folder has come up, and returns what it tells of itself. */
export const up = (dataDir: string, child: ChildProcess) =>
  vi.waitFor(
    () => {
      expect(child.exitCode).toBeNull()
      const file = readStackFile(dataDir)
      expect(file).not.toBeNull()
      return file
    },
    { timeout: 40_000, interval: 100 },
  )
