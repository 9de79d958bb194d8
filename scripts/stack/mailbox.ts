import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { html, raw } from 'hono/html'
import { type Answer, type Asked, type HttpServer, json, serveHttp } from './http-server.ts'

/** A mail that would have been sent. */
export type MailboxMail = {
  readonly id: string
  readonly at: string
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly idempotencyKey: string | null
}

type Options = {
  /** Mails are kept here, one a line. */
  readonly file: string
  /** Whoever sends must know it, as Resend asks. */
  readonly apiKey: string
  /** Whoever reads must know it: the mails let people sign in. */
  readonly readKey: string
  readonly port?: number | undefined
}

export type Mailbox = HttpServer & {
  /** The page that shows the mails. The same address with `mails.json` at its end lists them. */
  readonly pageUrl: string
  /** Newest first. */
  mails(): readonly MailboxMail[]
}

/** Speaks Resend's `POST /emails`, sends nothing, and shows what it was given. */
export async function startMailbox(options: Options): Promise<Mailbox> {
  const mails = readMails(options.file)
  const server = await serveHttp((asked) => answer(asked, { mails, options }), options.port)
  const pageUrl = `${server.url}/${options.readKey}/`
  return { ...server, pageUrl, mails: () => mails.toReversed() }
}

function readMails(file: string): MailboxMail[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  // Written by `receive`, from the same type.
  return lines.map((line) => JSON.parse(line) as MailboxMail)
}

type Tools = { mails: MailboxMail[]; options: Options }

function answer(asked: Asked, { mails, options }: Tools): Answer {
  const { method, url } = asked
  if (url === '/emails') return method === 'POST' ? receive(asked, { mails, options }) : refuse(405)
  const [, key, file = ''] = url.split('/')
  if (method !== 'GET' || key !== options.readKey) return refuse(404)
  const newestFirst = mails.toReversed()
  if (file === 'mails.json') return json(newestFirst)
  if (file === '') return page(String(mailboxPage(newestFirst)))
  const mail = mails.find(({ id }) => `${id}.html` === file)
  return mail ? page(mail.html) : refuse(404)
}

const page = (body: string): Answer => ({
  status: 200,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; img-src https: data:",
    'referrer-policy': 'no-referrer',
  },
  body,
})

const REASONS: Record<number, readonly [string, string]> = {
  401: ['missing_api_key', 'API key is invalid'],
  404: ['not_found', 'Not found'],
  405: ['method_not_allowed', 'Method not allowed'],
  409: ['invalid_idempotent_request', 'This idempotency key was used for another mail'],
}

function refuse(statusCode: number): Answer {
  const [name, message] = REASONS[statusCode] ?? ['application_error', 'Refused']
  return json({ statusCode, name, message }, statusCode)
}

function receive({ headers, body }: Asked, { mails, options }: Tools): Answer {
  if (headers.authorization !== `Bearer ${options.apiKey}`) return refuse(401)
  const asked = JSON.parse(body.toString()) as Partial<MailboxMail>
  const missing = (['from', 'to', 'subject'] as const).find((name) => !asked[name]?.length)
  if (missing) {
    const message = `Missing \`${missing}\` field.`
    return json({ statusCode: 422, name: 'missing_required_field', message }, 422)
  }
  const { from = '', to = [], subject = '', text = '', html: content = '' } = asked
  const key = headers['idempotency-key']
  const mail = {
    id: randomUUID(),
    at: new Date().toISOString(),
    from,
    to: typeof to === 'string' ? [to] : to,
    subject,
    text,
    html: content,
    idempotencyKey: typeof key === 'string' ? key : null,
  }
  const earlier = key && mails.find(({ idempotencyKey }) => idempotencyKey === key)
  if (earlier) return isSame(earlier, mail) ? json({ id: earlier.id }) : refuse(409)
  appendFileSync(options.file, `${JSON.stringify(mail)}\n`, { mode: 0o600 })
  mails.push(mail)
  return json({ id: mail.id })
}

const isSame = (a: MailboxMail, b: MailboxMail) =>
  JSON.stringify({ ...a, id: '', at: '' }) === JSON.stringify({ ...b, id: '', at: '' })

const mailboxPage = (mails: readonly MailboxMail[]) => html`<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mailbox</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem }
  article { border-top: 1px solid #8888; padding: 1rem 0 }
  h2 { margin: 0; font-size: 1.1rem } pre { white-space: pre-wrap; font: inherit; overflow-wrap: anywhere }
  :root { color-scheme: light dark }
</style>
<h1>Mailbox</h1>
<p>Mails that Hallway would have sent. They have gone nowhere but here.</p>
${mails.length === 0 ? html`<p>Nothing yet.</p>` : mails.map(article)}
</html>`

const article = ({ id, at, to, subject, text }: MailboxMail) => html`<article>
<h2>${subject}</h2>
<p>To ${to.join(', ')}, <time datetime="${at}">${at.slice(0, 16).replace('T', ' ')} UTC</time> · <a href="${id}.html">as HTML</a></p>
<pre>${raw(withLinks(text))}</pre>
</article>`

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign)

/** Escaped first, so that a link is the only mark-up in it. */
const withLinks = (text: string) =>
  escapeHtml(text).replace(/https?:\/\/[^\s<>]+/g, (url) => `<a href="${url}">${url}</a>`)
