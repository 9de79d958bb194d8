import { expect, test } from 'vitest'
import { paths } from '#functions/paths.ts'
import { makeEvent, makePerson, makeSession, makeTopic } from '../../../support/make.ts'
import { makeCoverage } from '../../../support/make-coverage.ts'
import { makeProgrammeDay } from '../../../support/make-programme-day.ts'
import { text } from '../../../support/programme-pages.ts'

const after = new Date('2026-06-03T08:00:00Z')

test('once a session is over its recordings come first, and nothing is tracked', async () => {
  const { event, sessions } = await makeProgrammeDay()
  const ofIt = { eventId: event.id, sessionId: sessions.opening.id }
  await makeCoverage({ ...ofIt, title: 'Doors, filmed' })
  await makeCoverage({ ...ofIt, kind: 'slides', title: 'Doors, drawn' })
  const page = paths.session(event, 'opening')
  const before = await text(page)
  expect(before).toContain('event-actions')
  expect(before.indexOf('Doors, filmed')).toBeGreaterThan(before.indexOf('<p>Hello.</p>'))
  const html = await text(page, after)
  const order = ['Recording</h2>', 'Doors, filmed', '<p>Hello.</p>', 'More of it', 'Doors, drawn']
  const places = order.map((part) => html.indexOf(part))
  expect(places).toEqual(places.toSorted((one, other) => one - other))
  expect(places).not.toContain(-1)
  expect(html).not.toContain('event-actions')
})

test('a session’s page tells the year, and that a time which is not known is still to come or was not recorded', async () => {
  const { event } = await makeProgrammeDay()
  expect(await text(paths.session(event, 'opening'))).toContain('Monday 1 June 2026, 10:00')
  await makeSession({ eventId: event.id, slug: 'timeless', day: '2026-06-02' })
  await makeSession({ eventId: event.id, slug: 'dayless' })
  const told = async (slug: string, now?: Date) =>
    /Tuesday 2 June 2026, time [a-z ]+|Time [a-z ]+/.exec(
      await text(paths.session(event, slug), now),
    )?.[0]
  expect(await told('timeless')).toBe('Tuesday 2 June 2026, time to be announced')
  expect(await told('timeless', after)).toBe('Tuesday 2 June 2026, time not recorded')
  expect(await told('dayless')).toBe('Time to be announced')
  expect(await told('dayless', after)).toBe('Time not recorded')
  expect(await text(paths.schedule(event, { day: 'none' }), after)).toContain('Time not recorded')
})

test('what the event is about is not said of a session', async () => {
  const topic = await makeTopic()
  const event = await makeEvent({ topicIds: [topic.id] })
  const session = await makeSession({ eventId: event.id })
  expect(await text(paths.event(event))).toContain(paths.topic(topic.slug))
  expect(await text(paths.session(event, session.slug))).not.toContain(paths.topic(topic.slug))
})

test('a recording that is gone is not what comes first, nor what a profile or a schedule promises', async () => {
  const [event, person] = [await makeEvent({ startsOn: '2026-05-01' }), await makePerson()]
  const session = await makeSession({ eventId: event.id, speakers: [person] })
  const gone = { deadSince: new Date('2026-05-20T00:00:00Z') }
  await makeCoverage({ eventId: event.id, sessionId: session.id, title: 'Gone film', ...gone })
  const html = await text(paths.session(event, session.slug), after)
  expect(html).toContain('Gone film')
  expect(html).not.toContain('Recording</h2>')
  expect(await text(paths.schedule(event, { day: 'none' }), after)).not.toContain('Recorded')
  expect(await text(paths.person(person.handle), after)).not.toContain('kind-mark')
})
