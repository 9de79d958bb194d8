import type { SessionKind } from '../../sessions/session.ts'
import { sanitizeDescription } from '../../text/description.ts'
import { cleanText } from '../clean.ts'
import type { Located } from '../conference.ts'
import { entryOf } from '../entry-of.ts'
import type { ProgrammeSession } from '../programme-record.ts'
import { billedNames } from '../recordings/billed-names.ts'
import { describedHtml } from '../recordings/described.ts'
import { kindByTitle } from '../session-kind.ts'
import type { TalkRecord } from './records.ts'
import { creditOf, type SpeakerBook } from './speaker-book.ts'
import type { GridItem, Slot } from './take-slots.ts'
import { coverageOf } from './talk-coverage.ts'

const kinds: Readonly<Record<string, SessionKind>> = {
  talk: 'talk',
  keynote: 'keynote',
  lightning_talk: 'lightning',
  open_mic: 'lightning',
  workshop: 'workshop',
  panel: 'panel',
  discussion: 'panel',
  fireside_chat: 'panel',
  q_and_a: 'panel',
}
const languages: Readonly<Record<string, string>> = {
  chinese: 'zh',
  dutch: 'nl',
  english: 'en',
  french: 'fr',
  german: 'de',
  hebrew: 'he',
  italian: 'it',
  japanese: 'ja',
  korean: 'ko',
  polish: 'pl',
  portuguese: 'pt',
  russian: 'ru',
  spanish: 'es',
  thai: 'th',
  turkish: 'tr',
}

export type TalkContext = {
  readonly at: Located
  readonly eventId: string
  readonly isMeetup: boolean
  readonly book: SpeakerBook
  readonly slot: Slot | null
  /** The entry that this talk is nested in. */
  readonly parent: TalkRecord | null
}

/** A talk, or one that is nested in another's recording, as a session. */
export function talkSession(talk: TalkRecord, context: TalkContext): ProgrammeSession {
  const { at, eventId, book, slot, parent } = context
  const language = languageOf(talk.language ?? parent?.language ?? null)
  return {
    ...at,
    externalId: talk.id,
    title: talk.title,
    subtitle: null,
    abstract: describe(talk.description),
    kind: kindOf(talk, context),
    day: slot?.day ?? talk.date ?? parent?.date ?? null,
    startsAt: slot?.startsAt ?? null,
    endsAt: slot?.endsAt ?? null,
    room: null,
    track: talk.track,
    language,
    level: null,
    notRecorded: talk.video_provider === 'not_recorded',
    url: null,
    credits: namesOf(talk, book).map((name) => creditOf(name, book, eventId)),
    coverage: coverageOf(talk, { parent, language }),
  }
}

/** A name that the book has is one person's, whatever commas stand in it. */
const namesOf = ({ speakers }: TalkRecord, book: SpeakerBook): string[] => [
  ...new Set(
    speakers.flatMap((name) =>
      typeof name === 'string' && book.has(cleanText(name))
        ? [cleanText(name)]
        : billedNames([name]),
    ),
  ),
]

/** A row of the grid that is no talk as a session. */
export const itemSession = (item: GridItem, at: Located, eventId: string): ProgrammeSession => {
  const kind = kindByTitle(item.title)
  return {
    ...at,
    externalId: `${eventId}/${item.id}`,
    title: item.title,
    abstract: describe(item.description),
    // Nobody is billed for it, so it is none that somebody gives.
    kind: kind === 'break' ? 'break' : 'other',
    ...{ day: item.day, startsAt: item.startsAt, endsAt: item.endsAt },
    ...{ subtitle: null, room: null, track: null, language: null, level: null, url: null },
    ...{ notRecorded: false, credits: [], coverage: [] },
  }
}

function kindOf({ kind, title, talks }: TalkRecord, { isMeetup }: TalkContext): SessionKind {
  if (kind) return entryOf(kinds, kind) ?? 'other'
  if (isMeetup && talks.length > 0) return 'meetup'
  const byTitle = kindByTitle(title)
  return byTitle === 'break' ? 'talk' : byTitle
}

const languageOf = (name: string | null) =>
  name ? (entryOf(languages, name.toLowerCase()) ?? null) : null

const describe = (text: string | null) =>
  text ? sanitizeDescription(describedHtml(text)) || null : null
