import type { CoverageKind } from '../../coverage/coverage.ts'
import { coverageUrlKey } from '../../coverage/url-key.ts'
import { cleanText, cleanUrl } from '../clean.ts'
import { entryOf } from '../entry-of.ts'
import type { ProgrammeCoverage } from '../programme-record.ts'
import type { TalkRecord } from './records.ts'

const MAX_RESOURCES = 30

/** Resources that are about the talk itself. Others are what it spoke of. */
const kinds: Readonly<Record<string, CoverageKind>> = {
  slides: 'slides',
  transcript: 'transcript',
  'write-up': 'write-up',
  blog: 'write-up',
  article: 'write-up',
  handout: 'handout',
  code: 'code',
  repo: 'code',
  audio: 'audio',
  podcast: 'audio',
  video: 'video',
  photos: 'photo',
}

/** What there is of a talk; `parent` is the recording that it is a part of. */
export function coverageOf(
  talk: TalkRecord,
  { parent, language }: { readonly parent: TalkRecord | null; readonly language: string | null },
): ProgrammeCoverage[] {
  const thumbnailUrl = talk.thumbnail_lg
  const video = (url: string, title: string | null = null): ProgrammeCoverage => ({
    ...{ kind: 'video', url, title, language, durationS: null, thumbnailUrl },
  })
  const own = talk.video_provider === 'parent' && parent ? partOf(parent, talk) : videoUrl(talk)
  const others = talk.alternative_recordings.slice(0, MAX_RESOURCES).flatMap((recording) => {
    const { video_provider, video_id, title } = Object(recording)
    const url = videoUrl({ video_provider, video_id })
    return url
      ? [video(url, typeof title === 'string' ? cleanText(title).slice(0, 300) : null)]
      : []
  })
  const resources = talk.additional_resources.slice(0, MAX_RESOURCES).flatMap(toResource)
  return onceEach([
    ...(own ? [video(own)] : []),
    ...others,
    ...(talk.slides_url ? [item('slides', talk.slides_url, null)] : []),
    ...resources,
  ])
}

/** What is listed twice, as slides and as a resource, is one with all that is said of it. */
function onceEach(items: readonly ProgrammeCoverage[]): ProgrammeCoverage[] {
  const once = new Map<string, ProgrammeCoverage>()
  for (const found of items) {
    const key = `${found.kind} ${coverageUrlKey(found.url)}`
    const before = once.get(key)
    once.set(key, before ? { ...before, title: before.title ?? found.title } : found)
  }
  return [...once.values()]
}

const item = (kind: CoverageKind, url: string, title: string | null): ProgrammeCoverage => ({
  ...{ kind, url, title, language: null, durationS: null, thumbnailUrl: null },
})

function toResource(resource: unknown): ProgrammeCoverage[] {
  const { type, url: address, title, name } = Object(resource)
  const kind = typeof type === 'string' ? entryOf(kinds, type.toLowerCase()) : undefined
  const url = typeof address === 'string' ? cleanUrl(address) : null
  const label = [title, name].find((text) => typeof text === 'string')
  return kind && url ? [item(kind, url, label ? cleanText(label).slice(0, 300) : null)] : []
}

type Video = { readonly video_provider?: unknown; readonly video_id?: unknown }

/** Where a recording can be watched; null when there is none, or not yet. */
function videoUrl({ video_provider: provider, video_id: given }: Video): string | null {
  const id = String(given ?? '').trim()
  if (provider === 'youtube' && /^[\w-]{5,20}$/.test(id))
    return `https://www.youtube.com/watch?v=${id}`
  if (provider === 'vimeo' && /^\d{4,15}(?:[/?][\w=/]{1,40})?$/.test(id))
    return `https://vimeo.com/${id}`
  return provider === 'mp4' && /^https?:/i.test(id) ? cleanUrl(id) : null
}

/** The recording of many talks, from where this one begins. */
function partOf(parent: TalkRecord, { start_cue }: TalkRecord): string | null {
  const url = videoUrl(parent)
  if (!url || !start_cue || !/^\d{1,2}(?::\d\d){1,2}$/.test(start_cue)) return url
  const seconds = start_cue.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
  return parent.video_provider === 'youtube' ? `${url}&t=${seconds}s` : `${url}#t=${seconds}s`
}
