import { rmSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { CommandFailure } from '#scripts/ops/command-failure.ts'
import type { WorkerConfig } from '#scripts/ops/worker-config.ts'
import { runWrangler } from '#scripts/ops/wrangler.ts'

const list = z.array(z.object({ name: z.string() }))

/**
 * Deletes those of these secrets that the deployed Worker still has, and resolves to their names.
 * `wrangler deploy --secrets-file` keeps whatever the file leaves out, and takes no null for an answer
 * (wrangler 4.164, `keepSecrets: true`), so it needs a call of its own.
 */
export async function deleteSecrets(
  { flags }: Pick<WorkerConfig, 'flags'>,
  names: readonly string[],
): Promise<readonly string[]> {
  const listed = await runWrangler(['secret', 'list', ...flags])
  if (listed.exitCode !== 0)
    throw new CommandFailure(`wrangler could not list the secrets: ${listed.problem}`)
  const there = new Set(list.parse(JSON.parse(listed.stdout)).map(({ name }) => name))
  const left = names.filter((name) => there.has(name))
  if (left.length === 0) return []
  const nulls = Object.fromEntries(left.map((name) => [name, null]))
  const deleted = await withJsonFile(nulls, (file) =>
    runWrangler(['secret', 'bulk', file, ...flags]),
  )
  if (deleted.exitCode !== 0)
    throw new CommandFailure(
      `The new version serves, but still with ${left.join(', ')}: ${deleted.problem}. Deploy again, or: npx wrangler secret delete <name> ${flags.join(' ')}`,
    )
  return left
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Writes a file that only we can read, for as long as `work` takes, or until Ctrl-C. */
export async function withJsonFile<T>(
  content: unknown,
  work: (file: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'hallway-deploy-'))
  const onSignal = (_: NodeJS.Signals, number: number) => {
    rmSync(folder, { recursive: true, force: true })
    process.exit(128 + number)
  }
  for (const signal of SIGNALS) process.once(signal, onSignal)
  try {
    const file = join(folder, 'secrets.json')
    await writeFile(file, JSON.stringify(content), { mode: 0o600 })
    return await work(file)
  } finally {
    for (const signal of SIGNALS) process.off(signal, onSignal)
    await rm(folder, { recursive: true, force: true })
  }
}
