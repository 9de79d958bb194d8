import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Mutation } from '#tests/mutations/mutation.ts'
import { mutate, readMutations } from './read-mutations.ts'

/** What came of a test run: a test failed, all passed, or none could run. */
type Outcome = 'red' | 'green' | 'broken'

/** Tries the listed mutations in a copy of the project, a line each. True when a test failed for every one. */
export async function tryListed(folder: string, topic: string | null): Promise<boolean> {
  const topics = (await readMutations()).filter((one) => topic === null || one.topic === topic)
  if (topics.length === 0) throw new Error(`There is no tests/mutations/${topic}.ts`)
  const all = topics.flatMap(({ topic, mutations }) => mutations.map((one) => ({ topic, ...one })))
  const tests = [...new Set(all.map(({ test }) => test))]
  if ((await runTests(folder, tests)) !== 'green')
    throw new Error(`Nothing can be told by tests that fail as it is: ${tests.join(' ')}`)
  let alive = 0
  for (const mutation of all) {
    const outcome = await tryOne(folder, mutation)
    if (outcome !== 'red') alive += 1
    console.log(`${WORD[outcome]}  ${mutation.topic}: ${mutation.promise} (${mutation.file})`)
  }
  console.log(`${all.length - alive} of ${all.length} killed`)
  return alive === 0
}

const WORD = { red: 'killed  ', green: 'SURVIVED', broken: 'BROKEN  ' } as const

async function tryOne(folder: string, mutation: Mutation): Promise<Outcome> {
  const path = join(folder, mutation.file)
  const text = await readFile(path, 'utf8')
  await writeFile(path, mutate(text, mutation))
  try {
    return await runTests(folder, [mutation.test])
  } finally {
    await writeFile(path, text)
  }
}

/** A file that cannot even be loaded fails without any test that does. */
async function runTests(folder: string, tests: readonly string[]): Promise<Outcome> {
  const report = join(folder, 'report.json')
  const options = ['--project', 'fast', '--reporter', 'json', '--outputFile', report]
  const args = ['node_modules/.bin/vitest', 'run', ...options, ...tests]
  const child = spawn(process.execPath, args, { cwd: folder, stdio: 'ignore' })
  const [code] = await once(child, 'exit')
  if (code === 0) return 'green'
  const { numFailedTests } = JSON.parse(await readFile(report, 'utf8')) as {
    numFailedTests: number
  }
  return numFailedTests > 0 ? 'red' : 'broken'
}
