import { memoize } from '#functions/memoize.ts'
import { hasText, sanitizeDescription, textToParagraphs } from '#functions/posts/html.ts'
import { cleanText, cleanUrl } from '../clean.ts'
import type { ProgrammeCredit, ProgrammeRecord, ProgrammeSession } from '../programme.ts'
import { linkedCoverage } from './linked-coverage.ts'
import { trustedIds } from './person-ids.ts'
import { type NamedSession, nameSessions } from './session-ids.ts'
import { kindOf, languageOf, roleOf } from './session-words.ts'
import type { ToldPerson, ToldProgramme, ToldSession } from './told-programme.ts'

const MAX_TITLE_LENGTH = 500
const MAX_NAME_LENGTH = 200
const MAX_WORD_LENGTH = 200
const MAX_ID_LENGTH = 200
const MAX_CREDITS = 100
const MAX_LINKS = 100
const MAX_PERSON_LINKS = 20
/** Of one text of a description, of which a file may have several. */
const MAX_TEXT_LENGTH = 60_000

/** The records of what a file says: cleaned, its people and sessions named, and each remark in its place. */
export function* tellProgramme(told: ToldProgramme, file: string): Generator<ProgrammeRecord> {
  if (told.event) yield { type: 'event', event: { ...told.event, file } }
  for (const { type, line, reason, externalId = null } of told.remarks) {
    const remark = { file, line, reason }
    yield type === 'note' ? { type, remark } : { type, remark, externalId }
  }
  const idOf = trustedIds(told.sessions)
  // Files tell of somebody once, and bill them many times.
  const bioOf = memoize((bio) => descriptionOf([bio]) ?? '', Infinity)
  const urlOf = memoize((link) => cleanUrl(link) ?? '', Infinity)
  // Those with a fault are named as well: it takes nothing from the names of the others.
  const names = new Map(nameSessions(told.sessions).map((named) => [named.told, named]))
  for (const session of told.sessions) {
    const reason = faultOf(session)
    const externalId = names.get(session)?.externalId ?? null
    if (reason) yield { type: 'rejected', remark: { file, line: session.line, reason }, externalId }
  }
  for (const named of names.values()) {
    const { line } = named.told
    if (faultOf(named.told)) continue
    if (named.sameAs === null) {
      const session = cleanSession(named, told.baseUrl, { idOf, bioOf, urlOf })
      yield { type: 'session', session: { ...session, file } }
    } else {
      const reason = `It says the same as line ${named.sameAs}`
      yield { type: 'rejected', remark: { file, line, reason } }
    }
  }
}

function faultOf({ title, ids }: ToldSession): string | null {
  if (!cleanText(title)) return 'The title is missing'
  if (ids.every((id) => id === '')) return 'It has no id'
  return ids.some((id) => id.length > MAX_ID_LENGTH) ? 'Its id is too long' : null
}

type Read = {
  readonly idOf: (person: ToldPerson) => string | null
  readonly bioOf: (bio: string) => string
  readonly urlOf: (link: string) => string
}

function cleanSession(
  { told, externalId }: NamedSession,
  baseUrl: string,
  read: Read,
): Omit<ProgrammeSession, 'file'> {
  const credits = creditsOf(told.people, read)
  return {
    line: told.line,
    externalId,
    title: cut(told.title, MAX_TITLE_LENGTH) ?? '',
    subtitle: cut(told.subtitle, MAX_TITLE_LENGTH),
    abstract: descriptionOf(told.texts),
    kind: kindOf(
      told.type.slice(0, MAX_WORD_LENGTH),
      told.title.slice(0, MAX_TITLE_LENGTH),
      credits.length > 0,
    ),
    day: told.day,
    startsAt: told.times?.startsAt ?? null,
    endsAt: told.times?.endsAt ?? null,
    room: cut(told.room, MAX_WORD_LENGTH),
    track: cut(told.track, MAX_WORD_LENGTH),
    language: languageOf(told.language),
    level: told.level,
    notRecorded: told.notRecorded,
    url: told.url.trim() ? cleanUrl(told.url) : null,
    credits,
    coverage: linkedCoverage(told.links.slice(0, MAX_LINKS), baseUrl),
  }
}

/** One line of clean text, or null for none. */
function cut(text: string, maxLength: number): string | null {
  const clean = cleanText(text)
  return (
    (clean.length <= maxLength ? clean : `${clean.slice(0, maxLength - 1).toWellFormed()}…`) || null
  )
}

function creditsOf(people: readonly ToldPerson[], { idOf, bioOf, urlOf }: Read): ProgrammeCredit[] {
  const credits = people.slice(0, MAX_CREDITS).flatMap((person) => {
    const name = cut(person.name, MAX_NAME_LENGTH)
    if (!name) return []
    const credit: ProgrammeCredit = {
      name,
      role: roleOf(person.role),
      externalId: idOf(person)?.slice(0, MAX_ID_LENGTH) ?? null,
      bio: bioOf(person.bio) || null,
      photoUrl: person.photoUrl ? cleanUrl(person.photoUrl) : null,
      links: person.links.slice(0, MAX_PERSON_LINKS).flatMap((link) => urlOf(link) || []),
    }
    return [credit]
  })
  const once = new Map(
    credits.map((credit) => [credit.externalId ?? `name ${credit.name}`, credit]),
  )
  return [...once.values()]
}

/** Texts one after the other as sanitised HTML, a text that another begins or ends with left out; null for none. */
function descriptionOf(texts: readonly string[]): string | null {
  const written = texts
    .map((text) => text.slice(0, MAX_TEXT_LENGTH).trim())
    .filter((text) => text !== '')
  // Looking for one within the other can take the product of their lengths.
  const holds = (other: string, text: string) => other.startsWith(text) || other.endsWith(text)
  const kept = written.filter(
    (text, index) =>
      !written.some((other, at) => holds(other, text) && (other !== text || at < index)),
  )
  const html = sanitizeDescription(kept.map(toHtml).join('\n'))
  return hasText(html) ? html : null
}

const toHtml = (text: string) => (looksLikeHtml(text) ? text : textToParagraphs(text))

/** Some write plain text where others write HTML, and none says which. */
const looksLikeHtml = (text: string) =>
  /<\/?(?:a|abbr|b|blockquote|br|code|div|em|h[1-6]|hr|i|img|li|ol|p|pre|script|small|span|strong|sub|sup|svg|table|u|ul)\b[^<>]*>/i.test(
    text,
  ) || /&(?:amp|lt|gt|quot|nbsp|apos|#\d{1,6}|#x[\da-f]{1,5});/i.test(text)
