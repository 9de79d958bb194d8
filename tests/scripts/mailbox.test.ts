import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startMailbox } from '#scripts/stack/mailbox.ts'

const apiKey = 're_key'
const makeMailbox = async () => {
  const options = {
    file: join(mkdtempSync(join(tmpdir(), 'mailbox-')), 'mails'),
    apiKey,
    readKey: 'read',
  }
  const mailbox = await startMailbox(options)
  mailbox.unref()
  return { mailbox, options }
}

const mail = {
  from: 'Hallway <hello@hallway.example>',
  to: 'ada@example.com',
  subject: 'Sign in <now>',
  text: 'Follow https://hallway.example/sign-in/abc/?a=1&b=2\nThank you',
  html: '<p>Follow</p>',
}

const send = (url: string, body: object, headers = {}) =>
  fetch(`${url}/emails`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, ...headers },
    body: JSON.stringify(body),
  })

test('a mail is shown with a working link, and listed for machines', async () => {
  const { mailbox } = await makeMailbox()

  await send(mailbox.url, { ...mail, subject: 'First' })
  const sent = await send(mailbox.url, mail)

  expect(await sent.json()).toEqual({ id: expect.any(String) })
  const page = await (await fetch(mailbox.pageUrl)).text()
  expect(page).toContain('Sign in &lt;now&gt;')
  expect(page).toContain('href="https://hallway.example/sign-in/abc/?a=1&amp;b=2"')
  expect(page.indexOf('Sign in')).toBeLessThan(page.indexOf('First'))
  const list = await (await fetch(`${mailbox.pageUrl}mails.json`)).json()
  expect(list).toMatchObject([
    { to: ['ada@example.com'], subject: 'Sign in <now>' },
    { subject: 'First' },
  ])
})

test('an idempotency key sends a mail once, and no other mail', async () => {
  const { mailbox, options } = await makeMailbox()
  const once = { 'idempotency-key': 'one' }

  const first = await (await send(mailbox.url, mail, once)).json()
  const second = await (await send(mailbox.url, mail, once)).json()
  expect(second).toEqual(first)
  expect((await send(mailbox.url, { ...mail, subject: 'Other' }, once)).status).toBe(409)

  await mailbox.stop()
  const next = await startMailbox(options)
  next.unref()
  expect(await (await send(next.url, mail, once)).json()).toEqual(first)
  expect(next.mails()).toHaveLength(1)
})

test('without its keys nobody sends or reads', async () => {
  const { mailbox } = await makeMailbox()

  expect((await send(mailbox.url, mail, { authorization: 'Bearer x' })).status).toBe(401)
  expect((await send(mailbox.url, { ...mail, to: undefined })).status).toBe(422)
  expect((await fetch(mailbox.url)).status).toBe(404)
  expect((await fetch(`${mailbox.url}/guess/`)).status).toBe(404)
})
