import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createGithub } from '#functions/accounts/github.ts'
import { createChannels } from '#workers/incidents/channels.ts'
import { createMailer } from '#workers/mail.ts'

/** A service that sends whoever asks to another address on this machine, and what arrives there. */
async function startElsewhere() {
  const arrived: string[] = []
  const listen = async (answer: Parameters<typeof createServer>[1]) => {
    const server = createServer(answer).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    onTestFinished(() => void server.close())
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  const elsewhere = await listen((request, response) => {
    arrived.push(`${request.method} ${request.url}`)
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}')
  })
  const service = await listen((request, response) => {
    const isToken = request.url === '/login/oauth/access_token'
    const token = JSON.stringify({ access_token: 't', token_type: 'bearer', scope: '' })
    if (isToken) response.writeHead(200, { 'Content-Type': 'application/json' }).end(token)
    else response.writeHead(307, { Location: `${elsewhere}${request.url}` }).end()
  })
  return { service, arrived }
}

const notice = { key: '1', channel: 'webhook', text: 'Something is wrong', madeAtMs: 0 } as const
const mail = { to: 'ada@example.org', subject: 'Hi', text: 'Hi', html: 'Hi', idempotencyKey: '1' }

test('what a service of ours redirects to is told nothing: no mail, no notice, no token', async () => {
  const { service, arrived } = await startElsewhere()
  const sendMail = createMailer({ RESEND_URL: service, RESEND_API_KEY: 'k', MAIL_FROM: 'us' })
  const settings = { ORIGIN: 'https://hallway.example', ALERT_URL: service, ALERT_MAIL: undefined }
  const { webhook } = createChannels({ settings, mail: sendMail })
  const client = { clientId: 'id', clientSecret: 's', redirectUrl: 'http://localhost/' }
  const github = createGithub({ ...client, webUrl: service, apiUrl: service })

  await expect(sendMail(mail)).rejects.toThrow('answered 307')
  await expect(webhook?.(notice)).rejects.toThrow('answered 307')
  await expect(github.fetchProfile({ code: 'c', verifier: 'v' })).rejects.toThrow()
  expect(arrived).toEqual([])
})
