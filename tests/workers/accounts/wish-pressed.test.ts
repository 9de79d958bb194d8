import { expect, test } from 'vitest'
import { paths } from '#functions/paths.ts'
import { makeEvent } from '../../support/make.ts'
import { anEmail, arriveToSignIn } from '../../support/sign-in-mail.ts'
import { locationOf, makeMember, rolesAt, SOON, wish } from '../../support/wish.ts'

/** What the button of a page says that it grants. */
const pressedAt = (html: string) => /name="wish" value="([^"]*)"/.exec(html)?.[1] ?? ''

async function arrive() {
  const [first, second] = [await makeEvent(SOON), await makeEvent(SOON)]
  const at = (event: typeof first) => paths.signInTo('attending', paths.event(event))
  return { ...arriveToSignIn(), ...{ first, second, at, member: await makeMember() } }
}

test('a button that said only "Sign in" attends nothing, whatever another tab has wished for since', async () => {
  const { first, at, member, ...arrival } = await arrive()
  const { visitor, ask } = arrival
  const { link } = await ask(visitor, member.email)
  const open = await (await visitor.get(link)).text()
  expect(pressedAt(open)).toBe('')
  await wish(arrival, { at: at(first), email: anEmail() })

  expect(locationOf(await visitor.post(link, { wish: pressedAt(open) }))).toEqual([
    303,
    '/dashboard/',
  ])
  expect(await rolesAt(first.id)).toEqual([])
})

test('a button that named another event attends neither, and leads to one more press', async () => {
  const { first, second, at, member, ...arrival } = await arrive()
  const { visitor } = arrival
  const { link } = await wish(arrival, { at: at(first), email: member.email })
  const open = await (await visitor.get(link)).text()
  expect(pressedAt(open)).toBe(at(first))
  await wish(arrival, { at: at(second), email: member.email })

  expect(locationOf(await visitor.post(link, { wish: pressedAt(open) }))).toEqual([303, at(first)])
  expect([await rolesAt(first.id), await rolesAt(second.id)]).toEqual([[], []])
  expect(await (await visitor.get(at(first))).text()).toContain('One more press')
})

test('so it is with the code, and with choosing a name', async () => {
  const { first, second, at, ...arrival } = await arrive()
  const { visitor } = arrival
  const { code } = await wish(arrival, { at: at(first), email: anEmail() })
  const sent = await (await visitor.get('/sign-in/sent/')).text()
  expect(pressedAt(sent)).toBe(at(first))
  const welcome = paths.welcome(at(first))
  const typed = await visitor.post('/sign-in/sent/', { code, wish: pressedAt(sent) })
  expect(locationOf(typed)).toEqual([303, welcome])

  expect(pressedAt(await (await visitor.get(welcome)).text())).toBe(at(first))
  const named = { name: 'Ada', handle: `h${crypto.randomUUID().slice(0, 8)}`, next: at(first) }
  const chosen = await visitor.post('/welcome/', { ...named, wish: at(second) })
  expect(locationOf(chosen)).toEqual([303, at(first)])
  expect([await rolesAt(first.id), await rolesAt(second.id)]).toEqual([[], []])
})
