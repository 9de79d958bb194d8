import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { copyProject } from '#scripts/mutate/copy-project.ts'

const text = readFileSync('docs/worked-examples.md', 'utf8')
const diffs = [...text.matchAll(/^```diff\n([\s\S]*?)^```$/gm)].map(([, diff = '']) => diff)
const files = [...text.matchAll(/^\+\+\+ b\/(.+)$/gm)].map(([, file = '']) => file)

test('a page, a job, an importer, a column and a setting are added as the worked examples do', async () => {
  const folder = await copyProject()
  const run = (command: string, ...args: string[]) => {
    try {
      return execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string }
      throw new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`)
    }
  }
  writeFileSync(join(folder, 'examples.diff'), diffs.join(''))

  run('git', 'apply', 'examples.diff')
  run('npx', 'drizzle-kit', 'generate', '--name', 'motto')
  run('npx', 'tsc')
  run(
    'npx',
    'biome',
    'check',
    '--vcs-enabled=false',
    ...files.filter((file) => /\.tsx?$/.test(file)),
  )
  const tests = files.filter((file) => /\.test\.tsx?$/.test(file))
  const said = run('npx', 'vitest', 'run', '--project', 'fast', ...tests)

  expect(diffs).toHaveLength(5)
  expect(said).toContain(`${tests.length} passed`)
})
