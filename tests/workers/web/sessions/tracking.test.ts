import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { events } from '#db/schema/index.ts'
import { paths } from '#functions/paths.ts'
import { db } from '../../../support/database.ts'
import { makeEdge } from '../../../support/edge.ts'
import { makeActor } from '../../../support/make.ts'
import { makeProgrammeDay } from '../../../support/make-programme-day.ts'
import { signInAs } from '../../../support/sign-in-as.ts'
import { Visitor } from '../../../support/visitor.ts'

beforeAll(() => void vi.setSystemTime('2026-06-01T06:00:00Z'))
afterAll(() => void vi.useRealTimers())

async function arrive() {
  const edge = makeEdge()
  const { event } = await makeProgrammeDay()
  return { event, edge, visitor: await signInAs(edge, await makeActor()) }
}

test('one press tracks a session, the answer shows it, and another lets go', async () => {
  const { event, visitor } = await arrive()
  const page = paths.session(event, 'opening')
  expect(await (await visitor.get(page)).text()).toMatch(/value="on"[^>]*>Track</)

  const pressed = await visitor.post(paths.sessionTracking(event, 'opening'), { tracking: 'on' })
  expect([pressed.status, pressed.headers.get('location')]).toEqual([303, page])
  expect(await (await visitor.get(page)).text()).toMatch(/value="off"[^>]*>Tracking</)

  await visitor.post(paths.sessionTracking(event, 'opening'), { tracking: 'off' })
  expect(await (await visitor.get(page)).text()).toMatch(/value="on"[^>]*>Track</)
})

test('from a schedule it goes back to the same line of the same part, and never to another site', async () => {
  const { event, visitor } = await arrive()
  const back = paths.schedule(event, { day: '2026-06-01', view: 'grid' })
  const press = async (back: string) =>
    (
      await visitor.post(paths.sessionTracking(event, 'opening'), { tracking: 'on', back })
    ).headers.get('location')
  expect(await press(back)).toBe(`${back}#s-opening`)
  expect(await press('https://evil.example/')).toBe(paths.session(event, 'opening'))
  expect(await press('//evil.example/')).toBe(paths.session(event, 'opening'))
})

test('my picks are one’s own, on the schedule and on the dashboard', async () => {
  const { event, edge, visitor } = await arrive()
  for (const session of ['opening', 'second-day'])
    await visitor.post(paths.sessionTracking(event, session), { tracking: 'on' })
  const picks = await (await visitor.get(paths.schedule(event, { picks: '1' }))).text()
  expect(picks).toContain('id="s-opening"')
  expect(picks).not.toContain('id="s-parallel"')
  expect(picks).toMatch(/Tue 2 Jun<span class="count">1</)
  const dashboard = await (await visitor.get(paths.dashboard())).text()
  expect(dashboard).toContain('Sessions you track next')
  expect(dashboard).toMatch(/Mon 1 Jun, 10:00<\/time> Brussels time \(UTC\+2\)/)

  const other = await signInAs(edge, await makeActor())
  expect(await (await other.get(paths.schedule(event, { picks: '1' }))).text()).toContain(
    'You track nothing on this day yet',
  )
})

test('of a cancelled event one can only let go, and pressing Track on an old page says why', async () => {
  const { event, visitor } = await arrive()
  const press = (session: string) =>
    visitor.post(paths.sessionTracking(event, session), { tracking: 'on' })
  await press('opening')
  await db.update(events).set({ status: 'cancelled' }).where(eq(events.id, event.id))

  const refused = await press('parallel')
  expect(refused.status).toBe(409)
  expect(await refused.text()).toContain('This event was cancelled: nobody can track its sessions')
  for (const page of [paths.schedule(event), paths.session(event, 'opening')]) {
    const html = await (await visitor.get(page)).text()
    expect(html).toMatch(/value="off"[^>]*>Tracking</)
    expect(html).not.toMatch(/value="on"[^>]*>Track</)
  }
  expect(await (await visitor.get(paths.session(event, 'parallel'))).text()).not.toContain(
    'id="track-',
  )
})

test('whoever is not signed in sees the whole day, and a way to sign in', async () => {
  const { event, edge } = await arrive()
  const nobody = new Visitor(edge)
  const html = await (await nobody.get(paths.schedule(event, { picks: '1' }))).text()
  expect(html).toContain('id="s-parallel"')
  expect(html).toContain('My picks<span class="unseen">: sign in first')
  expect(html).not.toContain('<form id="picks"')
  const led = await nobody.post(paths.sessionTracking(event, 'opening'), { tracking: 'on' })
  expect(led.headers.get('location')).toBe(
    paths.signInTo('tracking', paths.session(event, 'opening')),
  )
})

test.each([{}, { tracking: 'maybe' }])('a form with %j is refused', async (form) => {
  const { event, visitor } = await arrive()
  const answer = await visitor.post(paths.sessionTracking(event, 'opening'), form)
  expect(answer.status).toBe(422)
})
