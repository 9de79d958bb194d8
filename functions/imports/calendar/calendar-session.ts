import { sanitizeDescription, textToParagraphs } from '../../text/description.ts'
import type { Located } from '../conference.ts'
import type { ProgrammeCredit, ProgrammeSession } from '../programme-record.ts'
import type { Billed } from './billing.ts'
import type { Draft } from './draft.ts'
import { wallTimeOfMoment } from './moment.ts'
import type { Occurrence } from './occurrences.ts'

type Slot = Located & { readonly externalId: string; readonly zone: string | null }

/** What a slot without a name goes by: it still tells that its room is taken. */
const UNTITLED = 'Untitled'

/** What a draft says whenever it takes place. */
export type DraftText = Billed & { readonly abstract: string | null }

/** An occurrence as a session, on the clock of `zone`. */
export function toCalendarSession(
  { draft, start, end }: Occurrence,
  { title, names, kind, abstract }: DraftText,
  { file, line, externalId, zone }: Slot,
): ProgrammeSession {
  const isTimed = start !== null && start.type !== 'day'
  const startsAt = isTimed ? wallTimeOfMoment(start, zone) : null
  const endsAt = isTimed && end ? wallTimeOfMoment(end, zone) : null
  return {
    file,
    line,
    externalId,
    title: title || UNTITLED,
    subtitle: null,
    abstract,
    kind: title ? kind : 'other',
    day: start ? wallTimeOfMoment(start, zone).slice(0, 10) : null,
    startsAt,
    // An hour that the clocks go back may end before it starts.
    endsAt: startsAt && endsAt && endsAt < startsAt ? startsAt : endsAt,
    room: draft.room,
    track: draft.track,
    language: null,
    level: null,
    notRecorded: false,
    url: draft.url,
    credits: names.map(credit),
    coverage: [],
  }
}

/** A calendar has no ids for people. Within one programme a name stands for one person; never beyond. */
const credit = (name: string): ProgrammeCredit => ({
  name,
  role: 'speaker',
  externalId: `name:${name}`,
  bio: null,
  photoUrl: null,
  links: [],
})

/** Some calendars have HTML in what should be plain text, and some of those keep its line breaks. */
const MARKUP = /<\/?(?:p|br|div|span|a|b|i|strong|em|ul|ol|li|html|h[1-6])\b[^<>]{0,500}>/i
const BLOCKS = /<(?:p|br|div|ul|ol|html|h[1-6])\b/i

/** A draft's description as HTML that is safe; null for none. */
export function abstractOf({ html, description }: Draft): string | null {
  const isMarkedUp = html !== null || MARKUP.test(description)
  if (!isMarkedUp) return textToParagraphs(description) || null
  const marked = html ?? description
  return sanitizeDescription(BLOCKS.test(marked) ? marked : marked.replace(/\n/g, '<br>')) || null
}
