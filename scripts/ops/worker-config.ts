import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as z from 'zod'
import { CommandFailure } from './command-failure.ts'

/** What the commands need to know of wrangler.toml. */
export type WorkerConfig = {
  /** Its absolute path. */
  file: string
  name: string
  vars: Readonly<Record<string, unknown>>
  /** The id of the KV namespace bound as FLAGS, or null when there is none yet. */
  flagsId: string | null
}

const parts = z.object({
  name: z.string(),
  vars: z.record(z.string(), z.unknown()).default({}),
  kv_namespaces: z.array(z.object({ binding: z.string(), id: z.string().optional() })).default([]),
})

/** Reads wrangler.toml, or `given`, the way wrangler does. Takes a second: wrangler is large. */
export async function readWorkerConfig(given?: string): Promise<WorkerConfig> {
  const file = given ? resolve(given) : join(import.meta.dirname, '../../wrangler.toml')
  if (!existsSync(file)) throw new CommandFailure(`The configuration ${file} is not there`)
  const { unstable_readConfig } = await import('wrangler')
  const { name, vars, kv_namespaces } = parts.parse(unstable_readConfig({ config: file }))
  const id = kv_namespaces.find(({ binding }) => binding === 'FLAGS')?.id
  // A row of zeros stands in the file until somebody makes a namespace of their own.
  return { file, name, vars, flagsId: id && !/^0+$/.test(id) ? id : null }
}
