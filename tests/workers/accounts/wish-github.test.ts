import { expect, test } from 'vitest'
import { paths } from '#functions/paths.ts'
import { startGithub } from '../../fakes/github.ts'
import { makeEdge } from '../../support/edge.ts'
import { makeEvent } from '../../support/make.ts'
import { Visitor } from '../../support/visitor.ts'
import { locationOf, makeMember, press, rolesAt, SOON } from '../../support/wish.ts'

const fake = startGithub()
const edge = makeEdge({ own: fake.settings })

/** Presses Attend, goes to GitHub by the button there, and comes back as the owner of an address. */
async function comeBy(visitor: Visitor, { at, email }: { at: string; email: string }) {
  const page = await (await visitor.get(at)).text()
  const [, button = ''] = /href="(\/sign-in\/github\/[^"]*)"/.exec(page) ?? []
  const begun = await visitor.get(button)
  const id = Math.floor(Math.random() * 1e12)
  const emails = [{ email, primary: true, verified: true }]
  const back = fake.authorize(begun.headers.get('location') ?? '', { id, emails })
  return visitor.get(back.replace('http://localhost', ''))
}

test('whoever GitHub signs in attends by a press of their own, since a link brought them', async () => {
  const [event, member, visitor] = [await makeEvent(SOON), await makeMember(), new Visitor(edge)]
  const at = paths.signInTo('attending', paths.event(event))

  expect(locationOf(await comeBy(visitor, { at, email: member.email }))).toEqual([303, at])
  const page = await (await visitor.get(at)).text()
  expect(page).toContain(`Attend <bdi>${event.name}</bdi>`)
  expect(await rolesAt(event.id)).toEqual([])

  const pressed = await visitor.post(paths.attendance(event), { role: 'attending' })
  expect(locationOf(pressed)).toEqual([303, paths.event(event)])
  expect(await rolesAt(event.id)).toEqual(['attending'])
})

test('whoever is new chooses a name and attends in one press', async () => {
  const [event, visitor] = [await makeEvent(SOON), new Visitor(edge)]
  const at = paths.signInTo('attending', paths.event(event))
  const email = `${crypto.randomUUID()}@example.org`

  expect(locationOf(await comeBy(visitor, { at, email }))).toEqual([303, paths.welcome(at)])
  expect(await (await visitor.get(paths.welcome(at))).text()).toContain(
    `Come in and attend <bdi>${event.name}</bdi>`,
  )
  const handle = `h${crypto.randomUUID().slice(0, 8)}`
  const shown = { page: paths.welcome(at), action: '/welcome/', next: at }
  const named = await press(visitor, { ...shown, name: 'Ada', handle })
  expect(locationOf(named)).toEqual([303, paths.event(event)])
  expect(await rolesAt(event.id)).toEqual(['attending'])
})

test('another site leads nobody to GitHub with a wish', async () => {
  const led = new Visitor(edge, { 'Sec-Fetch-Site': 'cross-site' })
  await led.get(paths.signInGithub('/sign-in/attending/2035/x/'))
  expect(led.cookies.size).toBe(0)
})
