import * as z from 'zod'
import { cleanText, cleanUrl } from '../clean.ts'
import type { ProgrammeCoverage } from '../programme-record.ts'

const MAX_TITLE_LENGTH = 300
const MAX_VIDEOS = 20
const MAX_DURATION_S = 7 * 86_400

const title = z
  .string('The title is missing')
  .transform(cleanText)
  .pipe(
    z
      .string()
      .min(1, 'The title is empty')
      .max(MAX_TITLE_LENGTH, `The title is longer than ${MAX_TITLE_LENGTH} characters`),
  )
const lesserText = z.string().nullish().catch(null)
const list = z.array(z.unknown()).nullish().catch(null)
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(?:$|T)/)
  .transform((text) => text.slice(0, 10))
  .pipe(z.iso.date())
  .nullish()
  .catch(null)

/** One of pyvideo's records. Only the title has to be right; what else is wrong is as if it were not there. */
export const videoRecord = z.object(
  {
    title,
    description: lesserText,
    summary: lesserText,
    recorded: day,
    duration: z.number().int().min(1).max(MAX_DURATION_S).nullish().catch(null),
    language: lesserText,
    thumbnail_url: lesserText,
    slug: lesserText,
    speakers: list,
    tags: list,
    related_urls: list,
    videos: list,
  },
  'This is not a record',
)
export type VideoRecord = z.infer<typeof videoRecord>

/** What an event's `category.json` says of it. */
export const categoryRecord = z.object(
  {
    title,
    url: lesserText,
    start_date: day,
    end_date: day,
  },
  'This is not a category',
)
export type CategoryRecord = z.infer<typeof categoryRecord>

/** ISO 639-3, or any other tag, as BCP 47: `eng` → `en`. Null for what is none. */
export function recordLanguage({ language }: VideoRecord): string | null {
  try {
    return language ? (Intl.getCanonicalLocales(language.trim())[0] ?? null) : null
  } catch {
    return null
  }
}

/** What there is to watch or hear. `note` is told of what cannot be followed. */
export function recordings(
  record: VideoRecord,
  note: (reason: string) => void,
): ProgrammeCoverage[] {
  const language = recordLanguage(record)
  const thumbnailUrl = record.thumbnail_url ? cleanUrl(record.thumbnail_url) : null
  return (record.videos ?? []).slice(0, MAX_VIDEOS).flatMap((video) => {
    const { url: address, type } = Object(video)
    const url = typeof address === 'string' ? cleanUrl(address) : null
    if (!url) {
      note('A video is left out: it has no address on the web')
      return []
    }
    const kind = type === 'mp3' || type === 'audio' ? ('audio' as const) : ('video' as const)
    const durationS = record.duration ?? null
    return [{ kind, url, title: null, language, durationS, thumbnailUrl }]
  })
}
