import { cleanText, cleanUrl } from '../clean.ts'
import type { Remark } from '../conference.ts'
import type { ProgrammeCredit } from '../programme-record.ts'
import { isNobody } from '../recordings/billed-names.ts'
import { type NamedBytes, readRecord, readYaml } from './read-yaml.ts'
import { type SpeakerRecord, speakerRecord } from './records.ts'

type Speaker = { readonly slug: string; readonly links: readonly string[] }

/** The people whom RubyEvents knows, by each of their names as billed. */
export type SpeakerBook = ReadonlyMap<string, Speaker>

/**
 * Reads `speakers.yml`. It is kept by hand and holds each person once, with the other names that they
 * go by, so its slug is the same person at every event. A name that two people share is nobody's.
 */
export function readSpeakers(named: NamedBytes): {
  readonly book: SpeakerBook
  readonly count: number
  readonly rejected: readonly Remark[]
} {
  const document = readYaml(named)
  if ('remark' in document) return { book: new Map(), count: 0, rejected: [document.remark] }
  const items = Array.isArray(document.value) ? document.value : []
  const rejected: Remark[] = []
  const book = new Map<string, Speaker>()
  const shared = new Set<string>()
  const aliases: [string, Speaker][] = []
  const add = (name: string, speaker: Speaker) => {
    if (isNobody(name)) return
    const known = book.get(name)
    if (known && known.slug !== speaker.slug) shared.add(name)
    else book.set(name, speaker)
  }
  let count = 0
  for (const index of items.keys()) {
    const answer = readRecord(document, speakerRecord, [index])
    if ('remark' in answer) {
      rejected.push(answer.remark)
      continue
    }
    const { record } = answer
    const speaker = { slug: record.slug, links: linksOf(record) }
    count += 1
    add(record.name, speaker)
    for (const alias of record.aliases) {
      const name = Object(alias).name
      if (typeof name === 'string') aliases.push([cleanText(name), speaker])
    }
  }
  // Somebody's own name comes before another's alias.
  for (const [name, speaker] of aliases) if (!book.has(name)) add(name, speaker)
  for (const name of shared) book.delete(name)
  return { book, count, rejected }
}

/** A name as billed, and who that is where the book tells. Otherwise it stands for one person within the event. */
export function creditOf(name: string, book: SpeakerBook, eventId: string): ProgrammeCredit {
  const speaker = book.get(name)
  return {
    name,
    role: 'speaker',
    externalId: speaker?.slug ?? `${eventId}:${name}`,
    bio: null,
    photoUrl: null,
    links: speaker?.links ?? [],
  }
}

const MAX_HANDLE_LENGTH = 100

function linksOf(speaker: SpeakerRecord): string[] {
  const at = (prefix: string, handle: string | null) => {
    if (!handle || handle.length > MAX_HANDLE_LENGTH) return null
    if (/^https?:/i.test(handle)) return cleanUrl(handle)
    return /^@?[\w.%-]+$/.test(handle) ? `${prefix}${handle.replace(/^@/, '')}` : null
  }
  const links = [
    speaker.website ? cleanUrl(speaker.website) : null,
    at('https://github.com/', speaker.github),
    speaker.mastodon && /^https?:/i.test(speaker.mastodon) ? cleanUrl(speaker.mastodon) : null,
    at('https://bsky.app/profile/', speaker.bluesky),
    at('https://x.com/', speaker.twitter),
    at('https://www.linkedin.com/in/', speaker.linkedin),
    at('https://speakerdeck.com/', speaker.speakerdeck),
  ]
  return [...new Set(links.filter((link) => link !== null))]
}
