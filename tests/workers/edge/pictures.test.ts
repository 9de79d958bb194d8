import { expect } from 'vitest'
import { paths } from '#functions/paths.ts'
import { makeEdge, sessionCookie } from '../../support/edge.ts'
import { test } from '../../support/edge-test.ts'
import { makeActor, makeEvent, makePerson } from '../../support/make.ts'
import { makeCoverage } from '../../support/make-coverage.ts'

const bytesOf = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0))
const png = bytesOf('\x89PNG\r\n\x1a\n and the rest')
const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'

/** A site whose web gives this answer to whatever is asked. */
function edgeOf(answer: () => Response) {
  const asked: string[] = []
  const edge = makeEdge({
    web: async (url) => {
      asked.push(url)
      return answer()
    },
  })
  return { edge, asked }
}

const image = (body: BodyInit, type = 'image/png') =>
  new Response(body, { headers: { 'content-type': type, 'set-cookie': 'track=1', 'x-evil': '1' } })

async function pictured(thumbnailUrl: string) {
  const { id: eventId } = await makeEvent()
  const { id } = await makeCoverage({ eventId, thumbnailUrl })
  return paths.coveragePicture(id)
}

test('a picture comes from us, as nothing but a picture, and its host is asked once', async () => {
  const { edge, asked } = edgeOf(() => image(png))
  const path = await pictured('https://pictures.example/a.png')
  const cookie = await sessionCookie(await makeActor())

  const answer = await edge.send(path)
  expect(answer.status).toBe(200)
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(png)
  const { headers } = answer
  expect(headers.get('content-type')).toBe('image/png')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
  expect(headers.get('cache-control')).toBe('public, max-age=86400')
  expect([headers.get('set-cookie'), headers.get('x-evil')]).toEqual([null, null])

  for (const init of [{ headers: { cookie } }, { headers: { 'accept-encoding': 'gzip' } }]) {
    const again = await edge.send(path, init)
    expect([again.status, again.headers.get('content-encoding')]).toEqual([200, null])
    expect(new Uint8Array(await again.arrayBuffer())).toEqual(png)
  }
  edge.clock.nowMs += 10 * 60_000
  await edge.send(path)
  expect(asked).toEqual(['https://pictures.example/a.png'])
})

test.each([
  ['a drawing that can hold scripts', () => image(svg, 'image/svg+xml')],
  ['a drawing that says it is a picture', () => image(svg, 'image/png')],
  ['a page that says it is a picture', () => image('<script>alert(1)</script>', 'image/png')],
  ['a page', () => image('<html>', 'text/html')],
  ['nothing', () => new Response(null, { status: 404 })],
  ['more than a megabyte', () => image(new Uint8Array(1_100_000).fill(1))],
  ['a way into our own network', () => Response.redirect('http://169.254.169.254/a.png')],
])('%s is not passed on', async (_, answer) => {
  const { edge, asked } = edgeOf(answer)
  const response = await edge.send(await pictured('https://pictures.example/a.png'))
  expect(response.status).toBe(404)
  expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
  expect(asked).toHaveLength(1)
})

test.each([
  ['http://127.0.0.1/a.png'],
  ['http://localhost:8080/a.png'],
  ['file:///etc/passwd'],
  ['javascript:alert(1)'],
])('what is stored as %s is not asked for', async (url) => {
  const { edge, asked } = edgeOf(() => image(png))
  const person = await makePerson({ photoUrl: url })
  expect((await edge.send(await pictured(url))).status).toBe(404)
  expect((await edge.send(paths.personPicture(person.handle))).status).toBe(404)
  expect(asked).toEqual([])
})

test('a person’s picture comes from us too; of nobody and nothing there is none', async () => {
  const { edge } = edgeOf(() => image(bytesOf('\xff\xd8\xff\xe0 jpeg'), 'image/webp'))
  const person = await makePerson({ photoUrl: 'https://pictures.example/me' })
  const answer = await edge.send(paths.personPicture(person.handle))
  expect(answer.headers.get('content-type')).toBe('image/jpeg')
  const plain = await makePerson()
  for (const path of [
    paths.personPicture(plain.handle),
    paths.personPicture('nobody-at-all'),
    paths.coveragePicture(plain.id),
    paths.coveragePicture('not-an-id'),
  ])
    expect((await edge.send(path)).status).toBe(404)
})

test('pages show pictures of ours only, and frames of players that we know', async () => {
  const { edge } = edgeOf(() => image(png))
  const policy = (await edge.send(paths.coverage())).headers.get('content-security-policy')
  expect(policy).toContain("img-src 'self' data:;")
  expect(policy).toContain(
    'frame-src https://www.youtube-nocookie.com https://player.vimeo.com https://media.ccc.de https://speakerdeck.com https://archive.org;',
  )
})

test('the form to add coverage is never a cached page', async () => {
  const { edge } = edgeOf(() => image(png))
  const event = await makeEvent()
  const answer = await edge.send(paths.addCoverage(event))
  expect([answer.status, answer.headers.get('location')]).toEqual([
    303,
    paths.signInThen(paths.addCoverage(event)),
  ])
})

test('a picture has one address: spelt otherwise its host is not asked again', async () => {
  const { edge, asked } = edgeOf(() => image(png))
  const path = await pictured('https://pictures.example/one.png')
  const person = await makePerson({ photoUrl: 'https://pictures.example/ada.png' })
  const of = paths.personPicture(person.handle)
  await edge.send(path)
  await edge.send(of)
  expect(asked).toHaveLength(2)

  const id = path.slice(path.lastIndexOf('/') + 1)
  const spelt = [
    path.replace('/pictures', '/%70ictures'),
    path.replace(/-/g, '%2d'),
    of.replace('people', 'p%65ople'),
    `${of}?again=1`,
    path.replace(id, id.toUpperCase()),
    of.replace(person.handle, person.handle.toUpperCase()),
  ]
  const statuses = []
  for (const other of spelt) statuses.push((await edge.send(other)).status)
  expect(statuses).toEqual([200, 200, 200, 200, 404, 301])
  expect(asked).toHaveLength(2)
})
