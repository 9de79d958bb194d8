import fc from 'fast-check'
import { coverageKinds } from '#db/schema/coverage.ts'
import { creditRoles, sessionKinds, sessionLevels } from '#db/schema/sessions.ts'
import type {
  ExportedEvent,
  ExportedProgramme,
  ExportedSession,
} from '#functions/exports/exported-programme.ts'
import { cleanText } from '#functions/imports/clean.ts'
import type { PlaceSummary } from '#functions/places/place.ts'
import { textToParagraphs } from '#functions/text/description.ts'
import { msToWall } from '#functions/time/wall-clock.ts'

const DAY_MS = 86_400_000

export const berlin: PlaceSummary = {
  ...{ kind: 'city', slug: 'berlin', name: 'Berlin', region: null, countryCode: 'DE' },
  country: { slug: 'germany', name: 'Germany' },
}

export const exportedEvent: ExportedEvent = {
  id: '01900000-0000-7000-8000-000000000000',
  ...{ year: 2030, slug: 'invented-conf', name: 'Invented & <Conf>', status: 'scheduled' },
  ...{ startsOn: '2030-03-30', endsOn: '2030-04-01', zone: 'Europe/Berlin', dayChangeMinutes: 240 },
  ...{ datePrecision: 'day', attendanceMode: 'in_person', tagline: null, description: null },
  ...{ website: 'https://invented.example/', venues: [] },
  place: berlin,
  ...{ createdAt: new Date('2029-01-01T00:00:00Z'), updatedAt: new Date('2029-01-02T00:00:00Z') },
}

export const exportedSession: ExportedSession = {
  ...{ id: '01900000-0000-7000-8000-000000000001', number: 1, externalId: null, slug: 'hello' },
  ...{ title: 'Hello', subtitle: null, abstract: null, kind: 'talk', day: '2030-03-30' },
  ...{ startsAt: '2030-03-30 10:00:00', endsAt: '2030-03-30 10:45:00', room: 'Hall' },
  ...{
    track: null,
    language: 'en',
    level: null,
    notRecorded: false,
    url: null,
    isWithdrawn: false,
  },
  ...{ createdAt: new Date('2029-01-01T00:00:00Z'), updatedAt: new Date('2029-01-02T00:00:00Z') },
  ...{ credits: [], coverage: [] },
}

const words = fc
  .oneof(
    fc.constantFrom(
      'A & <b>',
      'Lunch',
      '"quoted"',
      'Ünï 🎉',
      ']]>',
      '  ',
      '__proto__',
      'Video stream',
    ),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
  )
  .map(cleanText)
const line = words.map((text) => text || 'Something')
const maybeLine = words.map((text) => text || null)

const session = (id: number): fc.Arbitrary<ExportedSession> =>
  fc
    .record({
      externalId: fc.oneof(fc.constant(null), fc.constant('12'), fc.uuid()),
      title: line,
      subtitle: maybeLine,
      abstract: maybeLine.map((text) => (text ? textToParagraphs(`${text}\n\nmore`) : null)),
      kind: fc.constantFrom(...sessionKinds),
      dayIndex: fc.nat({ max: 2 }),
      // Through the nights, and through the one in which the clocks go forward.
      startMinute: fc.integer({ min: 240, max: 24 * 60 + 239 }),
      minutes: fc.oneof(fc.nat({ max: 600 }), fc.constant(3 * 24 * 60)),
      room: fc.option(fc.constantFrom('Hall', 'Attic & cellar', '2', '1')),
      track: maybeLine,
      language: fc.option(fc.constantFrom('en', 'de-AT', 'zh-Hant')),
      level: fc.option(fc.constantFrom(...sessionLevels)),
      notRecorded: fc.boolean(),
      url: fc.option(fc.constant('https://invented.example/a?b=1&c=2')),
      isWithdrawn: fc.boolean(),
      credits: fc.array(
        fc.record({
          name: line,
          role: fc.constantFrom(...creditRoles),
          personId: fc.constant(null),
        }),
        { maxLength: 3 },
      ),
      coverage: fc.uniqueArray(
        fc.record({
          kind: fc.constantFrom(...coverageKinds),
          url: fc.nat({ max: 9 }).map((number) => `https://files.example/${number}`),
          title: fc.option(fc.constantFrom('Recording', 'Chat about it', 'Slides & more')),
        }),
        { maxLength: 3, selector: ({ url }) => url },
      ),
    })
    .map(({ dayIndex, startMinute, minutes, credits, ...fields }) => {
      const startsMs = Date.parse('2030-03-30T00:00Z') + dayIndex * DAY_MS + startMinute * 60_000
      return {
        ...exportedSession,
        ...fields,
        id: `01900000-0000-7000-8000-${String(id).padStart(12, '0')}`,
        number: id,
        slug: `session-${id}`,
        day: msToWall(Date.parse('2030-03-30T00:00Z') + dayIndex * DAY_MS).slice(0, 10),
        startsAt: msToWall(startsMs),
        endsAt: msToWall(startsMs + minutes * 60_000),
        credits: [...new Map(credits.map((credit) => [credit.name, credit])).values()],
      }
    })

/** Programmes with whatever people write, by day and by night. */
export const anyProgramme: fc.Arbitrary<ExportedProgramme> = fc
  .tuple(
    fc
      .nat({ max: 4 })
      .chain((count) =>
        fc.tuple(...Array.from({ length: count }, (_, index) => session(index + 1))),
      ),
    fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'UTC'),
  )
  .map(([sessions, zone]) => ({
    event: { ...exportedEvent, zone },
    rooms: ['Hall', 'Attic & cellar', '1', '2'],
    sessions,
  }))
