import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { commandLine } from './command-line.ts'
import { startWranglerDev } from './stack/wrangler-dev.ts'
import { runStack } from './start.ts'

const require = createRequire(import.meta.url)
const wrangler = join(dirname(require.resolve('wrangler/package.json')), 'bin', 'wrangler.js')

commandLine(
  'npm run dev --',
  'Run the stack of npm start with wrangler dev in the Worker’s place: it builds anew on every change.',
).parse()

await runStack({ startSite: startWranglerDev(wrangler) }, 'Hallway runs, and reloads as you edit,')
