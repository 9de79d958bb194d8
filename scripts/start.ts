import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { connectNeon, createDatabase } from '#db/client.ts'
import { commandLine } from './command-line.ts'
import { seed } from './seed.ts'
import { OWN_SETTINGS } from './stack/own-settings.ts'
import { Problem } from './stack/problem.ts'
import { type StackOptions, startStack } from './stack/stack.ts'
import { stackTable } from './stack/stack-table.ts'

const DEFAULT_PORT = 8787

/**
 * Runs a local stack until Ctrl-C or SIGTERM, or until a part does not come back that it cannot do
 * without, and then ends this process: with 1, and one line that says why, when it was not asked to.
 */
export async function runStack(options: Partial<StackOptions>, heading: string): Promise<void> {
  let end: (failure: string | null) => void = () => {}
  const ended = new Promise<string | null>((resolve) => {
    end = resolve
  })
  // Before anything is started: what is half up is stopped as well.
  let asked = 0
  const onSignal = () => {
    asked += 1
    if (asked === 1) end(null)
    else if (asked === 2) console.log('Still stopping. Once more ends it at once')
    else process.exit(1)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
  if (process.env.npm_lifecycle_event) watchParent(() => end(null))

  let isStopping = false
  const onIncident = (line: string) => {
    // What is stopped in order may still miss another part.
    if (!isStopping) console.log(line)
  }
  try {
    const starting = startStack({
      ...readOptions(),
      ...options,
      reports: { onIncident, onGivingUp: end },
    })
    const first = await Promise.race([starting, ended.then(() => null)])
    const stack = first ?? (await starting)
    if (first) console.log(stackTable(stack, heading))
    process.on('uncaughtException', (error) => {
      console.error(error)
      stack.failGateways(error.message)
    })
    const failure = await ended
    isStopping = true
    console.log(failure ?? 'Stopping')
    await stack.stop()
    process.exit(failure ? 1 : 0)
  } catch (error) {
    // Whatever broke off because we were told to end is no failure.
    if (asked > 0) process.exit(0)
    console.error(error instanceof Problem ? error.message : error)
    process.exit(1)
  }
}

/** npm does not pass SIGTERM on through its shell: without this we would outlive both. */
function watchParent(onGone: () => void) {
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && onGone(), 500).unref()
}

function readOptions() {
  const { PORT, HALLWAY_DATA = '.hallway' } = process.env
  const port = Number(PORT || DEFAULT_PORT)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Problem(`PORT is ${PORT}, which is no port. Choose one: PORT=8787 npm start`)
  const dataDir = resolve(HALLWAY_DATA)
  const file = existsSync('.dev.vars') ? parseEnv(readFileSync('.dev.vars', 'utf8')) : {}
  const own = { ...file, ...process.env }
  const settings = Object.fromEntries(
    OWN_SETTINGS.flatMap((name) => (own[name] ? [[name, own[name]]] : [])),
  )
  return { port, dataDir, settings, prepare: seedOnce(dataDir) }
}

/** Marks the folder only after the sample is in, so that a first start that broke off does it again. */
export const seedOnce = (dataDir: string) => async (settings: Readonly<Record<string, string>>) => {
  const mark = join(dataDir, 'seeded')
  const { DATABASE_URL: url, NEON_SQL_ENDPOINT: endpoint } = settings
  if (!url || existsSync(mark)) return
  connectNeon({ fetch, endpoint })
  await seed(createDatabase({ url }), { now: new Date() })
  writeFileSync(mark, '')
}

if (import.meta.main) {
  commandLine(
    'npm start --',
    'Run Hallway on this machine, with everything it needs, until Ctrl-C. PORT is its port (default 8787), HALLWAY_DATA its data folder (default .hallway); settings of your own come from .dev.vars.',
  ).parse()
  await runStack({}, 'Hallway runs')
}
