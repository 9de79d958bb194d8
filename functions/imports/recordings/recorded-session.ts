import { sanitizeDescription } from '../../text/description.ts'
import type { Located } from '../conference.ts'
import type { ProgrammeCredit, ProgrammeSession } from '../programme-record.ts'
import { kindByTitle, kindByWord } from '../session-kind.ts'
import { billedNames } from './billed-names.ts'
import { describedHtml } from './described.ts'
import { sortRelatedLinks } from './related-links.ts'
import { recordings, type VideoRecord } from './video-record.ts'

type Context = {
  readonly at: Located
  readonly category: string
  readonly day: string | null
  readonly language: string | null
  readonly note: (reason: string) => void
}

/** A recorded talk as a session, without a time of day: recordings start when somebody presses a button. */
export function toRecordedSession(record: VideoRecord, context: Context): ProgrammeSession {
  const { at, category, day, language, note } = context
  const links = sortRelatedLinks(record.related_urls ?? [])
  const name = record.slug || at.file.replace(/^.*\//, '').replace(/\.json$/, '')
  const description = record.description?.trim() || record.summary?.trim() || ''
  return {
    ...at,
    externalId: `${category}/${name}`,
    title: record.title,
    subtitle: null,
    abstract: description ? sanitizeDescription(describedHtml(description)) || null : null,
    kind: kindOf(record),
    day,
    startsAt: null,
    endsAt: null,
    room: null,
    track: null,
    language,
    level: null,
    notRecorded: false,
    url: links.url,
    credits: billedNames(record.speakers ?? []).map((person) => credit(person, category)),
    coverage: [...recordings(record, note), ...links.coverage],
  }
}

/**
 * pyvideo has no ids for people. Within one event a name stands for one person: that is how a
 * programme bills those who speak twice. In another event it may be somebody else's, so the event is
 * part of the id and nobody is joined across events by it.
 */
const credit = (name: string, category: string): ProgrammeCredit => ({
  name,
  role: 'speaker',
  externalId: `${category}:${name}`,
  bio: null,
  photoUrl: null,
  links: [],
})

function kindOf({ title, tags }: VideoRecord) {
  const words = (tags ?? []).filter((tag) => typeof tag === 'string')
  const byTitle = kindByTitle(title)
  if (byTitle !== 'talk') return byTitle
  const exact = words.filter((word) =>
    /^(?:keynotes?|lightning talks?|tutorials?|workshops?|panels?)$/i.test(word),
  )
  return exact.map(kindByWord).find((kind) => kind !== null) ?? 'talk'
}
