import { LEAST_SETTINGS } from '#scripts/bench/least-settings.ts'
import { readWorker } from '#scripts/bench/sizes.ts'
import { startWorker } from '#scripts/bench/worker.ts'
import { CommandFailure } from '#scripts/ops/command-failure.ts'
import { freePort } from '#scripts/stack/ports.ts'

/**
 * Starts the built Worker here and asks it for a page that needs no service. Cloudflare refuses a
 * version whose main module fails as it is loaded; the apps behind the gateway are loaded by a request
 * only (docs/decisions/0034), so an error there would show when visitors meet it.
 */
export async function trialStart(readBuilt = readWorker): Promise<undefined> {
  const { 'index.js': script, ...parts } = await readBuilt()
  if (!script) throw new CommandFailure('The build left no Worker in dist/worker')
  const port = await freePort()
  const worker = await startWorker({ script, parts, settings: LEAST_SETTINGS, port })
  try {
    const { status } = await fetch(`${worker.url}/robots.txt`)
    if (status !== 200)
      throw new CommandFailure(
        `The built Worker answers ${status} where it needs no service: something fails as it is loaded. Nothing was deployed. Run npm start to see what`,
      )
  } finally {
    await worker.stop()
  }
}
