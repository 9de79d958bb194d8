import { asc, eq, inArray } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coverage, credits, sessionExternalIds, sessions } from '#db/schema/index.ts'
import type { ProgrammeSession } from '#functions/imports/programme-record.ts'
import { importProgramme } from '#functions/imports/programmes/import-programme.ts'
import { db } from '#tests/support/database.ts'
import { makeDeps } from '#tests/support/deps.ts'
import { makeEvent } from '#tests/support/make.ts'
import {
  parsedCredit,
  parsedRecording,
  parsedSession,
  parsedVideo,
  toProgrammeRecords,
} from '#tests/support/make-programme.ts'

const { deps } = makeDeps()

/** Few words, so that titles, names and rooms often come twice. */
const title = fc.oneof(
  fc.constantFrom('Trees', 'trees!', 'Trees (talk by Ada)', 'Lightning Talks', 'Tre...', '樹', '?'),
  fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
)
const credit = fc
  .tuple(fc.constantFrom('Ada', 'ada', 'Bo Busch', '樹'), fc.constantFrom(null, '1', '2'))
  .map(([name, id]) => parsedCredit(name, id))
const hour = fc.integer({ min: 9, max: 17 }).map((h) => String(h).padStart(2, '0'))
const told = fc.record({
  title,
  credits: fc.array(credit, { maxLength: 3 }),
  room: fc.constantFrom(null, 'A', 'B', 'a'),
  abstract: fc.constantFrom(null, '<p>Green.</p>'),
  start: fc.option(hour, { nil: null }),
  video: fc.constantFrom(null, 'https://youtu.be/abcdefghijk', 'https://v.example/1'),
})

type Told = typeof told extends fc.Arbitrary<infer T> ? T : never

const toSession = ({ start, video, ...fields }: Told, index: number): ProgrammeSession =>
  parsedSession({
    ...fields,
    externalId: `s${index}`,
    startsAt: start && `2026-09-01 ${start}:00:00`,
    endsAt: start && `2026-09-01 ${start}:30:00`,
    coverage: video ? [parsedVideo(video)] : [],
  })

/** Everything that an import may write of an event's sessions, ids and all. */
async function everythingOf(eventId: string) {
  const all = await db
    .select()
    .from(sessions)
    .where(eq(sessions.eventId, eventId))
    .orderBy(asc(sessions.id))
  const ids = all.map(({ id }) => id)
  return {
    all,
    billed: await db
      .select()
      .from(credits)
      .where(inArray(credits.sessionId, ids))
      .orderBy(asc(credits.sessionId), asc(credits.position)),
    names: await db
      .select()
      .from(sessionExternalIds)
      .where(inArray(sessionExternalIds.sessionId, ids))
      .orderBy(asc(sessionExternalIds.source), asc(sessionExternalIds.externalId)),
    covered: await db
      .select()
      .from(coverage)
      .where(eq(coverage.eventId, eventId))
      .orderBy(asc(coverage.id)),
  }
}

const programme = fc.array(told, { minLength: 1, maxLength: 6 })

test('whatever a schedule and its recordings say: again changes nothing, in either order', async () => {
  await fc.assert(
    fc.asyncProperty(programme, programme, fc.boolean(), async (talks, videos, isTalksFirst) => {
      const { id: eventId } = await makeEvent()
      const schedule = toProgrammeRecords(talks.map(toSession))
      const recordings = toProgrammeRecords(
        videos.map((video, i) => ({
          ...parsedRecording({ title: video.title, abstract: video.abstract }),
          externalId: `${eventId}/${i}`,
          credits: video.credits.map(({ name }) => parsedCredit(name, `${eventId}:${name}`)),
          coverage: video.video ? [parsedVideo(video.video)] : [],
        })),
      )
      const both = [
        () => importProgramme(deps, schedule, { eventId, kind: 'schedule' }),
        () => importProgramme(deps, recordings, { eventId, kind: 'pyvideo' }),
      ]
      if (!isTalksFirst) both.reverse()
      for (const run of both) await run()
      const before = await everythingOf(eventId)

      for (const run of both)
        expect(await run()).toMatchObject({ created: 0, updated: 0, withdrawn: 0, restored: 0 })
      expect(await everythingOf(eventId)).toEqual(before)
    }),
    { numRuns: 20 },
  )
})

test('whatever is withdrawn comes back as it was', async () => {
  await fc.assert(
    fc.asyncProperty(programme, fc.infiniteStream(fc.boolean()), async (talks, keep) => {
      const { id: eventId } = await makeEvent()
      const all = talks.map(toSession)
      const run = (some: readonly ProgrammeSession[]) =>
        importProgramme(deps, toProgrammeRecords(some), { eventId, kind: 'schedule' })
      await run(all)
      const shown = async () =>
        (await everythingOf(eventId)).all.map(({ updatedAt, ...session }) => session)
      const before = await shown()
      const some = all.filter(() => keep.next().value)

      const { withdrawn } = await run(some)
      const { restored } = await run(all)

      expect(withdrawn).toBe(some.length === 0 ? 0 : before.length - some.length)
      expect(restored).toBe(withdrawn)
      expect(await shown()).toEqual(before)
    }),
    { numRuns: 12 },
  )
})
