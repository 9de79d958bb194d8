import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { newId } from '#db/id.ts'
import { authSessions } from '#db/schema/index.ts'
import { signOutPerson } from '#functions/accounts/sign-out-person.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import { makeActor, makePerson } from '../../support/make.ts'

const { deps } = makeDeps({ now: new Date() })
const handleOf = () => `h${crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`

test('an operator ends every session of one person, and nobody else’s', async () => {
  const handle = handleOf()
  const [victim, other] = await Promise.all([makeActor({ handle }), makeActor()])
  const expiresAt = new Date(Date.now() + 86_400_000)
  await db.insert(authSessions).values({ id: newId(), accountId: victim.accountId, expiresAt })

  expect(await signOutPerson(deps, handle)).toBe(2)

  const sessionsOf = (accountId: string) =>
    db.$count(authSessions, eq(authSessions.accountId, accountId))
  expect(await sessionsOf(victim.accountId)).toBe(0)
  expect(await sessionsOf(other.accountId)).toBe(1)
})

test('nobody, and a person whom no account claims, has no session to end', async () => {
  const { handle } = await makePerson()

  for (const nobody of [handle, 'no-such-person'])
    await expect(signOutPerson(deps, nobody)).rejects.toThrow(
      expect.objectContaining({
        code: 'not_found',
        message: `An account of @${nobody} was not found`,
      }),
    )
})
