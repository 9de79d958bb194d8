import { eq, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { afterEach, expect, test, vi } from 'vitest'
import { type PageFunction, type Placeholders, pageFunctions, pageQuery } from '#db/page-query.ts'
import { places } from '#db/schema/index.ts'
import { listPageFunctions } from '#functions/page-queries.ts'
import { keepPageFunctions } from '#scripts/migrate/page-functions.ts'
import { openDatabase } from '../support/database.ts'

const pages = await openDatabase()
const ask = async (text: string) =>
  (await pages.execute<Record<string, unknown>>(sql.raw(text))).rows

const country = alias(places, 'country')

type Values = { slug: string; least?: number | undefined }

/** Every kind of value that a page reads, and constants that need quoting. */
const page = pageQuery(
  'kinds',
  { always: ['slug'], optional: [['least']] },
  (db, { slug, least }: Placeholders<Values>) => [
    db
      .select({
        whole: sql<number>`7::int`,
        large: sql<string>`9007199254740993::bigint`,
        exact: sql<string>`1.10::numeric`,
        at: sql<string>`'2026-06-01 09:05:00.5+00'::timestamptz`,
        wall: sql<string>`'2026-06-01 09:05:00'::timestamp`,
        on: sql<string>`'2026-06-01'::date`,
        json: sql<object>`'{"a": [1, "b"]}'::jsonb`,
        list: sql<string[]>`array['a', 'b"c']`,
        none: sql<null>`null::text`,
        yes: sql<boolean>`true`,
        quoted: sql<string>`${"it's $1"}::text`,
        slug: sql<string>`${slug}::text`,
        latitude: places.latitude,
        nested: { slug: places.slug, createdAt: sql<string>`${places.slug} || '!'` },
      })
      .from(places)
      .where(eq(places.slug, slug)),
    db.select({ n: sql<number>`${least ?? 0}::int + 1` }).from(sql`(values (1)) as t (n)`),
    db
      .select({ slug: places.slug, country: { slug: country.slug, name: country.name } })
      .from(places)
      .leftJoin(country, eq(country.id, places.countryId))
      .where(eq(places.slug, slug)),
  ],
)

const drop = (made: PageFunction) => ask(`drop function page_queries.${made.name}`)

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test('a page reads the same from its function as from its statements', async () => {
  await ask(`insert into places (id, gazetteer_id, kind, slug, name, country_code, latitude)
    values (gen_random_uuid(), 'x-1', 'country', 'a-place', 'A place', 'XX', 47.25)`)
  vi.useFakeTimers({ toFake: ['Date'] })
  const onMissing = vi.spyOn(pageFunctions, 'onMissing')
  const values = { slug: 'a-place', least: 41 }
  const plain = await page(pages, values)
  expect(onMissing).toHaveBeenCalledTimes(1)

  await keepPageFunctions(ask, [...listPageFunctions(), ...page.functions()])
  vi.setSystemTime(Date.now() + 60_001)
  const called = await page(pages, values)

  expect(called).toEqual(plain)
  expect(called[1]).toEqual([{ n: 42 }])
  // What a join did not find is nothing, not an object of nothings.
  expect(called[2]).toEqual([{ slug: 'a-place', country: null }])
  expect(called[0][0]).toMatchObject({
    large: '9007199254740993',
    quoted: "it's $1",
    latitude: 47.25,
  })
  expect(onMissing).toHaveBeenCalledTimes(1)
})

test('a database without the function is asked the statements, and for the function once a minute', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const onMissing = vi.spyOn(pageFunctions, 'onMissing')
  const [made] = page.functions()
  if (!made) throw new Error('A page without a function')
  await keepPageFunctions(ask, [...listPageFunctions(), ...page.functions()])
  await drop(made)

  for (let i = 0; i < 3; i += 1) expect((await page(pages, { slug: 'x' }))[1]).toEqual([{ n: 1 }])

  expect(onMissing.mock.calls).toEqual([[made.name, '42883']])
  vi.setSystemTime(Date.now() + 60_001)
  await page(pages, { slug: 'x' })
  expect(onMissing).toHaveBeenCalledTimes(2)
})

test('what a function does is part of its name', () => {
  const other = (text: string) =>
    pageQuery('kinds', { always: [] }, (db) => [db.select({ n: sql`${text}` }).from(places)])
  const nameOf = (text: string) => other(text).functions()[0]?.name

  expect(nameOf('a')).toMatch(/^kinds_[0-9a-f]{16}$/)
  expect(nameOf('a')).toBe(nameOf('a'))
  expect(nameOf('a')).not.toBe(nameOf('b'))
})

test('a function is kept for two days after the last version that called it', async () => {
  const mine = page.functions()
  const names = mine.map(({ name }) => name)
  const kept = async () => {
    const rows = await ask(`select proname as name from pg_proc where proname like 'kinds_%'`)
    return rows.filter(({ name }) => names.includes(String(name))).length
  }
  const hoursPass = (hours: number) =>
    ask(`do $$ declare f regprocedure; begin
      for f in select oid from pg_proc where proname like 'kinds_%' loop
        execute format('comment on function %s is %L', f, now() - interval '${hours} hours');
      end loop; end $$`)
  await keepPageFunctions(ask, [...listPageFunctions(), ...mine])

  await keepPageFunctions(ask, listPageFunctions())
  expect(await kept()).toBe(2)
  await hoursPass(47)
  // Rolled back to, and then left again: its time begins anew.
  await keepPageFunctions(ask, [...listPageFunctions(), ...mine])
  await keepPageFunctions(ask, listPageFunctions())
  expect(await keepPageFunctions(ask, listPageFunctions())).toEqual({ created: 0, dropped: 0 })
  await hoursPass(49)
  expect(await keepPageFunctions(ask, listPageFunctions())).toEqual({ created: 0, dropped: 2 })
  expect(await kept()).toBe(0)
})
