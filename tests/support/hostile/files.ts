import { payloads } from './payloads.ts'

/** No XML file can hold these, whatever it escapes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what we look for.
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff]/g

const xml = (text: string) =>
  text
    .replace(NOT_IN_XML, '')
    .replace(/[&<>"']/g, (char) => `&#${char.codePointAt(0)};`)
    .replace(/[\r\n\t]/g, (char) => `&#${char.codePointAt(0)};`)

/** Short enough for where a longer text is refused whole. */
const short = (text: string) => text.slice(0, 120)

const time = (index: number) => `${String(9 + (index % 8)).padStart(2, '0')}:00`

/** A frab schedule with a session for each payload, in every field that there is. */
export const hostileFrabXml = () => `<?xml version="1.0" encoding="UTF-8"?>
<schedule><conference><acronym>hostile</acronym><title>Hostile Conf</title>
<start>2026-09-01</start><end>2026-09-03</end><base_url>https://hostile.example/</base_url>
<time_zone_name>Europe/London</time_zone_name></conference>
<day index="1" date="2026-09-01" start="2026-09-01T09:00:00+01:00" end="2026-09-02T04:00:00+01:00">
${payloads
  .map(
    (
      payload,
      index,
    ) => `<room name="${xml(short(payload))}"><event id="${index}" guid="${xml(payload)}${index}">
<date>2026-09-01T${time(index)}:00+01:00</date><start>${time(index)}</start><duration>0:30</duration>
<room>${xml(short(payload))}</room><title>${xml(short(payload))} ${index}</title><subtitle>${xml(payload)}</subtitle>
<track>${xml(payload)}</track><type>${xml(payload)}</type><language>${xml(payload)}</language>
<abstract>${xml(payload)}</abstract><description>&lt;p&gt;${xml(payload)}&lt;/p&gt;</description>
<url>${xml(payload)}</url><logo>${xml(payload)}</logo>
<persons><person id="${index}" guid="${xml(payload)}">${xml(short(payload))} ${index}</person></persons>
<links><link href="${xml(payload)}">Slides</link><link href="https://text.example/${index}">${xml(payload)}</link></links>
<attachments><attachment href="${xml(payload)}">${xml(payload)}</attachment></attachments>
<recording><license>${xml(payload)}</license><optout>false</optout></recording>
</event></room>`,
  )
  .join('\n')}
</day></schedule>`

/** The same as frab's JSON. */
export const hostileFrabJson = () =>
  JSON.stringify({
    schedule: {
      version: '1',
      base_url: 'https://hostile.example/',
      conference: {
        ...{ acronym: 'hostile', title: 'Hostile Conf', start: '2026-09-01', end: '2026-09-03' },
        ...{ daysCount: 3, timeslot_duration: '00:05', time_zone_name: 'Europe/London' },
        days: [
          {
            ...{ index: 1, date: '2026-09-01' },
            ...{ day_start: '2026-09-01T09:00:00+01:00', day_end: '2026-09-02T04:00:00+01:00' },
            rooms: Object.fromEntries(
              payloads.map((payload, index) => [
                `${short(payload)}${index}`,
                [
                  {
                    ...{
                      id: index,
                      guid: `${payload}${index}`,
                      date: `2026-09-01T${time(index)}:00+01:00`,
                    },
                    ...{ start: time(index), duration: '00:30', room: short(payload) },
                    ...{ title: `${short(payload)} ${index}`, subtitle: payload, track: payload },
                    ...{ type: payload, language: payload, abstract: payload, logo: payload },
                    ...{ description: `<p>${payload}</p>`, url: payload, slug: payload },
                    persons: [
                      {
                        ...{
                          id: index,
                          code: payload,
                          guid: payload,
                          name: `${short(payload)} ${index}`,
                        },
                        ...{ public_name: `${short(payload)} ${index}`, biography: payload },
                        ...{ avatar: payload, avatar_url: payload, url: payload },
                        links: [{ url: payload, title: payload }],
                      },
                    ],
                    links: [
                      { url: payload, title: 'Slides' },
                      { url: 'https://text.example/', title: payload },
                    ],
                    attachments: [{ url: payload, title: payload }],
                  },
                ],
              ]),
            ),
          },
        ],
      },
    },
  })

/** pyvideo's folder of an event: a file for each payload. */
export async function* hostilePyvideo() {
  const file = (name: string, value: object) => ({
    file: name,
    bytes: new TextEncoder().encode(JSON.stringify(value)),
  })
  yield file('category.json', {
    ...{ title: 'Hostile Conf', url: 'javascript:alert(1)' },
    ...{ start_date: '2026-09-01', end_date: '2026-09-03' },
  })
  for (const [index, payload] of payloads.entries())
    yield file(`videos/${index}.json`, {
      ...{ title: `${short(payload)} video ${index}`, description: payload, summary: payload },
      ...{ recorded: '2026-09-01', duration: 60, language: payload, thumbnail_url: payload },
      ...{ slug: payload, speakers: [`${short(payload)} ${index}`, payload], tags: [payload] },
      related_urls: [
        payload,
        { label: payload, url: payload },
        { label: 'Slides', url: 'https://text.example/' },
      ],
      videos: [
        { type: payload, url: payload },
        {
          type: 'youtube',
          url: `https://www.youtube.com/watch?v=${'a'.repeat(9)}${String(index).padStart(2, '0')}`,
        },
      ],
    })
}

const ical = (text: string) =>
  text.replace(/[\\;,]/g, (char) => `\\${char}`).replace(/\r?\n|\r/g, '\\n')

/** A calendar with an event for each payload. */
export const hostileCalendar = () =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//hostile//EN',
    ...payloads.flatMap((payload, index) => [
      'BEGIN:VEVENT',
      `UID:${ical(payload)}${index}`,
      `DTSTART;TZID=Europe/London:20260902T${time(index).replace(':', '')}00`,
      `DTEND;TZID=Europe/London:20260902T${time(index).replace(':', '')}30`,
      `SUMMARY:${ical(short(payload))} calendar ${index}`,
      `DESCRIPTION:${ical(payload)}`,
      `X-ALT-DESC;FMTTYPE=text/html:${ical(payload)}`,
      `LOCATION:${ical(short(payload))}`,
      `URL:${ical(payload)}`,
      `ORGANIZER;CN="${ical(short(payload)).replaceAll('"', '')}":mailto:x@example.org`,
      `ATTACH:${ical(payload)}`,
      `CATEGORIES:${ical(payload)}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
    '',
  ].join('\r\n')
