import type { SeriesFolder } from '#functions/imports/rubyevents/import-rubyevents.ts'
import { payloads } from './payloads.ts'

const named = (file: string, value: unknown) => ({
  file,
  // JSON is YAML, and so are its escapes of what YAML could not hold otherwise.
  bytes: new TextEncoder().encode(JSON.stringify(value)),
})
const short = (text: string) => text.slice(0, 120)

/** `speakers.yml` with somebody for each payload. */
export const hostileSpeakers = () =>
  named(
    'speakers.yml',
    payloads.map((payload, index) => ({
      ...{
        name: `${short(payload)} ${index}`,
        slug: `${short(payload)}-${index}`,
        website: payload,
      },
      ...{ github: payload, twitter: payload, mastodon: payload, bluesky: payload },
      ...{
        linkedin: payload,
        speakerdeck: payload,
        aliases: [{ name: short(payload), slug: payload }],
      },
    })),
  )

const aboutEvent = (payload: string, index: number) => ({
  ...{ id: `${short(payload)}${index}`, title: `${short(payload)} conf ${index}` },
  ...{ location: 'London, UK', timezone: payload, kind: payload, description: payload },
  ...{ start_date: '2026-09-01', end_date: '2026-09-03', date_precision: payload, status: payload },
  ...{ website: payload, original_website: payload, twitter: payload, mastodon: payload },
  bsky: payload,
})

const aboutVenue = (payload: string, index: number) => ({
  ...{ name: `${short(payload)} ${index}`, url: payload, instructions: payload },
  address: { city: 'London', country: payload, country_code: 'GB', display: payload },
  coordinates: { latitude: 51.5, longitude: -0.1 },
})

const aboutTalks = (payload: string, index: number) => [
  {
    ...{ id: `talk-${short(payload)}-${index}`, title: `${short(payload)} talk ${index}` },
    ...{ description: payload, kind: payload, language: payload, track: payload },
    ...{ speakers: [`${short(payload)} ${index}`, payload], date: '2026-09-01' },
    ...{ video_provider: payload, video_id: payload, start_cue: payload },
    ...{ slides_url: payload, thumbnail_lg: payload },
    additional_resources: [{ name: payload, type: payload, title: payload, url: payload }],
    alternative_recordings: [
      { title: payload, url: payload, video_provider: 'youtube', video_id: payload },
    ],
  },
  {
    ...{ id: `video-${index}`, title: `${short(payload)} video ${index}`, description: payload },
    ...{ date: '2026-09-01', video_provider: 'youtube', video_id: payload, speakers: [payload] },
  },
]

const aboutDay = (payload: string) => ({
  date: '2026-09-01',
  grid: [
    { start_time: '09:00', end_time: '10:00', slots: 1 },
    { start_time: '10:00', end_time: '11:00', slots: 1, items: [payload, { title: payload }] },
  ],
})

const nothing = { schedule: null, videos: null, cfp: null, involvements: null }

/** Lists hold all payloads, so that one event has them. */
const lists = () => ({
  schedule: named('0/schedule.yml', { days: [aboutDay(payloads[0] ?? '')] }),
  videos: named('0/videos.yml', payloads.flatMap(aboutTalks)),
  cfp: named(
    '0/cfp.yml',
    payloads.flatMap((payload, index) => [
      { name: payload, link: payload, open_date: '2026-01-01', close_date: payload },
      { name: payload, link: `https://cfp.example/${index}`, close_date: '2026-08-01' },
    ]),
  ),
  involvements: named(
    '0/involvements.yml',
    payloads.map((payload, index) => {
      const users = [`${short(payload)} ${index}`, payload]
      return { name: short(payload), users, organisations: [payload] }
    }),
  ),
})

const event = (payload: string, index: number) => ({
  event: named(`${index}/event.yml`, aboutEvent(payload, index)),
  venue: named(`${index}/venue.yml`, aboutVenue(payload, index)),
  ...(index === 0 ? lists() : nothing),
})

/** A series for each payload, with an event and a venue; the first event has everything else. */
export async function* hostileFolders(): AsyncGenerator<SeriesFolder> {
  for (const [index, payload] of payloads.entries())
    yield {
      series: named(`${index}/series.yml`, {
        ...{ id: `${short(payload)}${index}`, name: `${short(payload)} series ${index}` },
        ...{ website: payload, original_website: payload },
      }),
      events: [event(payload, index)],
    }
}
