import { expect, onTestFinished, test, vi } from 'vitest'
import { connectNeon, createDatabase } from '#db/client.ts'
import { newId } from '#db/id.ts'
import { coverage, events } from '#db/schema/index.ts'
import { coverageUrlKey } from '#functions/coverage/url-key.ts'
import { message } from '#functions/messages.ts'
import { createCommit } from '#functions/outbox/commit.ts'
import { paths } from '#functions/paths.ts'
import { type Answer, type Asked, serveHttp } from '#scripts/stack/http-server.ts'
import { stackForTest } from './support.ts'

const png = Buffer.from('89504e470d0a1a0a0000', 'hex')
const page = `<title>Engines</title><meta property="og:image" content="https://pictures.example/e.png">`

/** All the web there is: a page, its picture, and a page that leads into our own network. */
function answer({ headers: { host }, url }: Asked): Answer {
  const html = { 'content-type': 'text/html' }
  if (host === 'pictures.example')
    return { status: 200, headers: { 'content-type': 'image/png' }, body: png }
  if (url === '/inside')
    return { status: 302, headers: { location: 'http://169.254.169.254/latest/' } }
  return { status: 200, headers: html, body: page }
}

test('a link is described through the queue, and its picture comes from us', async () => {
  const asked: string[] = []
  const web = await serveHttp((request) => {
    asked.push(`${request.headers['x-forwarded-proto']}://${request.headers.host}${request.url}`)
    return answer(request)
  })
  onTestFinished(() => web.stop())
  const stack = await stackForTest({ webPort: web.port, replicas: 0 })
  const { DATABASE_URL: url = '', NEON_SQL_ENDPOINT: endpoint } = stack.settings
  connectNeon({ fetch, endpoint })
  const db = createDatabase({ url })
  const event = { id: newId(), year: 2026, slug: 'engines', name: 'Engines', zone: 'UTC' }
  const item = (link: string) => ({
    ...{ id: newId(), eventId: event.id, kind: 'write-up' as const },
    ...{ url: link, urlKey: coverageUrlKey(link) },
  })
  const [good, bad] = [item('https://ada.example/engines'), item('https://ada.example/inside')]
  await createCommit(db, () => {})(
    [
      db.insert(events).values({ ...event, startsOn: '2026-05-01', endsOn: '2026-05-01' }),
      db.insert(coverage).values([good, bad]),
    ],
    { messages: [good, bad].map(({ id }) => message('describe-coverage', { coverageId: id })) },
  )
  await db.execute("update outbox set created_at = created_at - interval '1 minute'")
  await stack.runCron('* * * * *')

  await vi.waitFor(async () => {
    const rows = await db.select().from(coverage)
    expect(rows.find(({ id }) => id === good.id)).toMatchObject({ title: 'Engines' })
    expect(asked).toContain('https://ada.example/inside')
  }, 15_000)
  const picture = await fetch(stack.origin + paths.coveragePicture(good.id))
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png'])
  expect(Buffer.from(await picture.arrayBuffer())).toEqual(png)
  expect((await fetch(stack.origin + paths.coveragePicture(bad.id))).status).toBe(404)
  expect(asked.filter((address) => address.includes('169.254'))).toEqual([])
})
