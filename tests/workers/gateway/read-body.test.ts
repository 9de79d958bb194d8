import fc from 'fast-check'
import { expect, onTestFinished, test, vi } from 'vitest'
import { MAX_BODY_BYTES, readBody } from '#workers/gateway/read-body.ts'

const sendingParts = (parts: readonly Uint8Array[]) => {
  const body = new ReadableStream({
    start: (controller) => {
      for (const part of parts) controller.enqueue(part)
      controller.close()
    },
  })
  return new Request('http://site.test/', { method: 'POST', body, duplex: 'half' } as RequestInit)
}

test('a body is the same in however many parts it comes, and one too long is cut just after the most', async () => {
  const part = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 40 }),
    fc.integer({ min: 1, max: MAX_BODY_BYTES + 2 }).map((size) => new Uint8Array(size).fill(size)),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 4 }), async (parts) => {
      const read = await readBody(sendingParts(parts))
      const whole = Buffer.concat(parts).subarray(0, MAX_BODY_BYTES + 1)
      expect(Buffer.compare(Buffer.from(read as Uint8Array), whole)).toBe(0)
    }),
  )
})

test.each([[[MAX_BODY_BYTES + 1]], [[MAX_BODY_BYTES, 1]]])(
  'the end of a body that is too long (parts of %j bytes) is not waited for',
  async (sizes) => {
    const body = new ReadableStream({
      start: (controller) => {
        for (const size of sizes) controller.enqueue(new Uint8Array(size))
      },
    })
    const sent = { method: 'POST', body, duplex: 'half' } as RequestInit
    expect(await readBody(new Request('http://site.test/', sent))).toHaveLength(MAX_BODY_BYTES + 1)
  },
  2_000,
)

test('a body that trickles in is waited for ten seconds, and its sender told to stop', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const cancel = vi.fn()
  const body = new ReadableStream({ start: (stream) => stream.enqueue(new Uint8Array(9)), cancel })
  const init = { method: 'POST', body, duplex: 'half' } as RequestInit
  let read: unknown
  readBody(new Request('http://site.test/', init)).then((value) => {
    read = value
  })
  await vi.advanceTimersByTimeAsync(9_999)
  expect(read).toBeUndefined()
  await vi.advanceTimersByTimeAsync(1)
  expect(read).toBe('late')
  expect(cancel).toHaveBeenCalledTimes(1)
})

test('a body that has come leaves no timer behind', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  await readBody(sendingParts([new Uint8Array(9)]))
  expect(vi.getTimerCount()).toBe(0)
})
