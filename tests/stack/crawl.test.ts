import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRandom } from '../chaos/random.ts'
import { fuzzEverything } from './crawl/fuzz.ts'
import { inspect } from './crawl/inspect.ts'
import { poisonEverything, techniques } from './crawl/poison.ts'
import { get } from './crawl/reader.ts'
import { type CrawledSite, startCrawledSite } from './crawl/site.ts'
import { visitEverything } from './crawl/visits.ts'

/** The same commit draws the same requests, so that what passed once passes again. */
const SEED = Number(process.env.CRAWL_SEED ?? 1)
const FUZZED = 20_000

let site: CrawledSite

beforeAll(async () => {
  site = await startCrawledSite()
})
afterAll(() => site?.stop())

test('what is somebody’s is noticed when anybody else gets it', async () => {
  const { ask, directory, readers, secrets, stack } = site
  const { ada, bea, visitor } = readers
  const sent = get(`/${directory.event.year}/${directory.event.slug}/schedule/`, ada.cookie)
  const answer = await ask(sent)
  if (!answer) throw new Error('There is no page')
  const seenBy = (reader: typeof ada) => inspect({ reader, sent, answer }, secrets, stack.origin)

  expect(seenBy(ada)).toEqual([])
  expect(seenBy(visitor)).toContain('is A’s page')
  expect(seenBy(bea)).toEqual(
    expect.arrayContaining(['is A’s page', `tracks ${directory.session.slug}`]),
  )
})

test('every route, asked for by everybody in turn from a warm cache, shows nobody what is another’s', {
  timeout: 90_000,
}, async () => {
  const { findings, unreached, own } = await visitEverything(site, createRandom(SEED))
  console.log(`crawl: seed ${SEED}, ${findings}`)

  expect(findings.worst).toEqual([])
  expect(unreached).toEqual([])
  expect([...own.keys()].sort()).toEqual(['ada', 'bea', 'cyd', 'mallory'])
  expect(findings.caches.get('hit')).toBeGreaterThan(100)
})

test('no way of asking for a page changes what the next visitor gets', {
  timeout: 150_000,
}, async () => {
  const findings = await poisonEverything(site, createRandom(SEED))
  console.log(`poison: seed ${SEED}, ${techniques.length} techniques, ${findings}`)

  expect(findings.worst).toEqual([])
  // Pages are made for what is asked in an odd way, or the test would show nothing.
  expect(findings.caches.get('miss')).toBeGreaterThan(5 * techniques.length)
})

test('nothing that strangers send breaks anything, nor is any of it told to others', {
  timeout: 150_000,
}, async () => {
  const findings = await fuzzEverything(site, createRandom(SEED), FUZZED)
  console.log(`fuzz: seed ${SEED}, ${findings}`)

  expect(findings.worst).toEqual([])
  expect(findings.asked).toBe(FUZZED)
})

test('the log of all this names nobody but by account, and holds no secret', () => {
  const log = readFileSync(join(site.stack.dataDir, 'worker.log'), 'utf8')

  // The audit log says which account it was that was refused, or signed in.
  const secrets = site.secrets.filter(({ what }) => what !== 'the account')
  expect(secrets.filter(({ text }) => log.includes(text)).map(({ what }) => what)).toEqual([])
})
