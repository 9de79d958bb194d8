import { setTimeout as sleep } from 'node:timers/promises'
import { CommandFailure } from '#scripts/ops/command-failure.ts'
import { askSite } from '#scripts/ops/site.ts'

const TIMEOUT_MS = 60_000
const POLL_MS = 1_000

/** Waits until another version than `before` answers, and its home page too. */
export async function smokeCheck(
  origin: string,
  before: string | undefined,
  env: string,
): Promise<undefined> {
  const startedAtMs = performance.now()
  for (;;) {
    const problem = await findProblem(origin, before)
    if (!problem) return
    if (performance.now() - startedAtMs > TIMEOUT_MS)
      throw new CommandFailure(
        `It is deployed, but ${problem}. To go back: npx wrangler rollback --env ${env} (see docs/runbook.md)`,
      )
    await sleep(POLL_MS)
  }
}

async function findProblem(origin: string, before: string | undefined): Promise<string | null> {
  const said = await askSite(origin)
  if ('problem' in said) return `${origin}/healthz does not answer as it should: ${said.problem}`
  if (before !== undefined && said.version === before)
    return `${origin}/healthz still comes from the version before, ${before}`
  const home = await fetch(`${origin}/`, { signal: AbortSignal.timeout(5_000) }).catch(() => null)
  return home?.ok ? null : `${origin}/ answers ${home?.status ?? 'nothing'}`
}
