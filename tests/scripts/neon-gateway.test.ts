import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { startNeonGateway } from '#scripts/stack/neon-gateway.ts'

/** A message of Postgres' protocol: its type, its length and what it says (PostgreSQL docs, 54.7). */
function message(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeInt32BE(body.length + 4)
  return Buffer.concat([Buffer.from(type), length, body])
}

const welcome = Buffer.concat([message('R', Buffer.alloc(4)), message('Z', Buffer.from('I'))])
const dismissal = message('E', Buffer.from('SFATAL\0C57P01\0Mterminating connection\0\0'))

test('a session that ends in the moment in which it begins is an answer, and ends nothing else', async () => {
  const postgres = createServer((socket) => {
    socket.on('error', () => {})
    // All at once, so that whoever has asked for the connection has not seen it yet.
    socket.once('data', () => socket.end(Buffer.concat([welcome, dismissal])))
  })
  await new Promise<void>((resolve) => postgres.listen(0, '127.0.0.1', resolve))
  const { port } = postgres.address() as { port: number }
  const gateway = await startNeonGateway()
  onTestFinished(async () => {
    await gateway.stop()
    postgres.close()
  })

  const answer = await fetch(`${gateway.url}/sql`, {
    method: 'POST',
    headers: { 'Neon-Connection-String': `postgres://u:p@127.0.0.1:${port}/db` },
    body: JSON.stringify({ query: 'select 1', params: [] }),
  })

  expect([400, 500]).toContain(answer.status)
  expect(await answer.json()).toHaveProperty('code')
})
