import { expect, test } from 'vitest'
import { paths } from '#functions/paths.ts'
import { countSpeakersOf } from '#functions/people/count-speakers.ts'
import { makeDeps } from '../../../support/deps.ts'
import {
  makeAttendance,
  makeEvent,
  makePerson,
  makeSession,
  makeTopic,
} from '../../../support/make.ts'
import { makePublicSite } from '../../../support/public-site.ts'

const site = () => makePublicSite(makeDeps().deps)

test('a profile is a page for people and machines, with the title of each session', async () => {
  const person = await makePerson({
    name: 'கமலா </script> அருணாசலம்',
    bio: '<p>Writes <em>parsers</em>.</p>',
    website: 'javascript:alert(1)',
    photoUrl: 'http://pictures.example/me.jpg',
  })
  const event = await makeEvent()
  const session = await makeSession({ eventId: event.id, speakers: [person] })
  const { get, tags } = site()

  const html = await (await get(paths.person(person.handle))).text()

  expect(html).toContain(session.title)
  expect(html).toContain('<p>Writes <em>parsers</em>.</p>')
  expect(html).toContain('"@type":"Person"')
  expect(html).toMatch(/h-card[\s\S]*p-name/)
  for (const wrong of ['javascript:', 'pictures.example', '</script> அ'])
    expect(html).not.toContain(wrong)
  expect([...tags]).toEqual([`person-${person.id}`])
  // By year there is only what stands here already.
  expect(html).not.toContain('By year')
  await makeSession({ eventId: (await makeEvent()).id, speakers: [person] })
  expect(await (await site().get(paths.person(person.handle))).text()).toContain('By year')
})

test('a profile by year says so, and a year with nothing is not found', async () => {
  const person = await makePerson()
  const event = await makeEvent({ startsOn: '2024-05-05' })
  await makeAttendance({ eventId: event.id, personId: person.id, role: 'attending' })
  const { get } = site()

  const html = await (await get(paths.person(person.handle, 2024))).text()

  expect(html).toContain(event.name)
  expect(html).toContain('content="noindex"')
  expect((await get(paths.person(person.handle, 2019))).status).toBe(404)
  expect((await get(`${paths.person(person.handle)}?year=then`)).status).toBe(400)
})

test('a capital letter leads to the handle as it is kept, and a stranger to nobody', async () => {
  const person = await makePerson()
  const { get } = site()

  const moved = await get(paths.person(person.handle.toUpperCase()))

  expect([moved.status, moved.headers.get('location')]).toEqual([301, paths.person(person.handle)])
  expect((await get(paths.person('no-one-at-all'))).status).toBe(404)
  const empty = await (await get(paths.person(person.handle))).text()
  expect(empty).toContain('has not said where to find them yet')
})

test('the directory of speakers narrows to a topic, and knows which topics there are', async () => {
  const [topic, quiet] = [await makeTopic(), await makeTopic()]
  const person = await makePerson()
  const event = await makeEvent({ topicIds: [topic.id] })
  await makeSession({ eventId: event.id, speakers: [person] })
  const { deps } = makeDeps()
  await countSpeakersOf(deps, event.id)
  const { get } = makePublicSite(deps)

  const html = await (await get(paths.speakers({ topic: topic.slug }))).text()

  expect(html).toContain(`href="${paths.person(person.handle)}"`)
  expect(html).toContain('1 session')
  const none = await get(paths.speakers({ topic: quiet.slug }))
  expect([none.status, await none.text()]).toEqual([
    200,
    expect.stringContaining('Nobody we know of'),
  ])
  expect((await get(paths.speakers({ topic: 'no-such-topic' }))).status).toBe(404)
  expect((await get('/speakers/?topic=%00')).status).toBe(400)
})

test('a letter that no name begins with says so, and lists who comes next', async () => {
  const event = await makeEvent()
  await makeSession({ eventId: event.id, speakers: [await makePerson({ name: 'Zoe Ada' })] })
  const { deps } = makeDeps()
  await countSpeakersOf(deps, event.id)
  const { get } = makePublicSite(deps)
  const text = async (letter: string) => (await get(paths.speakers({ letter }))).text()
  expect(await text('zn')).toContain('<p>No name begins with Zn: these come next.</p>')
  expect(await text('zz')).toMatch(/<p>No name begins with Zz[.:]/)
  for (const letter of ['z', 'zo', 'other']) expect(await text(letter)).not.toContain('No name')
})

test('a page of the speakers that no page leads to is refused', async () => {
  const { get } = site()
  const { handle } = await makePerson()
  for (const after of [handle, 'no-one-at-all'])
    expect((await get(paths.after(paths.speakers(), after))).status).toBe(400)
})

test('a talk at what was called off says that it was', async () => {
  const person = await makePerson()
  for (const status of ['cancelled', 'postponed', 'scheduled'] as const) {
    const event = await makeEvent({ startsOn: '2024-05-05', name: `Conf ${status}`, status })
    await makeSession({ eventId: event.id, speakers: [person] })
  }
  const html = await (await site().get(paths.person(person.handle))).text()
  for (const [status, words] of Object.entries({ cancelled: 'Cancelled', postponed: 'Postponed' }))
    expect(html).toContain(`Conf ${status}</a><strong> · ${words}</strong>`)
  expect(html).toContain('Conf scheduled</a></p>')
})

test('of an event that lasts for months it is not said on which day somebody speaks', async () => {
  const [topic, person] = [await makeTopic(), await makePerson()]
  const now = new Date('2026-06-01T12:00:00Z')
  const months = { startsOn: '2026-04-01', endsOn: '2026-08-01', topicIds: [topic.id] }
  const event = await makeEvent(months)
  await makeSession({ eventId: event.id, speakers: [person] })
  await countSpeakersOf(makeDeps().deps, event.id, now)
  const { get } = makePublicSite(makeDeps({ now }).deps)
  const html = await (await get(paths.speakers({ topic: topic.slug }))).text()
  expect(html).toContain('1 session · at an event that is on now')
})
