import { execFile } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { KV_NAMESPACE } from './cloudflare.ts'
import { temporaryFolder } from './support.ts'

const run = promisify(execFile)
const PARTS = [
  'db',
  'functions',
  'queues',
  'scripts',
  'workers',
  'package.json',
  'tsconfig.json',
  'wrangler.toml',
]

/** A fresh checkout, as CI has it: nothing built, and a style sheet that no other one has. */
export function makeCheckout(style: string): string {
  const folder = join(temporaryFolder(), 'checkout')
  mkdirSync(folder)
  for (const part of PARTS) cpSync(part, join(folder, part), { recursive: true })
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  appendFileSync(join(folder, 'workers/public/css/site.css'), `\n.${style} { color: red }\n`)
  const config = join(folder, 'wrangler.toml')
  const toml = readFileSync(config, 'utf8')
  writeFileSync(config, toml.replaceAll(/^id = "0+"/gm, `id = "${KV_NAMESPACE}"`))
  return folder
}

/** Builds the Worker there. */
export const buildCheckout = (cwd: string) => run(process.execPath, ['scripts/build.ts'], { cwd })

/** `npm run deploy`, but that the site may be at an http address. Its input is on stdin. */
const DEPLOY = `
import { text } from 'node:stream/consumers'
import { deploySteps } from './scripts/deploy/steps.ts'
import { readWorkerConfig } from './scripts/ops/worker-config.ts'
const { origin, settings } = JSON.parse(await text(process.stdin))
const config = await readWorkerConfig('staging')
config.vars = { ...config.vars, ORIGIN: origin }
for (const { title, run } of deploySteps({ settings, config, message: 'a test' }))
  console.log(title + '\\n    ' + (await run() ?? 'done'))
process.exit(0)`

type Deploy = {
  readonly origin: string
  readonly settings: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
}

/** Takes every step of a deploy in that checkout. Resolves to what it said. */
export async function deployCheckout(cwd: string, { env, ...input }: Deploy): Promise<string> {
  const args = ['--input-type=module', '--eval', DEPLOY]
  const running = run(process.execPath, args, { cwd, env: { ...process.env, ...env } })
  running.child.stdin?.end(JSON.stringify(input))
  const { stdout } = await running
  return stdout
}
