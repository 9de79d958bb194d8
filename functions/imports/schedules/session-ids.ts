import type { ParsedSession } from './parsed-programme.ts'

export type NamedSession = {
  readonly parsed: ParsedSession
  readonly externalId: string
  /** The line of an earlier record that says just the same. */
  readonly sameAs: number | null
}

/**
 * What each session is called, one of a kind within the programme, in the programme's order. Some
 * planners give one id to every time that a workshop is held. The earliest then keeps it and the
 * others are counted on, so that the order in the file is of no matter, and a new time at the end
 * changes no name. Sessions that nothing names are left out.
 */
export function nameSessions(sessions: readonly ParsedSession[]): NamedSession[] {
  const byId = Map.groupBy(sessions, (parsed) => parsed.ids.find((id) => id !== '') ?? '')
  byId.delete('')
  const named = [...byId].flatMap(([id, group]) => nameGroup(id, group))
  const order = new Map(sessions.map((parsed, index) => [parsed, index]))
  return named.sort((one, other) => (order.get(one.parsed) ?? 0) - (order.get(other.parsed) ?? 0))
}

function nameGroup(id: string, group: readonly ParsedSession[]): NamedSession[] {
  const [only] = group
  if (only && group.length === 1) return [{ parsed: only, externalId: id, sameAs: null }]
  const firstLines = new Map<string, number>()
  let count = 0
  return [...group].sort(byPlan).map((parsed) => {
    const plan = planOf(parsed)
    const sameAs = firstLines.get(plan) ?? null
    if (sameAs === null) {
      firstLines.set(plan, parsed.line)
      count += 1
    }
    return { parsed, externalId: count === 1 ? id : `${id}#${count}`, sameAs }
  })
}

const planOf = ({ times, ids, room, title }: ParsedSession) =>
  [times?.startsAt ?? '', ...ids, room, title].join('\n')

const byPlan = (one: ParsedSession, other: ParsedSession) => {
  const [first, second] = [planOf(one), planOf(other)]
  return first < second ? -1 : first > second ? 1 : one.line - other.line
}
