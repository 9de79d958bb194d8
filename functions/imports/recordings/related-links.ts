import type { CoverageKind } from '../../coverage/coverage.ts'
import { cleanText, cleanUrl } from '../clean.ts'
import type { ProgrammeCoverage } from '../programme-record.ts'

const MAX_LINKS = 50
const MAX_LABEL_LENGTH = 120
const DECKS =
  /(?:^|\.)(?:slideshare\.net|speakerdeck\.com|slides\.com|noti\.st)$|^docs\.google\.com\/presentation/
const LICENCES = /(?:^|\.)(?:creativecommons\.org|opensource\.org)$/

/** What the label of a link says that it is. */
const labelled: readonly (readonly [RegExp, CoverageKind])[] = [
  [/\bslides?\b|\bdeck\b/i, 'slides'],
  [/\btranscript\b/i, 'transcript'],
  [/\b(?:prose|write-?up|blog post)\b/i, 'write-up'],
  [/\b(?:repositor(?:y|ies)|source code)\b/i, 'code'],
]
/** The organisers' own page about this one talk, not their whole schedule. */
const TALK_PAGE = /\/(?:presentation|session|talks?)\/[^/#?]+/

export type RelatedLinks = {
  /** The talk's own page at its event. */
  readonly url: string | null
  /** The event's website. */
  readonly website: string | null
  readonly coverage: readonly ProgrammeCoverage[]
}

/**
 * Sorts what a recording links to. Slides are told by their label, the talk's page by its
 * address. Licences and links that only illustrate the abstract are neither.
 */
export function sortRelatedLinks(links: readonly unknown[]): RelatedLinks {
  const coverage: ProgrammeCoverage[] = []
  let url: string | null = null
  let website: string | null = null
  for (const link of links.slice(0, MAX_LINKS).map(readLink)) {
    if (!link || LICENCES.test(link.host)) continue
    const kind = kindOf(link)
    if (kind) coverage.push(item(kind, link))
    else if (/^conference web/i.test(link.label)) website ??= link.url
    else if (TALK_PAGE.test(link.url)) url ??= link.url
  }
  return { url, website, coverage }
}

type Link = { readonly url: string; readonly host: string; readonly label: string }

function readLink(link: unknown): Link | null {
  const { url: address, label } = typeof link === 'string' ? { url: link, label: '' } : Object(link)
  // Some are copied with the bracket or the full stop that ended their sentence.
  const url = typeof address === 'string' ? cleanUrl(address.replace(/\)?[.,]?$/, '')) : null
  if (!url) return null
  const spoken = typeof label === 'string' ? cleanText(label).slice(0, MAX_LABEL_LENGTH) : ''
  return { url, host: new URL(url).hostname, label: spoken }
}

function kindOf({ url, host, label }: Link): CoverageKind | null {
  const found = labelled.find(([words]) => words.test(label))
  if (found) return found[1]
  const { pathname } = new URL(url)
  // Links without a label were gathered from the abstract: a deck there may be anybody's.
  return !isAddress(label) && (DECKS.test(host) || DECKS.test(host + pathname)) ? 'slides' : null
}

/** No label, or the address again. */
const isAddress = (label: string) => label === '' || URL.canParse(label)

const item = (kind: CoverageKind, { url, label }: Link): ProgrammeCoverage => ({
  kind,
  url,
  title: isAddress(label) ? null : label,
  language: null,
  durationS: null,
  thumbnailUrl: null,
})
