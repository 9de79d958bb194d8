import { execFile } from 'node:child_process'
import { globSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

/** What is a script, and not a part of one. */
const scripts = globSync('scripts/*.ts').filter((file) => !file.endsWith('/command-line.ts'))
const run = promisify(execFile)

test.each(scripts)('%s --help says what it does, and does nothing', async (file) => {
  const { stdout, stderr } = await run(process.execPath, [file, '--help'], {
    env: { PATH: process.env.PATH, HALLWAY_DATA: 'no/such/folder' },
  })
  expect(stdout).toMatch(/^Usage: .+\n\n[A-Z].{20,}/)
  expect(stdout).toContain('--help')
  expect(stderr).toBe('')
})
