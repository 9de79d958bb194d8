import { fold } from '../../text/fold.ts'
import { wallTimeOfMoment } from './moment.ts'
import type { Occurrence } from './occurrences.ts'

const MIN_EVENTS = 5
const BUILD_MS = 60 * 60_000
const MAX_TITLE_LENGTH = 200

/**
 * A name for each occurrence, in order, that the next import of the same calendar finds again; null for
 * one that is the same in everything as one before.
 *
 * That is the UID where the calendar keeps its promise (RFC 5545, 3.8.4.7), with the time behind it for
 * a repeated event. Two sorts of calendars do not keep it: those that give most events one UID, and
 * those that make new UIDs whenever they are built, which begin with the time of that. There a session
 * is told by its title, since people retitle sessions less often than they move them; by its time as
 * well where a title comes twice (`Lunch`), and then by its room.
 */
export function nameOccurrences(
  occurrences: readonly Occurrence[],
  zone: string | null,
): (string | null)[] {
  const trusted = areUidsKept(occurrences)
  const whenOf = ({ start }: Occurrence) => (start ? wallTimeOfMoment(start, zone) : '')
  const roomOf = ({ draft }: Occurrence) => draft.room ?? ''
  const titleOf = ({ draft }: Occurrence) =>
    `title:${(fold(draft.title) || draft.title).slice(0, MAX_TITLE_LENGTH)}`
  const uidOf = (occurrence: Occurrence) => {
    const { draft, which } = occurrence
    if (!trusted || !draft.uid) return titleOf(occurrence)
    return which ? `${draft.uid}/${which}` : draft.uid
  }
  const parts = [uidOf, whenOf, roomOf, titleOf]
  let names = occurrences.map(() => '')
  for (const part of parts) {
    const counts = Map.groupBy(names, (name) => name)
    names = names.map((name, index) => {
      const occurrence = occurrences[index]
      const isAlone = name !== '' && counts.get(name)?.length === 1
      const more = occurrence && !isAlone ? part(occurrence) : ''
      return more ? [name, more].filter((text) => text !== '').join('/') : name
    })
  }
  const seen = new Set<string>()
  return names.map((name) => {
    if (seen.has(name)) return null
    seen.add(name)
    return name
  })
}

function areUidsKept(occurrences: readonly Occurrence[]): boolean {
  const masters = [...new Set(occurrences.filter(({ which }) => !which).map(({ draft }) => draft))]
  if (masters.length < MIN_EVENTS) return true
  const uids = masters.map(({ uid }) => uid ?? '')
  return new Set(uids).size > masters.length / 2 && !areStampedAtOnce(uids)
}

/** `20160417T070217Z-32078@…`, all of within an hour: made with the file, not with the events. */
function areStampedAtOnce(uids: readonly string[]): boolean {
  const stamps = uids.map((uid) => {
    const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z?-/.exec(uid) ?? []
    const [year, month, day, hour, minute, second] = [uid.slice(0, 4), ...parts].map(Number)
    if (parts.length === 0) return null
    return Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0)
  })
  const known = stamps.filter((stamp) => stamp !== null).sort((a, b) => a - b)
  const [first, last] = [known[0] ?? 0, known.at(-1) ?? 0]
  return known.length === uids.length && last - first <= BUILD_MS
}
