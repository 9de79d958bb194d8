import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { coverageCounts, eventRedirects, events, sessionRedirects } from '#db/schema/index.ts'
import { getDashboard } from '#functions/attendances/dashboard.ts'
import { countCoverage } from '#functions/coverage/count-coverage.ts'
import { findCoveragePicture } from '#functions/coverage/queries.ts'
import { getPerson } from '#functions/people/profile.ts'
import { findMovedSession } from '#functions/sessions/find-moved-session.ts'
import { listPicks, listTrackedNext } from '#functions/sessions/picks.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import {
  makeActor,
  makeAttendance,
  makeEvent,
  makePerson,
  makeSession,
  makeTopic,
  makeTracking,
} from '../../support/make.ts'
import { makeCoverage } from '../../support/make-coverage.ts'
import { makeProgrammeDay } from '../../support/make-programme-day.ts'

const now = new Date('2026-06-01T06:00:00Z')

type Visibility = 'public' | 'unlisted' | 'hidden'
const show = (eventId: string, visibility: Visibility) =>
  db.update(events).set({ visibility }).where(eq(events.id, eventId))

test('what somebody marked of an event that is hidden later is theirs to see no longer', async () => {
  const { event, sessions } = await makeProgrammeDay()
  const account = await makeActor()
  const { personId } = account
  await makeAttendance({ eventId: event.id, personId, role: 'attending' })
  await makeTracking({ sessionId: sessions.opening.id, personId })
  const read = async () => {
    const { next, upcoming } = await getDashboard(db, { account, now })
    const tracked = await listTrackedNext(db, { account, now })
    const picks = await listPicks(db, { account, ref: event })
    return [next?.id ?? null, upcoming.length, tracked.length, picks.size]
  }
  expect(await read()).toEqual([event.id, 1, 1, 1])
  await show(event.id, 'unlisted')
  expect(await read()).toEqual([event.id, 1, 1, 1])

  await show(event.id, 'hidden')
  expect(await read()).toEqual([null, 0, 0, 0])
})

test('no address that a session or its event had before leads into a hidden event', async () => {
  const { event, sessions } = await makeProgrammeDay()
  const { year, slug } = event
  const [renamed, moved] = [
    { year, slug, session: 'had-this-name' },
    { year: 2025, slug: `was-${slug}`, session: 'opening' },
  ]
  const sessionId = sessions.opening.id
  await db
    .insert(sessionRedirects)
    .values({ year, eventSlug: slug, slug: renamed.session, sessionId })
  await db.insert(eventRedirects).values({ year: 2025, slug: moved.slug, eventId: event.id })
  const here = { year, slug, session: 'opening' }
  for (const old of [renamed, moved]) expect(await findMovedSession(db, old)).toEqual(here)

  await show(event.id, 'hidden')
  for (const old of [renamed, moved]) expect(await findMovedSession(db, old)).toBeNull()
})

test('a picture of a hidden event’s coverage is nowhere', async () => {
  const event = await makeEvent({ visibility: 'unlisted' })
  const thumbnailUrl = 'https://pictures.example/1.png'
  const { id } = await makeCoverage({ eventId: event.id, thumbnailUrl })
  expect(await findCoveragePicture(db, id)).toBe(thumbnailUrl)

  await show(event.id, 'hidden')
  expect(await findCoveragePicture(db, id)).toBeNull()
})

test.each(['unlisted', 'hidden'] as const)(
  'what is %s counts nowhere: on no profile, for no topic and not for the site',
  async (visibility) => {
    const { deps } = makeDeps({ now })
    const [person, topic] = [await makePerson(), await makeTopic()]
    const event = await makeEvent({ topicIds: [topic.id] })
    const session = await makeSession({ eventId: event.id, speakers: [person] })
    await makeCoverage({ eventId: event.id, sessionId: session.id })
    await makeAttendance({ eventId: event.id, personId: person.id, role: 'attending' })
    const countsOf = async (scope: string) => {
      const rows = await db.select().from(coverageCounts).where(eq(coverageCounts.scope, scope))
      return rows.reduce((sum, { count }) => sum + count, 0)
    }
    const read = async () => {
      await deps.commit(await countCoverage(deps, { eventId: event.id }))
      const profile = await getPerson(db, person.handle, { now })
      const { upcoming, topics, years, coverageCounts: kinds } = profile
      const lists = [upcoming, topics, years, kinds].map(({ length }) => length)
      return { lists, topic: await countsOf(`topic:${topic.id}`), site: await countsOf('site') }
    }
    const before = await read()
    expect(before).toMatchObject({ lists: [1, 1, 1, 1], topic: 1 })

    await show(event.id, visibility)
    const after = { lists: [0, 0, 0, 0], topic: 0, site: before.site - 1 }
    expect(await read()).toEqual(after)
  },
)
