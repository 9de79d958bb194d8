import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { coverage } from '#db/schema/index.ts'
import { addCoverage, newCoverage } from '#functions/coverage/add-coverage.ts'
import { limits } from '#functions/rate-limits.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import { makeActor, makeEvent, makeSession } from '../../support/make.ts'

const typed = (values: Record<string, string>) => newCoverage.parse(values)
const of = (eventId: string) =>
  db.select().from(coverage).where(eq(coverage.eventId, eventId)).orderBy(coverage.id)

test('a pasted link is of the kind it looks like, and is described, counted and shown later', async () => {
  const { deps, committed } = makeDeps()
  const [actor, ref] = [await makeActor(), await makeEvent()]
  await addCoverage(deps, { actor, ref, ...typed({ url: 'https://youtu.be/dQw4w9WgXcQ' }) })

  const [item] = await of(ref.id)
  expect(item).toMatchObject({
    kind: 'video',
    sessionId: null,
    urlKey: 'youtube:dQw4w9WgXcQ',
    playerUrl: 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ',
    addedById: actor.personId,
    describedAt: null,
  })
  expect(committed.map(({ job, payload }) => [job, payload])).toEqual([
    ['describe-coverage', { coverageId: item?.id }],
    ['count-coverage', { eventId: ref.id }],
    ['purge-pages', { tags: [`event-${ref.id}`, 'coverage'] }],
  ])
})

test('the same link in another spelling is there already; for another session it is another', async () => {
  const { deps } = makeDeps()
  const [actor, other, ref] = [await makeActor(), await makeActor(), await makeEvent()]
  const session = await makeSession({ eventId: ref.id })
  const add = (who: typeof actor, values: Record<string, string>) =>
    addCoverage(deps, { actor: who, ref, ...typed(values) })
  await add(actor, { url: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ' })
  await add(actor, { url: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ' })
  const again = await add(other, { url: 'youtu.be/dQw4w9WgXcQ?si=1' })
  const [item] = await of(ref.id)
  expect(again).toEqual({ id: item?.id, isNew: false })
  expect(await of(ref.id)).toHaveLength(1)
  await add(other, { url: 'https://youtu.be/dQw4w9WgXcQ', session: session.slug })
  await add(other, { url: 'https://youtu.be/dQw4w9WgXcQ', kind: 'audio' })
  expect((await of(ref.id)).map(({ kind, sessionId }) => [kind, sessionId])).toEqual([
    ['video', null],
    ['video', session.id],
    ['audio', null],
  ])
})

test('a document in another form is there already, of this session only', async () => {
  const { deps } = makeDeps()
  const [actor, ref] = [await makeActor(), await makeEvent()]
  const session = await makeSession({ eventId: ref.id })
  const add = (values: Record<string, string>) =>
    addCoverage(deps, { actor, ref, ...typed(values) })
  const of = { session: session.slug }
  const first = await add({ ...of, url: 'https://a.example/1/talk.pdf' })
  expect(first.isNew).toBe(true)
  expect(await add({ ...of, url: 'https://a.example/2/talk.odp' })).toEqual({
    ...first,
    isNew: false,
  })
  expect((await add({ ...of, url: 'https://a.example/2/other.odp' })).isNew).toBe(true)
  expect((await add({ url: 'https://a.example/2/talk.odp' })).isNew).toBe(true)
})

test.each([
  'not a link',
  'javascript:alert(1)',
  'data:text/html,hello',
  'http://localhost/',
  'http://192.168.0.1/admin',
  'https://user:secret@example.org/',
  'ftp://example.org/file',
  '',
])('%s cannot be added', (url) => {
  expect(newCoverage.safeParse({ url }).error?.issues[0]?.message).toMatch(/no address on the web/)
})

test('a session of another event, a hidden event and nobody’s event take nothing', async () => {
  const { deps } = makeDeps()
  const [actor, ref, other] = [await makeActor(), await makeEvent(), await makeEvent()]
  const hidden = await makeEvent({ visibility: 'hidden' })
  const session = await makeSession({ eventId: other.id })
  const add = (event: { year: number; slug: string }, values: Record<string, string> = {}) =>
    addCoverage(deps, { actor, ref: event, ...typed({ url: 'https://example.org/', ...values }) })
  await expect(add(ref, { session: session.slug })).rejects.toMatchObject({ code: 'conflict' })
  await expect(add(hidden)).rejects.toMatchObject({ code: 'not_found' })
  await expect(add({ year: 2026, slug: 'no-such' })).rejects.toMatchObject({ code: 'not_found' })
  expect(await of(ref.id)).toEqual([])
})

test('of any number of links that one person adds at once exactly as many pass as the hour allows', async () => {
  const { deps } = makeDeps()
  const [actor, ref] = [await makeActor(), await makeEvent()]
  const { most } = limits['add-coverage']
  const add = (_: unknown, n: number) =>
    addCoverage(deps, { actor, ref, ...typed({ url: `https://example.org/${n}` }) })

  const added = await Promise.allSettled(Array.from({ length: 2 * most }, add))

  expect(added.filter(({ status }) => status === 'fulfilled')).toHaveLength(most)
  expect(await of(ref.id)).toHaveLength(most)
  const refused = added.find((one) => one.status === 'rejected')
  expect(refused?.reason).toMatchObject({ code: 'too_many' })
  expect(refused?.reason.message).toMatch(
    /^That is a lot of links in an hour\. Try again in \d+ min/,
  )
})

test('nothing is added for a session that has ended', async () => {
  const { deps } = makeDeps()
  const [actor, ref] = [await makeActor(), await makeEvent()]
  const ended = { ...actor, sessionId: crypto.randomUUID() }
  const add = addCoverage(deps, { actor: ended, ref, ...typed({ url: 'https://example.org/' }) })
  await expect(add).rejects.toMatchObject({ code: 'sign_in_required' })
  expect(await of(ref.id)).toEqual([])
})

test('of an event as a whole files of one name are several people’s, but for those on one host', async () => {
  const { deps } = makeDeps()
  const [actor, ref] = [await makeActor(), await makeEvent()]
  const add = async (url: string) =>
    (await addCoverage(deps, { actor, ref, ...typed({ url, kind: 'slides' }) })).isNew
  expect(await add('https://alice.example/slides.pdf')).toBe(true)
  expect(await add('https://bob.example/slides.odp')).toBe(true)
  expect(await add('https://alice.example/slides.odp')).toBe(false)
})
