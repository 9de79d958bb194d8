import { rmSync } from 'node:fs'
import { launchChromium } from './browser/launch-chromium.ts'
import { commandLine } from './command-line.ts'
import { type Figures, measurer } from './lighthouse/measure.ts'
import { photographPublic } from './screenshots/pages.ts'
import { freePort } from './stack/ports.ts'
import { startStack } from './stack/stack.ts'
import { makeTemporaryFolder } from './stack/temporary-folder.ts'
import { seedOnce } from './start.ts'

const command = commandLine(
  'npm run lighthouse --',
  'Print Lighthouse’s figures of each public page, of 100 each. Ends with 1 where accessibility or best practices have less.',
)
  .argument(
    '[origin]',
    'the site, such as http://localhost:8787 (default: a stack with the sample)',
  )
  .option('--desktop', 'as on a desk, not as on a slow phone')
  .parse()
const { desktop = false } = command.opts<{ desktop?: true }>()
const [given] = command.args

const [dataDir, debugPort] = [makeTemporaryFolder('hallway-lighthouse-'), await freePort()]
const stack = given
  ? null
  : await startStack({ dataDir, crons: false, durable: false, prepare: seedOnce(dataDir) })
const browser = await launchChromium({ debugPort })
try {
  const origin = (given ?? stack?.origin ?? '').replace(/\/$/, '')
  console.log('perf  a11y  best   seo  page')
  await photographPublic(measurer({ browser, debugPort, origin, desktop, onFigures: print }))
} finally {
  await browser.close()
  await stack?.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

function print({ name, path, missed, ...figures }: Figures) {
  const { performance, accessibility, seo, 'best-practices': best } = figures
  const columns = [performance, accessibility, best, seo].map((one) => String(one).padStart(4))
  console.log([...columns, `${name} (${path})`, ...missed].join('  '))
  if (missed.length > 0) process.exitCode = 1
}
