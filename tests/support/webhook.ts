import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

/** A chat's incoming webhook: keeps the texts that it takes, and can refuse them. */
export async function startWebhook() {
  const texts: string[] = []
  let status = 200
  const server = createServer(async (request, response) => {
    const { text } = (await json(request)) as { text: string }
    if (status === 200) texts.push(text)
    response.writeHead(status).end('ok')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    /** Its path is the secret by which such hooks know who may post. */
    url: `http://127.0.0.1:${port}/hooks/a-secret-key`,
    texts,
    answerWith: (next: number) => {
      status = next
    },
    stop: () => server.close(),
  }
}
