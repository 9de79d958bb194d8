import type { Stack } from '#scripts/stack/stack.ts'
import { query } from '../people.ts'
import type { Ask } from './client.ts'
import type { fillDirectory } from './directory.ts'
import { type Browser, get, type Reader, visitor } from './reader.ts'
import { signUp } from './sign-up.ts'

export type Directory = Awaited<ReturnType<typeof fillDirectory>>
export type Readers = Awaited<ReturnType<typeof makeReaders>>

/**
 * The visitor; two members, of whom one says in public where she goes and the other tells nobody
 * anything; one of an event's staff; a member who attacks the others; and one who has signed out
 * everywhere, while this browser goes on sending the cookie. All that is theirs was made by the site's
 * own forms.
 */
export async function makeReaders(stack: Stack, ask: Ask, directory: Directory) {
  const { event, second, session, otherSession } = directory
  const [here, there] = [event, second].map(({ year, slug }) => `${year}/${slug}`) as [
    string,
    string,
  ]
  const join = async (name: string, things: Things) =>
    become(await signUp(stack, ask, personOf(name)), { stack, ask, name, things })
  const ada = await join('ada', {
    roles: { [here]: 'attending', [there]: 'tracking' },
    picks: { [session.slug]: here },
  })
  const bea = await join('bea', { roles: {}, picks: { [otherSession.slug]: here } })
  const cyd = await join('cyd', { roles: { [here]: 'tracking' }, picks: {} })
  const mallory = await join('mallory', { roles: {}, picks: {} })
  const things = { roles: { [here]: 'attending' }, picks: { [session.slug]: here } }
  const gus = await leave(await signUp(stack, ask, personOf('gus')), {
    ...{ stack, ask, name: 'gus', things },
  })
  await query(
    stack.databaseUrl,
    `insert into event_staff (event_id, position, name, role, person_id)
     select $1, 1, name, 'Organiser', id from people where handle = $2`,
    [event.id, personOf('cyd').handle],
  )
  return { visitor, ada, bea, cyd, gus, mallory: { ...mallory, marks: null } }
}

/** Becomes a member and ends every session again: to whoever has the cookie, only a visitor. */
async function leave(browser: Browser, joining: Joining): Promise<Reader> {
  const { name, cookie } = await become(browser, joining)
  await browser.post('/sign-out/everywhere/', {})
  return { ...visitor, name, cookie }
}

/** Each is called by a word that stands nowhere else. */
export const personOf = (name: string) => ({
  email: `${name}-canary-mail@example.org`,
  name: `${name[0]?.toUpperCase()}${name.slice(1)} Canaryname`,
  handle: `${name}-canary`,
})

/** Who tells nobody that she goes anywhere. */
const SECRETIVE = 'bea'

type Things = { roles: Readonly<Record<string, string>>; picks: Readonly<Record<string, string>> }
type Joining = { stack: Stack; ask: Ask; name: string; things: Things }

/** Presses every button that makes these things theirs. */
async function become(browser: Browser, joining: Joining): Promise<Reader> {
  const { stack, ask, name, things } = joining
  for (const [event, role] of Object.entries(things.roles))
    await browser.post(`/${event}/attendance/`, { role })
  for (const [session, event] of Object.entries(things.picks)) {
    await browser.post(`/${event}/${session}/tracking/`, { tracking: 'on' })
    // Whoever adds a link is named beside it.
    if (name === SECRETIVE) continue
    const url = `https://coverage.example/${name}.html`
    await browser.post(`/${event}/coverage/add/`, { url, session, kind: 'write-up' })
  }
  const { email } = personOf(name)
  const [account] = await query<{ id: string }>(
    stack.databaseUrl,
    'select id from accounts where email = $1',
    [email],
  )
  const { cookie } = browser
  const dashboard = await ask(get('/dashboard/', cookie))
  const accountId = account?.id
  if (!accountId || dashboard?.status !== 200) throw new Error(`${name} has not become a member`)
  const marks = {
    roles: new Map(Object.entries(things.roles)),
    picks: new Set(Object.keys(things.picks)),
  }
  return { name, cookie, accountId, initial: name[0]?.toUpperCase() ?? '', marks }
}
