import type { Stack } from '#scripts/stack/stack.ts'
import { query } from '../people.ts'
import { HIDDEN, UNLISTED } from './directory.ts'
import type { Secret } from './inspect.ts'
import { type Directory, personOf, type Readers } from './members.ts'
import type { Reader } from './reader.ts'

/** As many characters of a session cookie are the same in each that its browser is given. */
const SESSION_IDS = 64

/** Every text that would show that something came to somebody whom it is not for. */
export async function secretsOf(
  stack: Stack,
  { visitor: _, gus: __, ...members }: Readers,
  { unlisted }: Directory,
): Promise<Secret[]> {
  const personal = await Promise.all(
    Object.values(members).map((one) => secretsOfMember(stack, one)),
  )
  // She has told nobody that she goes anywhere: her name stands on her own page only.
  const { name, handle } = personOf('bea')
  const open = new RegExp(handle, 'i')
  // What is reported stands on its page only, under an id that nobody guesses.
  const address = new RegExp(`${unlisted.slug}|^/report/coverage/`, 'i')
  return [
    ...personal.flat(),
    { what: 'the name', text: name, owner: 'bea', open },
    { what: 'the handle', text: handle, owner: 'bea', open },
    { what: 'a hidden event', text: HIDDEN, owner: null },
    { what: 'an unlisted event', text: UNLISTED, owner: null, open: address },
    ...settingsOf(stack),
  ]
}

async function secretsOfMember(stack: Stack, { name: owner, accountId, cookie }: Reader) {
  const sessions = await query<{ id: string }>(
    stack.databaseUrl,
    'select id from auth_sessions where account_id = $1',
    [accountId],
  )
  const session = /__Host-session=([^;]+)/.exec(cookie)?.[1]
  if (!session || !accountId) throw new Error(`${owner} is not signed in`)
  return [
    { what: 'the mail address', text: `${owner}-canary-mail`, owner },
    { what: 'the cookie', text: session.slice(0, SESSION_IDS), owner },
    { what: 'the account', text: accountId, owner },
    ...sessions.map(({ id }) => ({ what: 'the session', text: id, owner })),
  ]
}

/** What the site itself is told and must not tell. */
function settingsOf({ settings, databaseUrl, replicaUrls }: Stack): Secret[] {
  const named = Object.entries(settings).filter(([name]) => /SECRET|TOKEN|KEY/.test(name))
  const passwords = [databaseUrl, ...replicaUrls].map((url) => new URL(url).password)
  return [
    ...named.map(([what, text]) => ({ what, text, owner: null })),
    ...passwords.map((text) => ({ what: 'a password', text, owner: null })),
  ]
}
