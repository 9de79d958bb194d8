import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

type Taken = { job: string; payload: unknown }

const taken: Taken[] = []
const server = createServer(async (request, response) => {
  // Whoever asks how it is sends no batch.
  const sent = request.method === 'POST' ? await json(request) : []
  const batch = sent as { destination: string; body: string }[]
  for (const { destination, body } of batch) {
    const job = destination.split('/').at(-1) ?? ''
    taken.push({ job, payload: (JSON.parse(body) as { payload: unknown }).payload })
  }
  response.writeHead(200, { 'Content-Type': 'application/json' })
  response.end(JSON.stringify(batch.map(() => ({ messageId: crypto.randomUUID() }))))
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
server.unref()

/** QStash, as far as it is asked to take messages, which it does and delivers none of them. */
export const queue = {
  url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  taken,
}
