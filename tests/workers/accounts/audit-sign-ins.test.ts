import { expect, test } from 'vitest'
import { sendEmail } from '#functions/accounts/send-email.ts'
import { jobs } from '#functions/jobs.ts'
import { startGithub } from '../../fakes/github.ts'
import { makeDeps } from '../../support/deps.ts'
import { makeActor } from '../../support/make.ts'
import { readLog } from '../../support/read-log.ts'
import { signInAs } from '../../support/sign-in-as.ts'
import { makeSite, Visitor } from '../../support/site.ts'

const now = new Date()
const github = await startGithub()
const made = makeDeps({ now, github: github.github })
const site = makeSite(made.deps)
const requestId = 'test'
const anEmail = () => `${crypto.randomUUID()}@example.org`
let last = 0
const aVisitor = () => new Visitor(site, { 'CF-Connecting-IP': `203.0.113.${last++}` })

/** The link that was mailed to an address which has just asked for one. */
async function askForLink(visitor: Visitor, email: string): Promise<string> {
  await visitor.post('/sign-in/', { email })
  const asked = made.committed.filter(({ job }) => job === 'send-email').at(-1)
  await sendEmail(made.deps, jobs['send-email'].payload.parse(asked?.payload))
  return /http:\/\/localhost(\/sign-in\/\S+)/.exec(made.mails.at(-1)?.text ?? '')?.[1] ?? ''
}

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
  const [visitor, email] = [aVisitor(), anEmail()]
  const {
    result: link,
    text,
    audit,
  } = await readLog(async () => {
    const link = await askForLink(visitor, email)
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
  const [visitor, email] = [aVisitor(), anEmail()]
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
    await (await signInAs(site, here, now)).post('/sign-out/')
    await (await signInAs(site, everywhere, now)).post('/sign-out/everywhere/')
    await new Visitor(site).post('/sign-out/')
  })

  expect(audit).toEqual([
    { requestId, event: 'sign-out', where: 'here', accountId: here.accountId },
    { requestId, event: 'sign-out', where: 'everywhere', accountId: everywhere.accountId },
  ])
})
test('a link that was used is one line each time that it is tried again', async () => {
  const [visitor, email] = [aVisitor(), anEmail()]
  const link = await askForLink(visitor, email)
  await press(visitor, link)

  const { text, audit } = await readLog(() => press(visitor, link))

  expect(audit.length).toBeGreaterThan(0)
  for (const line of audit)
    expect(line).toMatchObject({ requestId, event: 'refusal', reason: 'sign-in-link' })
  expect(text).not.toContain(link.split('/')[2])
})
