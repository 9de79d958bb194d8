import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as z from 'zod'
import { CommandFailure } from './command-failure.ts'

/** What the commands need to know of one environment of wrangler.toml. */
export type WorkerConfig = {
  env: string
  name: string
  vars: Readonly<Record<string, unknown>>
  /** The id of the KV namespace bound as FLAGS, or null when there is none yet. */
  flagsId: string | null
  /** What tells wrangler of this environment: `--config <absolute path> --env <name>`. */
  flags: readonly string[]
}

const parts = z.object({
  name: z.string(),
  vars: z.record(z.string(), z.unknown()).default({}),
  kv_namespaces: z.array(z.object({ binding: z.string(), id: z.string().optional() })).default([]),
})

/** Reads one environment of wrangler.toml, or of `given`, the way wrangler does. Takes a second: wrangler is large. */
export async function readWorkerConfig(env: string, given?: string): Promise<WorkerConfig> {
  const file = given ? resolve(given) : join(import.meta.dirname, '../../wrangler.toml')
  if (!existsSync(file)) throw new CommandFailure(`The configuration ${file} is not there`)
  const { unstable_readConfig } = await import('wrangler')
  const { definedEnvironments = [] } = unstable_readConfig({ config: file })
  if (!definedEnvironments.includes(env))
    throw new CommandFailure(
      `${file} has no environment ${env}. It has: ${definedEnvironments.join(', ') || 'none'}`,
    )
  const { name, vars, kv_namespaces } = parts.parse(unstable_readConfig({ config: file, env }))
  const id = kv_namespaces.find(({ binding }) => binding === 'FLAGS')?.id
  // A row of zeros stands in the file until somebody makes a namespace of their own.
  const flagsId = id && !/^0+$/.test(id) ? id : null
  return { env, name, vars, flagsId, flags: ['--config', file, '--env', env] }
}
