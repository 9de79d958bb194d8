import { plusDays } from '../../time/day.ts'
import { cleanText } from '../clean.ts'
import type { ScheduleRecord, TalkRecord } from './records.ts'

/** A slot on the wall clock of the event's zone: both times, or neither. */
export type Slot = {
  readonly day: string
  readonly startsAt: string | null
  readonly endsAt: string | null
}

/** Something in the grid that is no talk, such as lunch. */
export type GridItem = Slot & {
  readonly title: string
  readonly description: string | null
  readonly id: string
}

export type TakenSlots = {
  /** By the id of the talk. */
  readonly slots: ReadonlyMap<string, Slot>
  readonly items: readonly GridItem[]
  /** Days on which the grid has other slots than there are talks. */
  readonly doubtful: readonly string[]
}

/**
 * Joins a grid of times with the talks, by nothing but their order: the rows that name no items of
 * their own are taken by the talks of the day, one after the other. That holds only where a day has
 * as many slots as talks; on other days no talk gets a time that may be another's.
 */
export function takeSlots({ days }: ScheduleRecord, talks: readonly TalkRecord[]): TakenSlots {
  const slots = new Map<string, Slot>()
  const items: GridItem[] = []
  const doubtful: string[] = []
  for (const { date, grid } of days) {
    const free: Slot[] = []
    const rowsAt = new Map<string, number>()
    for (const row of grid) {
      const slot = { day: date, ...times(date, row) }
      for (const item of row.items.map(readItem).filter((entry) => entry !== null)) {
        // Their order at one time is all that tells those of parallel rows apart.
        const number = rowsAt.get(row.start_time ?? '') ?? 0
        rowsAt.set(row.start_time ?? '', number + 1)
        items.push({ ...slot, ...item, id: `${date}/${row.start_time ?? 'open'}/${number}` })
      }
      if (row.items.length === 0) for (let i = 0; i < row.slots; i += 1) free.push(slot)
    }
    const held = talks.filter((talk) => talk.date === date)
    if (held.length === free.length)
      for (const [index, slot] of free.entries()) slots.set(held[index]?.id ?? '', slot)
    else doubtful.push(date)
  }
  return { slots, items, doubtful }
}

type Row = ScheduleRecord['days'][number]['grid'][number]

/** A row that ends before it starts ends after midnight; `24:00` is midnight. */
function times(date: string, { start_time: start, end_time: end }: Row) {
  if (!start || !end) return { startsAt: null, endsAt: null }
  const next = plusDays(date, 1)
  const at = (time: string, day: string) =>
    time.startsWith('24') ? `${next} 00:00:00` : `${day} ${time}:00`
  return { startsAt: at(start, date), endsAt: at(end, end < start ? next : date) }
}

function readItem(entry: unknown): { title: string; description: string | null } | null {
  const { title, description } =
    typeof entry === 'string' ? { title: entry, description: null } : Object(entry)
  const name = typeof title === 'string' ? cleanText(title).slice(0, 300) : ''
  return name
    ? { title: name, description: typeof description === 'string' ? description : null }
    : null
}
