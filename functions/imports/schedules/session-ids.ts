import type { ToldSession } from './told-programme.ts'

export type NamedSession = {
  readonly told: ToldSession
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
export function nameSessions(sessions: readonly ToldSession[]): NamedSession[] {
  const byId = Map.groupBy(sessions, (told) => told.ids.find((id) => id !== '') ?? '')
  byId.delete('')
  const named = [...byId].flatMap(([id, group]) => nameGroup(id, group))
  const order = new Map(sessions.map((told, index) => [told, index]))
  return named.sort((one, other) => (order.get(one.told) ?? 0) - (order.get(other.told) ?? 0))
}

function nameGroup(id: string, group: readonly ToldSession[]): NamedSession[] {
  const [only] = group
  if (only && group.length === 1) return [{ told: only, externalId: id, sameAs: null }]
  const firstLines = new Map<string, number>()
  let count = 0
  return [...group].sort(byPlan).map((told) => {
    const plan = planOf(told)
    const sameAs = firstLines.get(plan) ?? null
    if (sameAs === null) {
      firstLines.set(plan, told.line)
      count += 1
    }
    return { told, externalId: count === 1 ? id : `${id}#${count}`, sameAs }
  })
}

const planOf = ({ times, ids, room, title }: ToldSession) =>
  [times?.startsAt ?? '', ...ids, room, title].join('\n')

const byPlan = (one: ToldSession, other: ToldSession) => {
  const [first, second] = [planOf(one), planOf(other)]
  return first < second ? -1 : first > second ? 1 : one.line - other.line
}
