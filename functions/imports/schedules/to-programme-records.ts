import { memoize } from '#functions/memoize.ts'
import { sanitizeDescription, textToParagraphs } from '#functions/text/description.ts'
import { hasText } from '#functions/text/sanitize-html.ts'
import { languageOf } from '../../text/language-of.ts'
import { cleanText, cleanUrl } from '../clean.ts'
import type { ProgrammeCredit, ProgrammeRecord, ProgrammeSession } from '../programme-record.ts'
import { linkedCoverage } from './linked-coverage.ts'
import type { ParsedPerson, ParsedProgramme, ParsedSession } from './parsed-programme.ts'
import { trustedIds } from './person-ids.ts'
import { type NamedSession, nameSessions } from './session-ids.ts'
import { kindOf, roleOf } from './session-words.ts'

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
export function* toProgrammeRecords(
  parsed: ParsedProgramme,
  file: string,
): Generator<ProgrammeRecord> {
  if (parsed.event) yield { type: 'event', event: { ...parsed.event, file } }
  for (const { type, line, reason, externalId = null } of parsed.remarks) {
    const remark = { file, line, reason }
    yield type === 'note' ? { type, remark } : { type, remark, externalId }
  }
  const idOf = trustedIds(parsed.sessions)
  // Files tell of somebody once, and bill them many times.
  const bioOf = memoize((bio) => descriptionOf([bio]) ?? '', Infinity)
  const urlOf = memoize((link) => cleanUrl(link) ?? '', Infinity)
  // Those with a fault are named as well: it takes nothing from the names of the others.
  const names = new Map(nameSessions(parsed.sessions).map((named) => [named.parsed, named]))
  for (const session of parsed.sessions) {
    const reason = faultOf(session)
    const externalId = names.get(session)?.externalId ?? null
    if (reason) yield { type: 'rejected', remark: { file, line: session.line, reason }, externalId }
  }
  for (const named of names.values()) {
    const { line } = named.parsed
    if (faultOf(named.parsed)) continue
    if (named.sameAs === null) {
      const session = cleanSession(named, parsed.baseUrl, { idOf, bioOf, urlOf })
      yield { type: 'session', session: { ...session, file } }
    } else {
      const reason = `It says the same as line ${named.sameAs}`
      yield { type: 'rejected', remark: { file, line, reason } }
    }
  }
}

function faultOf({ title, ids }: ParsedSession): string | null {
  if (!cleanText(title)) return 'The title is missing'
  if (ids.every((id) => id === '')) return 'It has no id'
  return ids.some((id) => id.length > MAX_ID_LENGTH) ? 'Its id is too long' : null
}

type Read = {
  readonly idOf: (person: ParsedPerson) => string | null
  readonly bioOf: (bio: string) => string
  readonly urlOf: (link: string) => string
}

function cleanSession(
  { parsed, externalId }: NamedSession,
  baseUrl: string,
  read: Read,
): Omit<ProgrammeSession, 'file'> {
  const credits = creditsOf(parsed.people, read)
  return {
    line: parsed.line,
    externalId,
    title: cut(parsed.title, MAX_TITLE_LENGTH) ?? '',
    subtitle: cut(parsed.subtitle, MAX_TITLE_LENGTH),
    abstract: descriptionOf(parsed.texts),
    kind: kindOf(
      parsed.type.slice(0, MAX_WORD_LENGTH),
      parsed.title.slice(0, MAX_TITLE_LENGTH),
      credits.length > 0,
    ),
    day: parsed.day,
    startsAt: parsed.times?.startsAt ?? null,
    endsAt: parsed.times?.endsAt ?? null,
    room: cut(parsed.room, MAX_WORD_LENGTH),
    track: cut(parsed.track, MAX_WORD_LENGTH),
    language: languageOf(parsed.language),
    level: parsed.level,
    notRecorded: parsed.notRecorded,
    url: parsed.url.trim() ? cleanUrl(parsed.url) : null,
    credits,
    coverage: linkedCoverage(parsed.links.slice(0, MAX_LINKS), baseUrl),
  }
}

/** One line of clean text, or null for none. */
function cut(text: string, maxLength: number): string | null {
  const clean = cleanText(text)
  return (
    (clean.length <= maxLength ? clean : `${clean.slice(0, maxLength - 1).toWellFormed()}…`) || null
  )
}

function creditsOf(
  people: readonly ParsedPerson[],
  { idOf, bioOf, urlOf }: Read,
): ProgrammeCredit[] {
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
