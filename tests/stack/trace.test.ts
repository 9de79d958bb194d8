import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Stack } from '#scripts/stack/stack.ts'
import { startTestStack, stopTestStack } from './support.ts'

let stack: Stack
beforeAll(async () => {
  stack = await startTestStack()
})
afterAll(() => stopTestStack(stack))

/** fetch cannot send it. */
function ask(method: string): Promise<string> {
  const { hostname, port } = new URL(stack.origin)
  const socket = connect(Number(port), hostname)
  const lines = [`${method} /topics/ HTTP/1.1`, `Host: ${hostname}`, 'Cookie: a=s3cr3t']
  socket.write(`${[...lines, 'X-Secret: s3cr3t', 'Connection: close'].join('\r\n')}\r\n\r\n`)
  return text(socket)
}

test.each(['TRACE', 'TRACK'])('%s gives nothing of the request back', async (method) => {
  const answer = await ask(method)

  expect(answer).toMatch(/^HTTP\/1\.1 (?:4\d\d|501) /)
  expect(answer).not.toContain('s3cr3t')
})
