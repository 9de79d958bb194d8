import { expect, test } from 'vitest'
import { paths } from '#functions/paths.ts'
import { makeEdge } from '../../support/edge.ts'
import { makeActor, makeEvent, makeSession } from '../../support/make.ts'
import { signInAs } from '../../support/sign-in-as.ts'
import { Visitor } from '../../support/visitor.ts'
import { locationOf, rolesAt, SOON } from '../../support/wish.ts'

const edge = makeEdge()

test('a press on a page that was still open when the session ended is a wish, told where one signs in', async () => {
  const [event, actor] = [await makeEvent(SOON), await makeActor()]
  const [open, other] = [await signInAs(edge, actor), await signInAs(edge, actor)]
  await other.post(paths.signOutEverywhere())

  const at = paths.signInTo('attending', paths.event(event))
  const pressed = await open.post(paths.attendance(event), { role: 'attending' })
  expect(locationOf(pressed)).toEqual([303, at])
  expect(open.cookies.has('__Host-session')).toBe(false)
  expect(await (await open.get(at)).text()).toContain('Sign in to attend')
  expect(await rolesAt(event.id)).toEqual([])
})

test('whoever signed out in another tab is led there too, and to the page where there is no wish', async () => {
  const event = await makeEvent(SOON)
  const { slug } = await makeSession({ eventId: event.id })
  const [page, nobody] = [paths.session(event, slug), new Visitor(edge)]
  const press = async (path: string, fields: Record<string, string>) =>
    locationOf(await nobody.post(path, fields))

  const track = paths.sessionTracking(event, slug)
  expect(await press(track, { tracking: 'on' })).toEqual([303, paths.signInTo('tracking', page)])
  expect(await press(track, { tracking: 'off' })).toEqual([303, paths.signInThen(page)])
  const back = '/topics/?a=1'
  expect(await press(paths.attendance(event), { role: 'none', back })).toEqual([
    303,
    paths.signInThen(back),
  ])
  const add = paths.addCoverage(event, slug)
  const link = { url: 'https://example.org/', session: slug }
  expect(await press(paths.addCoverage(event), link)).toEqual([303, paths.signInThen(add)])
})

test('what was posted is no page to come back to', async () => {
  const refused = await new Visitor(edge).post(paths.signOutEverywhere())
  expect(refused.status).toBe(401)
  expect(await refused.text()).not.toContain('?next=')
})
