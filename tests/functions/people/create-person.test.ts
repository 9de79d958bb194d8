import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { authSessions, people } from '#db/schema/index.ts'
import { createPerson, newPerson } from '#functions/people/create-person.ts'
import { HANDLE_MAX_LENGTH, handle, nextFreeHandle } from '#functions/people/handle.ts'
import { suggestHandle } from '#functions/people/queries.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import { makePerson, makeSignedIn } from '../../support/make.ts'

const { deps } = makeDeps()
const aHandle = () => `h${crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`

test('a form that is sent twice makes one person', async () => {
  const account = await makeSignedIn()
  const input = { account, name: 'Ada', handle: aHandle() }

  const ids = await Promise.all([createPerson(deps, input), createPerson(deps, input)])
  const again = await createPerson(deps, { ...input, handle: aHandle() })

  expect(new Set([...ids, again]).size).toBe(1)
  const rows = await db.select().from(people).where(eq(people.accountId, account.accountId))
  expect(rows).toMatchObject([{ id: ids[0], name: 'Ada', handle: input.handle }])
})

test('a handle belongs to whoever took it first, and another like it is suggested', async () => {
  const taken = await makePerson({ handle: aHandle() })
  await makePerson({ handle: `${taken.handle}-2` })
  const account = await makeSignedIn()

  await expect(createPerson(deps, { account, name: 'Eve', handle: taken.handle })).rejects.toThrow(
    expect.objectContaining({ code: 'conflict' }),
  )
  expect(await suggestHandle(db, taken.handle)).toBe(`${taken.handle}-3`)
})

test('a session that was ended elsewhere makes no person', async () => {
  const account = await makeSignedIn()
  await db.delete(authSessions).where(eq(authSessions.id, account.sessionId))

  await expect(createPerson(deps, { account, name: 'Ada', handle: aHandle() })).rejects.toThrow(
    expect.objectContaining({ code: 'sign_in_required' }),
  )
})

test.each([
  ['ada', 'ada'],
  [' @Ada-L ', 'ada-l'],
  ['4711', '4711'],
])('%s is the handle %s', (typed, kept) => {
  expect(handle.parse(typed)).toBe(kept)
})

test.each([
  '',
  'a',
  '-ada',
  'ada-',
  'a--b',
  'a_b',
  'a b',
  'адa',
  'ada\n',
  'x'.repeat(31),
  'Admin',
  '@hallway',
])('%j is no handle', (typed) => {
  const kept = handle.safeParse(typed)
  expect(kept.success ? kept.data : 'refused').toBe(typed === 'ada\n' ? 'ada' : 'refused')
})

test.each([
  ['  Ada   Lovelace ', 'Ada Lovelace'],
  ['தமிழ்ச்செல்வி', 'தமிழ்ச்செல்வி'],
  ['Zoe\u0308', 'Zoë'],
  ['علی‌رضا', 'علی‌رضا'],
  ['Łukasz 🎷', 'Łukasz 🎷'],
])('%s is a name', (typed, kept) => {
  expect(newPerson.parse({ name: typed, handle: 'ada' }).name).toBe(kept)
})

test.each(['', '   ', '🎷', '...', 'Ada\u202eLovelace', 'Ada\u0000', 'x'.repeat(81)])(
  '%j is no name',
  (typed) => {
    expect(newPerson.safeParse({ name: typed, handle: 'ada' }).success).toBe(false)
  },
)

test('what is suggested is free and itself a handle', () => {
  const some = fc.stringMatching(/^[a-z0-9](-?[a-z0-9]){1,14}$/)
  fc.assert(
    fc.property(some, fc.array(fc.integer({ min: 2, max: 12 })), (wanted, numbers) => {
      const taken = new Set([wanted, ...numbers.map((number) => `${wanted}-${number}`)])
      const free = nextFreeHandle(wanted, taken)
      expect(taken.has(free)).toBe(false)
      expect(free.length).toBeLessThanOrEqual(HANDLE_MAX_LENGTH)
      expect(handle.safeParse(free).success).toBe(true)
    }),
  )
  expect(handle.safeParse(nextFreeHandle('x'.repeat(HANDLE_MAX_LENGTH), new Set())).success).toBe(
    true,
  )
})
