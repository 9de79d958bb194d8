import { eq } from 'drizzle-orm'
import { attendances } from '#db/schema/index.ts'
import { db } from './database.ts'
import { makeAccount, makePerson } from './make.ts'
import type { arriveToSignIn } from './sign-in-mail.ts'
import type { Visitor } from './visitor.ts'

/** Days that are to come. */
export const SOON = { startsOn: '2035-09-01', endsOn: '2035-09-03' }

/** Somebody who has a name here. */
export async function makeMember() {
  const account = await makeAccount()
  return { ...(await makePerson({ accountId: account.id })), email: account.email }
}

/** What anybody is to an event. */
export const rolesAt = async (eventId: string) =>
  (
    await db
      .select({ role: attendances.role })
      .from(attendances)
      .where(eq(attendances.eventId, eventId))
  ).map(({ role }) => role)

/** Presses Attend or Track, and asks for a mail on the page that this leads to. */
export async function wish(
  { visitor, readMail }: ReturnType<typeof arriveToSignIn>,
  { at, email }: { at: string; email: string },
) {
  const page = await (await visitor.get(at)).text()
  const [, next = ''] = /name="next" value="([^"]*)"/.exec(page) ?? []
  const sent = await visitor.post('/sign-in/', { email, next })
  if (sent.status !== 303) throw new Error(`Asking for a mail was answered ${sent.status}`)
  return { page, next, ...(await readMail()) }
}

/** Presses the button of the page that has a form, as it is now: with the wish that it says. */
export async function press(
  visitor: Visitor,
  { page, action = page, ...fields }: { page: string; action?: string } & Record<string, string>,
) {
  const html = await (await visitor.get(page)).text()
  const [, wish = ''] = /name="wish" value="([^"]*)"/.exec(html) ?? []
  return visitor.post(action, { ...fields, wish })
}

/** Where an answer leads. */
export const locationOf = (answer: Response) => [answer.status, answer.headers.get('location')]
