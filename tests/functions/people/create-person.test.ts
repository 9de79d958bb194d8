import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { authSessions, people } from '#db/schema/index.ts'
import { createPerson } from '#functions/people/create-person.ts'
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

test('what is suggested looks like no handle that is taken', async () => {
  const own = aHandle().slice(0, 8)
  await makePerson({ handle: `${own}-bum` })
  await makePerson({ handle: `${own}-bum-2` })

  expect(await suggestHandle(db, `${own}-burn`)).toBe(`${own}-burn-3`)
})

test('a session that was ended elsewhere makes no person', async () => {
  const account = await makeSignedIn()
  await db.delete(authSessions).where(eq(authSessions.id, account.sessionId))

  await expect(createPerson(deps, { account, name: 'Ada', handle: aHandle() })).rejects.toThrow(
    expect.objectContaining({ code: 'sign_in_required' }),
  )
})

const join = async (name: string, handle = aHandle()) =>
  createPerson(deps, { account: await makeSignedIn(), name, handle })

/** Sets the names of one test apart from those of others. Digits belong to every script. */
const aNumber = () => ` ${crypto.getRandomValues(new Uint32Array(1))}`

test.each([
  ['Ada Lovelace', 'Аdа Lovelace', 'two Cyrillic letters'],
  ['Ada Lovelace', 'ADΑ LOVELACE', 'a Greek capital'],
  ['coco', 'сосо', 'Cyrillic alone'],
  ['Сара Росс', 'Capa Pocc', 'Latin alone'],
  ['Ann Lovell', 'Ann Lσveӏӏ', 'Greek and a palochka'],
  ['Zoé Renée', 'Zое\u0301 Rеnе\u0301e', 'Cyrillic with an accent of its own'],
  ['John Olson', 'Jסhn ഠlsסn', 'Hebrew and Malayalam'],
  ['Lisa Sands', 'ꓡisa ꓢands', 'Lisu'],
  ['Ada Lovelace', 'Ꭺda Lovelace', 'Cherokee'],
  ['Αθηνά Νίκου', 'Αθηνά Nίκου', 'a Latin letter among Greek ones'],
  ['Иван Сорока', 'Иван Сopoкa', 'Latin letters among Cyrillic ones'],
])('beside %s nobody is called %s: %s', async (name, lookalike) => {
  const own = aNumber()
  await makePerson({ name: name + own })

  await expect(join(lookalike + own)).rejects.toThrow(
    expect.objectContaining({ code: 'invalid', message: expect.stringMatching(/one alphabet/) }),
  )
  await expect(join(`${lookalike} Jr.${own}`)).resolves.toBeTruthy()
})

test.each([
  ['Maria Silva', 'Maria Silva', 'namesakes'],
  ['Maria Silva', 'MARIA SILVA', 'namesakes who shout'],
  ['Мария Сорока', 'Мария Сорока', 'namesakes in Cyrillic'],
  ['Ada Сара', 'ADA САРА', 'namesakes in two alphabets'],
  ['МухIаммад Алиев', 'МухIаммад Алиев', 'namesakes whose keyboards lack a letter'],
  ['Arne Burn', 'Ame Bum', 'rn and m, within one script'],
  ['Al Smith', 'AI Smith', 'I and l, within one script'],
  ['علي رضا', 'علی رضا', 'an Arabic and a Persian keyboard'],
  ['Дем’ян', "Дем'ян", 'two apostrophes'],
  ['Kaʻu', "Ka'u", 'an ʻokina and an apostrophe'],
  ['工藤エリ', '工藤工リ', 'kanji and katakana'],
  ['Мария Сорока', 'Maria Soroka', 'the same name, in another script'],
  ['Zoe', 'Zoë', 'an accent'],
])('%s and %s may both be there: %s', async (name, other) => {
  const own = aNumber()
  await makePerson({ name: name + own })

  await expect(join(other + own)).resolves.toBeTruthy()
})

test('of two who look alike and come at the same moment, one is asked to write another name', async () => {
  const own = aNumber()

  const both = await Promise.allSettled([join(`Coco${own}`), join(`Сосо${own}`)])

  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test.each([
  ['ada-l0velace', 'ada-lovelace'],
  ['bi1l', 'bill'],
  ['burn', 'bum'],
  ['bum', 'burn'],
])('%s is taken where %s is', async (wanted, like) => {
  const own = aHandle().slice(0, 8)
  await makePerson({ handle: `${like}-${own}` })

  await expect(join('Eve', `${wanted}-${own}`)).rejects.toThrow(
    expect.objectContaining({ code: 'conflict', message: expect.stringContaining('looks like') }),
  )
})

test.each([
  ['ada-lovelace', 'adalovelace'],
  ['mali', 'mail'],
  ['max2', 'maxz'],
])('%s is free where %s is taken', async (wanted, other) => {
  const own = aHandle().slice(0, 8)
  await makePerson({ handle: `${other}-${own}` })

  await expect(join('Eve', `${wanted}-${own}`)).resolves.toBeTruthy()
})

test('who has a person already gets no second one, whatever name they send', async () => {
  const own = aNumber()
  await makePerson({ name: `Coco${own}` })
  const account = await makeSignedIn()
  const id = await createPerson(deps, { account, name: 'Eve', handle: aHandle() })

  const again = await createPerson(deps, { account, name: `Сосо${own}`, handle: aHandle() })

  expect(again).toBe(id)
})
