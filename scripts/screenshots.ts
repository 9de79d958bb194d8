import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { launchChromium } from './browser/launch-chromium.ts'
import { commandLine } from './command-line.ts'
import { photographMember, photographPublic, photographTrouble } from './screenshots/pages.ts'
import { type Photograph, photographer } from './screenshots/photographer.ts'
import { startStack } from './stack/stack.ts'
import { makeTemporaryFolder } from './stack/temporary-folder.ts'
import { seedOnce } from './start.ts'

const folder = join(import.meta.dirname, '../docs/screenshots')

async function withOwnStack(take: (origin: string) => Promise<Photograph>) {
  const dataDir = makeTemporaryFolder('hallway-screenshots-')
  const prepare = seedOnce(dataDir)
  const stack = await startStack({ dataDir, crons: false, durable: false, prepare })
  try {
    const photograph = await take(stack.origin)
    await photographMember(photograph, stack)
    await photographTrouble(photograph, stack)
  } finally {
    await stack.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const [origin] = commandLine(
  'npm run screenshots --',
  'Take a picture of each page, at phone and desktop width, in light and dark, for docs/screenshots/.',
)
  .argument(
    '[origin]',
    'the site, such as http://localhost:8787 (default: a stack with the sample)',
  )
  .parse().args

mkdirSync(folder, { recursive: true })
const browser = await launchChromium()
const take = async (at: string) => {
  const photograph = photographer(browser, { origin: at, folder })
  await photographPublic(photograph)
  return photograph
}
try {
  await (origin ? take(origin.replace(/\/$/, '')) : withOwnStack(take))
} finally {
  await browser.close()
}
