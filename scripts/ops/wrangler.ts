import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

const root = join(import.meta.dirname, '../..')

export type WranglerRun = {
  exitCode: number
  stdout: string
  stderr: string
  /** The line of its output that says what went wrong. */
  problem: string
}

/**
 * Runs our own wrangler in the project folder, with this Node. Never throws for a failed run: look
 * at `exitCode`. With `show`, its output also goes to the terminal as it comes.
 */
export async function runWrangler(
  args: readonly string[],
  { show = false, env = {} }: { show?: boolean; env?: Record<string, string> } = {},
): Promise<WranglerRun> {
  const binary = join(root, 'node_modules/wrangler/bin/wrangler.js')
  const child = spawn(process.execPath, [binary, ...args], {
    cwd: root,
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      output[stream] += text
      if (show) process.stderr.write(text)
    })
  }
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
  return { exitCode, ...output, problem: problemOf(output.stderr + output.stdout) }
}

function problemOf(output: string): string {
  const lines = stripVTControlCharacters(output)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? 'it said nothing'
}
