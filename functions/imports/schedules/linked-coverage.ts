import { coverageKinds } from '#db/schema/coverage.ts'
import type { CoverageKind } from '../../coverage/coverage.ts'
import { cleanText, cleanUrl } from '../clean.ts'
import { entryOf } from '../entry-of.ts'
import type { ProgrammeCoverage } from '../programme-record.ts'
import type { ParsedLink } from './parsed-programme.ts'

const MAX_TITLE_LENGTH = 300
const VIDEO_FILE = /\.(?:mp4|webm|ogv|avi|mov|mkv|m4v)$/i
const AUDIO_FILE = /\.(?:mp3|opus|oga|flac|m4a)$/i
const DECK_FILE = /\.(?:pptx?|odp|key)$/i
const VIDEO_WORD = /\b(?:videos?|recordings?|aufzeichnung|mitschnitt|captation|vid[ée]o)\b/i
const AUDIO_WORD = /\b(?:audio|podcast)\b/i
const SLIDES_WORD = /\b(?:slides?|slide ?deck|folien|foils|diapo(?:s|sitives)?)\b/i
const NO_COVERAGE = /feedback|\bchat\b|\blive ?stream\b|\bstream\b/i
const PLAYERS = /^(?:www\.|m\.)?(?:youtube\.com|youtu\.be|vimeo\.com|peertube\..+)$/i

/**
 * What there is to watch or read among the links of a session, where a link's host, ending or label
 * leaves no doubt.
 */
export function linkedCoverage(links: readonly ParsedLink[], baseUrl: string): ProgrammeCoverage[] {
  const nothing = { language: null, durationS: null, thumbnailUrl: null }
  return links.flatMap((link) => {
    const url = absoluteUrl(link.url, baseUrl)
    const kind = url ? kindOfLink(new URL(url), link) : null
    return url && kind ? [{ kind, url, title: titleOf(link), ...nothing }] : []
  })
}

function absoluteUrl(url: string, baseUrl: string): string | null {
  const trimmed = url.trim()
  // What a file manager puts where nothing was uploaded.
  if (/\/missing\.\w+$/.test(trimmed)) return null
  if (/^https?:/i.test(trimmed)) return cleanUrl(trimmed)
  return URL.canParse(trimmed, baseUrl) ? cleanUrl(new URL(trimmed, baseUrl).href) : null
}

function kindOfLink(url: URL, { label, type, isAttached }: ParsedLink): CoverageKind | null {
  const parsed = entryOf(kindByType, type.toLowerCase())
  const words = label.includes('://') ? '' : label
  if (parsed && !isAttached) return parsed
  if (NO_COVERAGE.test(words)) return null
  if (VIDEO_FILE.test(url.pathname)) return 'video'
  if (AUDIO_FILE.test(url.pathname)) return 'audio'
  if (parsed && parsed !== 'slides') return parsed
  if (SLIDES_WORD.test(words) || DECK_FILE.test(url.pathname)) return 'slides'
  if (url.hostname === 'media.ccc.de' && url.pathname.startsWith('/v/')) return 'video'
  if (
    (type.toLowerCase() === 'media' || VIDEO_WORD.test(words)) &&
    (PLAYERS.test(url.hostname) || /\.ogg$/i.test(url.pathname))
  )
    return 'video'
  if (AUDIO_WORD.test(words) && /\.ogg$/i.test(url.pathname)) return 'audio'
  if (!isAttached) return null
  // pretalx calls everything that is attached slides, pictures and settings too.
  if (/\.\w{2,5}$/.test(url.pathname)) return /\.pdf$/i.test(url.pathname) ? 'slides' : 'handout'
  return parsed ?? 'handout'
}

const kindByType: Readonly<Record<string, CoverageKind>> = {
  video: 'video',
  recording: 'video',
  audio: 'audio',
  slides: 'slides',
  paper: 'handout',
  blog: 'write-up',
  ...Object.fromEntries(coverageKinds.map((kind) => [kind, kind])),
}

const titleOf = ({ label }: ParsedLink) => {
  const title = cleanText(label).slice(0, MAX_TITLE_LENGTH)
  return title && !title.includes('://') ? title : null
}
