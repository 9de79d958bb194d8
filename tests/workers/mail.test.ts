import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { createMailer } from '#workers/mail.ts'

const mail = {
  to: 'ada@example.org',
  subject: 'Sign in',
  text: 'Hello',
  html: '<p>Hello</p>',
  idempotencyKey: 'sign-in-1',
}

/** A mail service that answers every mail with `status`. */
async function startService(status: number) {
  const asked: { path: string; headers: IncomingHttpHeaders; body: unknown }[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString())
    asked.push({ path: `${request.method} ${request.url}`, headers: request.headers, body })
    response.writeHead(status).end('{"message":"to ada@example.org"}')
  })
  server.listen(0, '127.0.0.1').unref()
  await once(server, 'listening')
  // A server that listens on TCP has a port.
  const { port } = server.address() as AddressInfo
  const settings = { RESEND_API_KEY: 'key', MAIL_FROM: 'Hallway <hello@example.org>' }
  return { asked, send: createMailer({ ...settings, RESEND_URL: `http://127.0.0.1:${port}/` }) }
}

test('a mail goes out with its key, so that a second try sends nothing', async () => {
  const { asked, send } = await startService(200)

  await send(mail)

  const { idempotencyKey, ...letter } = mail
  expect(asked).toMatchObject([
    {
      path: 'POST /emails',
      headers: { authorization: 'Bearer key', 'idempotency-key': idempotencyKey },
      body: { from: 'Hallway <hello@example.org>', ...letter },
    },
  ])
  expect(asked[0]?.body).not.toHaveProperty('idempotencyKey')
})

test.each([401, 429, 500])(
  'a mail that is answered %i fails, without its address',
  async (status) => {
    const { send } = await startService(status)

    await expect(send(mail)).rejects.toThrow(new Error(`The mail service answered ${status}`))
  },
)
