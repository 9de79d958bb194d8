import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { redisKeys } from '#db/redis.ts'
import { paths } from '#functions/paths.ts'
import { settlePairs } from '#functions/sets/settle-pairs.ts'
import { makeDeps } from '../../../support/deps.ts'
import { makeEdge } from '../../../support/edge.ts'
import { makeActor, makeAttendance, makeEvent, makeSeries } from '../../../support/make.ts'
import { redis } from '../../../support/redis.ts'
import { signInAs } from '../../../support/sign-in-as.ts'

beforeAll(() => void vi.setSystemTime('2026-06-01T06:00:00Z'))
afterAll(() => void vi.useRealTimers())

async function arrive() {
  const actor = await makeActor({
    name: 'Ada Lovelace',
    handle: `ada-${crypto.randomUUID().slice(-12)}`,
  })
  const visitor = await signInAs(makeEdge(), actor)
  const read = async (path: string) => (await visitor.get(path)).text()
  return { actor, visitor, read }
}
const past = { startsOn: '2021-05-01', endsOn: '2021-05-02' }

test('“I was there” puts one on the list, the profile, the dashboard and into the sets, and comes off again', async () => {
  const { actor, visitor, read } = await arrive()
  const event = await makeEvent(past)
  const { personId } = actor
  expect(await read(paths.event(event))).toContain('I was there')
  expect(await read(paths.dashboard())).toContain('Where have you been?')

  const pressed = await visitor.post(paths.attendance(event), { role: 'attending' })
  await settlePairs(makeDeps().deps, [{ eventId: event.id, personId }])

  expect(pressed.status).toBe(303)
  const html = await read(paths.event(event))
  for (const words of ['You were there', 'Who was there', 'Ada Lovelace'])
    expect(html).toContain(words)
  const dashboard = await read(paths.dashboard())
  expect(dashboard).toMatch(new RegExp(`Where you have been.*${event.name}`))
  expect(dashboard).not.toContain('Where have you been?')
  const [, handle] = /href="\/people\/(ada-[^/]*)\/"/.exec(html) ?? []
  expect(await read(paths.person(handle ?? ''))).toContain(event.name)
  expect(await redis.smembers(redisKeys.attending(event.id))).toEqual([personId])

  await visitor.post(paths.attendance(event), { role: 'none' })
  expect(await read(paths.event(event))).not.toContain('Ada Lovelace</a>')
})

test('the editions of a series ask the same, and count whoever says so', async () => {
  const { visitor, read } = await arrive()
  const series = await makeSeries()
  const event = await makeEvent({ ...past, seriesId: series.id })
  expect(await read(paths.series(series.slug))).toContain('I was there')
  await visitor.post(paths.attendance(event), { role: 'attending' })
  const html = await read(paths.series(series.slug))
  for (const words of ['You were there', '1 was there', 'class="faces"'])
    expect(html).toContain(words)
  expect(html).not.toContain('>Track<')
})

test('what was cancelled is on no list of where somebody was, and takes no new mark', async () => {
  const { actor, visitor, read } = await arrive()
  const series = await makeSeries()
  const event = await makeEvent({ ...past, seriesId: series.id, status: 'cancelled' })
  await makeAttendance({ eventId: event.id, personId: actor.personId, role: 'attending' })

  const card = await read(paths.series(series.slug))
  expect(card).toContain('1 had planned to go')
  expect(card).not.toContain('was there')
  const dashboard = await read(paths.dashboard())
  expect(dashboard).toContain('Where have you been?')
  expect(dashboard).toMatch(new RegExp(`What did not take place.*${event.name}`))

  const leaving = await visitor.post(paths.attendance(event), { role: 'none' })
  expect(leaving.status).toBe(303)
  expect(await read(paths.event(event))).not.toContain('You had planned to go')
  for (const role of ['attending', 'tracking']) {
    const refused = await visitor.post(paths.attendance(event), { role })
    expect(refused.status).toBe(409)
    expect(await refused.text()).toContain(
      'This event was cancelled: nobody can attend or track it any longer.',
    )
  }
  expect(await read(paths.dashboard())).not.toContain(event.name)
})

test('the first mark on an event shows its count at once, on its page and on its card', async () => {
  const { visitor, read } = await arrive()
  const series = await makeSeries()
  const event = await makeEvent({ seriesId: series.id, startsOn: '2026-07-01' })
  const card = () => read(paths.series(series.slug))
  expect(await card()).not.toContain('attending</span>')
  await visitor.post(paths.attendance(event), { role: 'attending' })
  expect(await read(paths.event(event))).toContain('You are going')
  expect(await card()).toContain('1 attending')
  expect(await read(paths.dashboard())).toContain('1 attending')
  await visitor.post(paths.attendance(event), { role: 'tracking' })
  expect(await read(paths.event(event))).toMatch(
    /class="crowd"[^>]*><span><span class="whole">1 tracking/,
  )
  expect(await card()).toContain('1 tracking')
})
