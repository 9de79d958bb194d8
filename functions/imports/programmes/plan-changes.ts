import type { scheduleChanges } from '#db/schema/index.ts'
import type { SessionColumns } from './plan-session.ts'

export type ChangeRow = Omit<typeof scheduleChanges.$inferInsert, 'eventId' | 'sessionId'>

export type Shown = Pick<SessionColumns, 'title' | 'day' | 'startsAt' | 'endsAt'> & {
  readonly room: string | null
  readonly names: readonly string[]
}

/**
 * What readers of a programme are told about a session that changed: that it moved (to another time or
 * room), has another title, or other people. Another length or order of names is not worth a line.
 */
export function compareShown(before: Shown, after: Shown): ChangeRow[] {
  const hasMoved = (['day', 'startsAt', 'room'] as const).some((key) => before[key] !== after[key])
  const isRenamed = before.title !== after.title
  const isRecast = [...before.names].sort().join('\n') !== [...after.names].sort().join('\n')
  return [
    ...(hasMoved ? [{ kind: 'moved' as const, before: whenOf(before), after: whenOf(after) }] : []),
    ...(isRenamed
      ? [
          {
            kind: 'renamed' as const,
            before: { title: before.title },
            after: { title: after.title },
          },
        ]
      : []),
    ...(isRecast
      ? [
          {
            kind: 'recast' as const,
            before: { names: before.names },
            after: { names: after.names },
          },
        ]
      : []),
  ]
}

const whenOf = ({ day, startsAt, endsAt, room }: Shown) => ({ day, startsAt, endsAt, room })
