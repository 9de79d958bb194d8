import type { ProgrammeSession } from '../programme-record.ts'
import type { KnownSession } from './known-programme.ts'
import { pairUp } from './pair-up.ts'
import type { Billing } from './same-talk.ts'

/**
 * Which known session each of the source's is, in order; null for one that is new. By the source's
 * name for it, or ours; and only among those of other sources also by what it says (`pairUp`).
 */
export function matchSessions(
  found: readonly ProgrammeSession[],
  known: readonly KnownSession[],
  source: string,
): (KnownSession | null)[] {
  const byName = new Map<string, KnownSession>()
  for (const session of known)
    for (const { source: of, externalId } of session.externalIds)
      if (of === source) byName.set(externalId, session)
  const byId = new Map(known.map((session) => [session.id, session]))

  const taken = new Set<KnownSession>()
  const matches = found.map(({ externalId }) => {
    const match = byName.get(externalId) ?? byId.get(externalId.toLowerCase()) ?? null
    if (match === null || taken.has(match)) return null
    taken.add(match)
    return match
  })

  const isOfOthers = ({ externalIds }: KnownSession) =>
    externalIds.length === 0 || externalIds.some((id) => id.source !== source)
  const isNamed = ({ externalIds }: KnownSession) => externalIds.some((id) => id.source === source)
  const others = known.filter(isOfOthers)
  const open = others.filter((session) => !taken.has(session) && !isNamed(session))
  const strange = found.flatMap((_, index) => (matches[index] ? [] : [index]))
  const pairs = pairUp(
    strange.map((index) => toBilling(found[index] as ProgrammeSession)),
    open.map(toBilling),
    { left: found.map(toBilling), right: others.map(toBilling) },
  )
  for (const [left, right] of pairs) matches[strange[left] as number] = open[right] ?? null
  return matches
}

const toBilling = ({
  title,
  credits,
  day,
  startsAt,
}: ProgrammeSession | KnownSession): Billing => ({
  title,
  names: credits.map(({ name }) => name),
  day,
  startsAt,
})
