import { expect, test } from 'vitest'
import { startGithub } from '../../fakes/github.ts'
import { makeEdge } from '../../support/edge.ts'
import { makeActor } from '../../support/make.ts'
import { readLog } from '../../support/read-log.ts'
import { signInAs } from '../../support/sign-in-as.ts'
import { anEmail, arriveToSignIn, aVisitor } from '../../support/sign-in-mail.ts'
import { Visitor } from '../../support/visitor.ts'

const github = startGithub()
const { edge, ask } = arriveToSignIn(makeEdge({ own: github.settings }))
const requestId = expect.any(String)

/** Opens a link and presses its button, as whoever reads the mail does. */
async function press(visitor: Visitor, link: string) {
  const page = await (await visitor.get(link)).text()
  const [, action = link] = /<form method="post" action="([^"]+)"/.exec(page) ?? []
  const hidden = [...page.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)]
  return visitor.post(action, Object.fromEntries(hidden.map(([, name, value]) => [name, value])))
}

const accountOf = (visitor: Visitor) => {
  const [, sealed = ''] = /^([\w-]{75})/.exec(visitor.cookies.get('__Host-session') ?? '') ?? []
  return Buffer.from(sealed, 'base64url').subarray(16, 32).toString('hex')
}
const plain = (id: unknown) => String(id).replaceAll('-', '')
const secretsOf = (visitor: Visitor) =>
  [...visitor.cookies.values()].filter((value) => value !== '')

test('signing in by a link is one line, with the account and without address, link or cookie', async () => {
  const [visitor, email] = [aVisitor(edge), anEmail()]
  const {
    result: link,
    text,
    audit,
  } = await readLog(async () => {
    const { link } = await ask(visitor, email)
    expect((await press(visitor, link)).status).toBe(303)
    return link
  })

  expect(audit).toEqual([
    { requestId, event: 'sign-in', way: 'link', accountId: expect.any(String) },
  ])
  expect(plain(audit[0]?.accountId)).toBe(accountOf(visitor))
  for (const secret of [email, link.split('/')[2] ?? '', ...secretsOf(visitor)])
    expect(text).not.toContain(secret)
})

test('signing in by GitHub is one line, without code, state or address', async () => {
  const [visitor, email] = [aVisitor(edge), anEmail()]
  const {
    result: back,
    text,
    audit,
  } = await readLog(async () => {
    const begun = await visitor.get('/sign-in/github/')
    const emails = [{ email, primary: true, verified: true }]
    const person = { id: Math.floor(Math.random() * 1e12), emails }
    const back = github.authorize(begun.headers.get('location') ?? '', person)
    expect((await visitor.get(back.replace('http://localhost', ''))).status).toBe(303)
    return new URL(back).searchParams
  })

  expect(audit).toEqual([
    { requestId, event: 'sign-in', way: 'github', accountId: expect.any(String) },
  ])
  for (const secret of [email, ...back.values(), ...secretsOf(visitor)])
    expect(text).not.toContain(secret)
})

test('signing out is a line, here and everywhere', async () => {
  const [here, everywhere] = await Promise.all([makeActor(), makeActor()])
  const { audit } = await readLog(async () => {
    await (await signInAs(edge, here)).post('/sign-out/')
    await (await signInAs(edge, everywhere)).post('/sign-out/everywhere/')
    await new Visitor(edge).post('/sign-out/')
  })

  expect(audit).toEqual([
    { requestId, event: 'sign-out', where: 'here', accountId: here.accountId },
    { requestId, event: 'sign-out', where: 'everywhere', accountId: everywhere.accountId },
  ])
})
test('a link that was used is one line each time that it is tried again', async () => {
  const [visitor, email] = [aVisitor(edge), anEmail()]
  const { link } = await ask(visitor, email)
  await press(visitor, link)
  // Whoever is still signed in is led on instead.
  visitor.cookies.delete('__Host-session')

  const { text, audit } = await readLog(() => press(visitor, link))

  expect(audit.length).toBeGreaterThan(0)
  for (const line of audit)
    expect(line).toMatchObject({ requestId, event: 'refusal', reason: 'sign-in-link' })
  expect(text).not.toContain(link.split('/')[2])
})
