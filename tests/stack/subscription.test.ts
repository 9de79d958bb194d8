import { asc, eq } from 'drizzle-orm'
import { expect, onTestFinished, test, vi } from 'vitest'
import { connectNeon, createDatabase } from '#db/client.ts'
import { newId } from '#db/id.ts'
import { events, scheduleChanges, scheduleSubscriptions } from '#db/schema/index.ts'
import { createCommit } from '#functions/outbox/commit.ts'
import { paths } from '#functions/paths.ts'
import { subscribe } from '#functions/subscriptions/subscribe.ts'
import { serveHttp } from '#scripts/stack/http-server.ts'
import { stackForTest } from './support.ts'

const day = new Date().toISOString().slice(0, 10)

const talk = (title: string, start: string, room = 'Hall') => `<room name="${room}">
  <event guid="${title.toLowerCase()}"><date>${day}T${start}:00+00:00</date><start>${start}</start>
  <duration>00:30</duration><title>${title}</title></event></room>`
const schedule = (...talks: string[]) => `<?xml version="1.0"?><schedule><conference>
  <acronym>bark</acronym><title>Bark</title><time_zone_name>UTC</time_zone_name></conference>
  <day index="1" date="${day}">${talks.join('')}</day></schedule>`

test('a schedule on the web is read by the cron, and again when it has changed', async () => {
  const file = { text: schedule(talk('Trees', '10:00'), talk('Leaves', '11:00')), etag: '"1"' }
  const answered: number[] = []
  const web = await serveHttp(({ headers }) => {
    const isKnown = headers['if-none-match'] === file.etag
    answered.push(isKnown ? 304 : 200)
    const { etag } = file
    if (isKnown) return { status: 304, headers: { etag } }
    return { status: 200, headers: { etag, 'content-type': 'text/xml' }, body: file.text }
  })
  onTestFinished(() => web.stop())
  const stack = await stackForTest({ webPort: web.port, replicas: 0 })
  const { DATABASE_URL: url = '', NEON_SQL_ENDPOINT: endpoint } = stack.settings
  connectNeon({ fetch, endpoint })
  const db = createDatabase({ url })
  const ref = { year: Number(day.slice(0, 4)), slug: 'bark' }
  const event = { id: newId(), ...ref, name: 'Bark', zone: 'UTC', startsOn: day, endsOn: day }
  const commit = createCommit(db, () => {})
  await commit([db.insert(events).values(event)])
  await subscribe({ write: db, commit }, ref, 'https://bark.example/schedule.xml')

  const readAgain = async () => {
    await db.update(scheduleSubscriptions).set({ nextAt: new Date(0), fetchedAt: null })
    await stack.runCron('* * * * *')
    await vi.waitFor(async () => {
      const [row] = await db.select().from(scheduleSubscriptions)
      expect(row).toMatchObject({ fetchedAt: expect.any(Date), failures: 0, lastError: null })
    }, 15_000)
  }
  const changes = () =>
    db
      .select()
      .from(scheduleChanges)
      .where(eq(scheduleChanges.eventId, event.id))
      .orderBy(asc(scheduleChanges.id))
  const page = async () => (await fetch(stack.origin + paths.schedule(ref))).text()

  await readAgain()
  const first = await page()
  expect(first).toContain('Trees')
  expect(first).toContain('Leaves')
  expect(await changes()).toEqual([])

  file.text = schedule(talk('Trees', '14:00', 'Cellar'), talk('Roots', '12:00'))
  file.etag = '"2"'
  await readAgain()
  const kinds = (await changes()).map(({ kind }) => kind)
  expect(kinds.sort()).toEqual(['added', 'moved', 'withdrawn'])
  await vi.waitFor(async () => {
    const second = await page()
    expect(second).toMatch(/Trees<\/a>\s*<bdi>[^<]*moved to Cellar/)
    expect(second).toMatch(/Withdrawn\s*<\/strong>[\s\S]*Leaves/)
    expect(second).toContain('Roots')
  }, 5_000)

  const before = await changes()
  await readAgain()
  expect(await changes()).toEqual(before)
  expect(answered).toEqual([200, 200, 304])
})
