import * as z from 'zod'
import { cleanLines, cleanText, cleanUrl } from '../clean.ts'

const MAX_NAME_LENGTH = 200
const MAX_TITLE_LENGTH = 300
const MAX_TEXT_LENGTH = 40_000

const required = (what: string, maxLength: number) =>
  z
    .string(`${what} is missing`)
    .transform(cleanText)
    .pipe(
      z
        .string()
        .min(1, `${what} is empty`)
        .max(maxLength, `${what} is longer than ${maxLength} characters`),
    )
/** Lesser fields are as if they were not there when they are wrong. */
const line = z
  .string()
  .transform((text) => cleanText(text).slice(0, MAX_NAME_LENGTH) || null)
  .nullish()
  .catch(null)
  .transform((text) => text ?? null)
const text = z
  .string()
  .transform((all) => cleanLines(all.slice(0, MAX_TEXT_LENGTH)) || null)
  .nullish()
  .catch(null)
  .transform((all) => all ?? null)
const url = z
  .string()
  .transform(cleanUrl)
  .nullish()
  .catch(null)
  .transform((address) => address ?? null)
const day = z.iso
  .date()
  .nullish()
  .catch(null)
  .transform((date) => date ?? null)
const list = z
  .array(z.unknown())
  .nullish()
  .catch(null)
  .transform((items) => items ?? [])
const coordinates = z
  .object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
  .nullish()
  .catch(null)
  .transform((degrees) => degrees ?? null)

export const seriesRecord = z.object(
  {
    id: required('The id', MAX_NAME_LENGTH),
    name: required('The name', MAX_NAME_LENGTH),
    website: url,
    original_website: url,
  },
  'This is not a series',
)
export type SeriesRecord = z.infer<typeof seriesRecord>

export const eventRecord = z.object(
  {
    id: required('The id', MAX_NAME_LENGTH),
    title: required('The title', MAX_NAME_LENGTH),
    location: line,
    timezone: line,
    kind: line,
    description: text,
    start_date: day,
    end_date: day,
    date_precision: line,
    status: line,
    hybrid: z.boolean().nullish().catch(null),
    website: url,
    original_website: url,
    twitter: line,
    mastodon: line,
    bsky: line,
    coordinates,
  },
  'This is not an event',
)
export type EventRecord = z.infer<typeof eventRecord>

export const venueRecord = z.object(
  {
    name: required('The name', MAX_NAME_LENGTH),
    url,
    instructions: text,
    address: z
      .object({ city: line, country: line, country_code: line, display: line })
      .nullish()
      .catch(null),
    coordinates,
  },
  'This is not a venue',
)
export type VenueRecord = z.infer<typeof venueRecord>

export const callRecord = z.object(
  {
    name: line,
    link: z
      .string('The link is missing')
      .transform(cleanUrl)
      .pipe(z.string('The link is not an address on the web')),
    open_date: day,
    /** A day, or a day and a time. */
    close_date: line,
  },
  'This is not a call',
)
export type CallRecord = z.infer<typeof callRecord>

export const involvementRecord = z.object(
  { name: required('The name of the role', MAX_NAME_LENGTH), users: list, organisations: list },
  'This is not an involvement',
)

export const speakerRecord = z.object(
  {
    name: required('The name', MAX_NAME_LENGTH),
    slug: required('The slug', MAX_NAME_LENGTH),
    github: line,
    twitter: line,
    mastodon: line,
    bluesky: line,
    linkedin: line,
    speakerdeck: line,
    website: line,
    aliases: list,
  },
  'This is not a speaker',
)
export type SpeakerRecord = z.infer<typeof speakerRecord>

export const talkRecord = z.object(
  {
    id: required('The id', MAX_NAME_LENGTH),
    title: required('The title', MAX_TITLE_LENGTH),
    kind: line,
    date: z.preprocess((date) => (typeof date === 'string' ? date.slice(0, 10) : date), day),
    description: text,
    language: line,
    track: line,
    speakers: list,
    talks: list,
    video_provider: line,
    video_id: z.union([z.string(), z.number()]).nullish().catch(null),
    slides_url: url,
    thumbnail_lg: url,
    start_cue: line,
    additional_resources: list,
    alternative_recordings: list,
  },
  'This is not a talk',
)
export type TalkRecord = z.infer<typeof talkRecord>

/** `Open` and nothing at all are no times; the row still has its slots. */
const clock = z
  .string()
  .regex(/^(?:[01]?\d|2[0-4]):[0-5]\d$/)
  .transform((time) => time.padStart(5, '0'))
  .nullish()
  .catch(null)
export const scheduleRecord = z.object(
  {
    days: z
      .array(
        z.object({
          date: z.iso.date('The date of a day is not a day that exists'),
          grid: z
            .array(
              z.object({
                start_time: clock,
                end_time: clock,
                slots: z.number().int().min(0).max(50),
                items: list,
              }),
            )
            .max(200),
        }),
        'The schedule has no days',
      )
      .max(60),
  },
  'This is not a schedule',
)
export type ScheduleRecord = z.infer<typeof scheduleRecord>
