import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { commandLine } from './command-line.ts'

commandLine(
  'npm run build --',
  'Build the Worker as it is deployed, into dist/. Says in one line what came of it, and shows all that wrangler said only when it failed.',
).parse()

const wrangler = join(import.meta.dirname, '../node_modules/wrangler/bin/wrangler.js')
// Any environment: they differ in what the Worker is told, not in what it is.
const environment = ['--env', 'production']
const args = ['deploy', '--dry-run', ...environment]
const { status, stdout, stderr } = spawnSync(process.execPath, [wrangler, ...args], {
  encoding: 'utf8',
  env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
})
if (status === 0) {
  const size = /Total Upload: (.*)/.exec(stdout)?.[1] ?? 'done'
  console.log(`Built the Worker: ${size}`)
} else {
  console.error(`${stdout}${stderr}\nThe Worker could not be built: see above.`)
  process.exitCode = 1
}
