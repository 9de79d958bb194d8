import { expect, test } from 'vitest'
import { endOfDay } from '#functions/calls/deadline.ts'
import { paths } from '#functions/paths.ts'
import { makeDeps } from '../../../support/deps.ts'
import { makeCall, makeEvent, makeTopic } from '../../../support/make.ts'
import { makePublicSite } from '../../../support/public-site.ts'

const at = (now: string) => makePublicSite(makeDeps({ now: new Date(now) }).deps)
const site = () => at('2026-06-01T12:00:00Z')

test('D11: the calls of a topic are listed with deadline, zone and countdown, to the end of the closing day', async () => {
  const topic = await makeTopic()
  const event = await makeEvent({ topicIds: [topic.id] })
  const call = await makeCall({
    eventId: event.id,
    deadline: endOfDay('2026-06-10'),
    paysTravel: true,
  })
  const list = paths.calls({ topic: topic.slug, travel: '1' })

  const early = await (await at('2026-06-07T12:00:00Z').get(list)).text()
  expect(early).toContain('Closes in 3 days')
  expect(early).toContain('Wednesday 10 June 2026, anywhere on earth')
  expect(early).toContain('datetime="2026-06-11T12:00:00.000Z"')
  expect(early).toContain('Pays for travel')
  expect(early).toContain(`href="${call.url}"`)

  const last = await (await at('2026-06-11T11:59:59Z').get(list)).text()
  expect(last).toContain('Closes within the hour')
  const over = await (await at('2026-06-11T12:00:00Z').get(list)).text()
  expect(over).not.toContain(event.name)
  expect(over).toContain('No open call is like that just now')
})

test('a page that calls an event’s day today calls no deadline of that day tomorrow', async () => {
  const topic = await makeTopic()
  const event = await makeEvent({ topicIds: [topic.id], startsOn: '2026-06-10' })
  await makeCall({ eventId: event.id, deadline: endOfDay('2026-06-10') })
  // It is still 9 June at UTC−12.
  const html = await (await at('2026-06-10T08:00:00Z').get(paths.topic(topic.slug))).text()
  expect(html).toMatch(/data-days="2026-06-10 2026-06-10"[^>]*>Today</)
  expect(html).toContain(
    'data-closes="2026-06-10 2026-06-11T12:00:00.000Z" data-everywhere="">Closes today, anywhere on earth<',
  )
})

test('open calls are on the pages of their event and topic', async () => {
  const topic = await makeTopic()
  const event = await makeEvent({ topicIds: [topic.id] })
  const call = await makeCall({ eventId: event.id, kind: 'volunteers', note: '<script>x</script>' })
  const { get } = site()

  for (const path of [paths.event(event), paths.topic(topic.slug), paths.eventCalls(event)]) {
    const html = await (await get(path)).text()
    expect(html).toContain('Call for volunteers')
    expect(html).toContain(`href="${call.url}"`)
    expect(html).toContain('&lt;script&gt;x&lt;/script&gt;')
  }
})

test('an event’s own calls page keeps what has closed, and a cancelled event calls for nobody', async () => {
  const event = await makeEvent()
  await makeCall({ eventId: event.id, deadline: endOfDay('2026-05-20') })
  const cancelled = await makeEvent({ status: 'cancelled' })
  const call = await makeCall({ eventId: cancelled.id })
  const { get } = site()

  const closed = await (await get(paths.eventCalls(event))).text()
  expect(closed).toContain('Closed 12 days ago')
  expect(closed).not.toContain('Answer the call')
  expect(await (await get(paths.event(event))).text()).not.toContain('Open calls')
  for (const path of [paths.event(cancelled), paths.eventCalls(cancelled)])
    expect(await (await get(path)).text()).not.toContain(call.url)
})

test('a filter that is none is a wrong address; a topic that is none is not found', async () => {
  const { get } = site()
  expect((await get('/calls/?kind=dancers')).status).toBe(400)
  expect((await get('/calls/?after=nonsense')).status).toBe(400)
  expect((await get('/calls/?topic=no-such-topic')).status).toBe(404)
  expect((await get('/calls/?topic=&place=&kind=')).status).toBe(200)
  expect((await get('/2026/no-such-event/calls/')).status).toBe(404)
})
