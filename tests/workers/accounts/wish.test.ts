import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { sessionTrackings } from '#db/schema/index.ts'
import { paths } from '#functions/paths.ts'
import { db } from '../../support/database.ts'
import { makeEvent, makeSession } from '../../support/make.ts'
import { anEmail, arriveToSignIn, aVisitor } from '../../support/sign-in-mail.ts'
import { locationOf, makeMember, press, rolesAt, SOON, wish } from '../../support/wish.ts'

test('a visitor presses Attend, asks for a mail, opens the link, presses once, and attends', async () => {
  const [arrival, event, member] = [arriveToSignIn(), await makeEvent(SOON), await makeMember()]
  const { visitor } = arrival
  const page = paths.event(event)
  const at = paths.signInTo('attending', page)
  expect(await (await visitor.get(page)).text()).toContain(`href="${at}"`)

  const { page: signIn, link } = await wish(arrival, { at, email: member.email })
  expect(signIn).toContain(`Sign in to attend <bdi>${event.name}</bdi>`)
  expect(signIn).toContain('Saturday 1 to Monday 3 September 2035')
  expect(signIn).toContain(`<title>Sign in to attend ${event.name}`)

  const sent = await (await visitor.get('/sign-in/sent/')).text()
  expect(sent).toContain(`Sign in and attend <bdi>${event.name}</bdi>`)
  const opened = await (await visitor.get(link)).text()
  expect(opened).toContain(`Sign in and attend <bdi>${event.name}</bdi>`)
  expect(opened).toContain(`<strong><bdi>${event.name}</bdi></strong></p><p class="wish">`)
  expect(await rolesAt(event.id)).toEqual([])

  const pressed = await press(visitor, { page: link })
  expect(locationOf(pressed)).toEqual([303, page])
  // One to sign in, and one to attend: what it is about was looked up beside the first.
  expect(pressed.headers.get('server-timing')).toContain('db;desc="2"')
  expect(await rolesAt(event.id)).toEqual(['attending'])
  expect(await (await visitor.get(page)).text()).toContain('You are on the list')
  expect(visitor.cookies.has('__Host-wish')).toBe(false)
})

test('the page after asking shows the address, and one that is wrong is changed there with the wish kept', async () => {
  const [arrival, event, member] = [arriveToSignIn(), await makeEvent(SOON), await makeMember()]
  const { visitor, readMail } = arrival
  const at = paths.signInTo('tracking', paths.event(event))
  await wish(arrival, { at, email: 'aad@example.org' })

  const sent = await (await visitor.get('/sign-in/sent/')).text()
  expect(sent).toContain('<strong dir="ltr" class="email">aad@example.org</strong>')
  expect(sent).toContain('Wrong? Change it')
  expect(sent).toContain(`name="next" value="${at}"`)
  expect(sent).toContain('value="aad@example.org"')
  expect(await (await aVisitor(arrival.edge).get('/sign-in/sent/')).text()).not.toContain('aad@')

  await visitor.post('/sign-in/', { email: member.email, next: at })
  expect(await (await visitor.get('/sign-in/sent/')).text()).toContain(member.email)
  const { code } = await readMail()
  const typed = await press(visitor, { page: '/sign-in/sent/', code })
  expect(locationOf(typed)).toEqual([303, paths.event(event)])
  expect(await rolesAt(event.id)).toEqual(['tracking'])
})

test('whoever must choose a name first is asked once, and attends with it', async () => {
  const [arrival, event] = [arriveToSignIn(), await makeEvent(SOON)]
  const { visitor } = arrival
  const at = paths.signInTo('attending', paths.event(event))
  const { link } = await wish(arrival, { at, email: anEmail() })

  const used = await visitor.post(link)
  expect(locationOf(used)).toEqual([303, paths.welcome(at)])
  const welcome = await (await visitor.get(paths.welcome(at))).text()
  expect(welcome).toContain(`Come in and attend <bdi>${event.name}</bdi>`)
  const handle = `h${crypto.randomUUID().slice(0, 8)}`
  const wrong = await visitor.post('/welcome/', { name: '', handle, next: at })
  expect(await wrong.text()).toContain(`Come in and attend <bdi>${event.name}</bdi>`)
  expect(await rolesAt(event.id)).toEqual([])

  const shown = { page: paths.welcome(at), action: '/welcome/', next: at }
  const named = await press(visitor, { ...shown, name: 'Ada', handle })
  expect(locationOf(named)).toEqual([303, paths.event(event)])
  expect(await rolesAt(event.id)).toEqual(['attending'])
})

test('a session is tracked by the press that signs in', async () => {
  const [arrival, event, member] = [arriveToSignIn(), await makeEvent(SOON), await makeMember()]
  const { visitor } = arrival
  const session = await makeSession({ eventId: event.id, title: 'On <doors>' })
  const page = paths.session(event, session.slug)
  expect(await (await visitor.get(page)).text()).toContain(`href="/sign-in/tracking${page}"`)
  const wished = { at: paths.signInTo('tracking', page), email: member.email }
  const { link, page: signIn } = await wish(arrival, wished)
  expect(signIn).toContain('Sign in to track <bdi>On &lt;doors&gt;</bdi>')
  expect(signIn).toContain(event.name)

  expect(locationOf(await press(visitor, { page: link }))).toEqual([303, page])
  const mine = and(
    eq(sessionTrackings.personId, member.id),
    eq(sessionTrackings.sessionId, session.id),
  )
  expect(await db.select().from(sessionTrackings).where(mine)).toHaveLength(1)
})

test('no address, whoever leads there, writes anything or leaves a wish behind', async () => {
  const [{ visitor, ask }, event, member] = [
    arriveToSignIn(),
    await makeEvent(SOON),
    await makeMember(),
  ]
  const at = paths.signInTo('attending', paths.event(event))
  for (const path of [at, paths.signInThen(at), '/sign-in/sent/', paths.welcome(at)])
    expect((await visitor.get(path)).headers.getSetCookie()).toEqual([])
  const { link } = await ask(visitor, member.email)
  await visitor.get(at)
  expect(await (await visitor.get(link)).text()).not.toContain(event.name)
  await press(visitor, { page: link })
  expect(await rolesAt(event.id)).toEqual([])

  const asked = await visitor.get(at)
  expect([asked.status, visitor.cookies.has('__Host-wish')]).toEqual([200, false])
  expect(await asked.text()).toContain(`action="${paths.attendance(event)}"`)
  expect(await rolesAt(event.id)).toEqual([])

  await visitor.post(paths.attendance(event), { role: 'attending' })
  expect(locationOf(await visitor.get(at))).toEqual([303, paths.event(event)])
})
