import { Client } from '@upstash/qstash'

export type DeadLetter = {
  /** Its id among the dead letters, to replay it by. */
  readonly id: string
  readonly job: string
  /** The id of our own message, in the outbox; null when its body cannot be read. */
  readonly messageId: string | null
  readonly createdAt: Date
  /** What our answer to the last attempt was. */
  readonly status: number | null
  readonly reason: string
}

type Options = { url: string; token: string; origin: string }
const MAX_REASON_CHARS = 200

/** The messages that the queue gave up on, newest first as QStash lists them, for the command line. */
export function createDeadLetters({ url, token, origin }: Options) {
  const { dlq } = new Client({ baseUrl: url, token, devMode: false, enableTelemetry: false })
  return {
    /** Ours, one page of at most 100; `cursor` leads to the next one. */
    async list(cursor?: string): Promise<{ letters: DeadLetter[]; cursor: string | null }> {
      const page = await dlq.listMessages({ count: 100, ...(cursor !== undefined && { cursor }) })
      const ours = page.messages.filter((letter) => letter.url.startsWith(`${origin}/_queues/`))
      return { letters: ours.map(toDeadLetter), cursor: page.cursor || null }
    },
    /** Sends these to their jobs again. One that was settled meanwhile does nothing. */
    async replay(ids: readonly string[]): Promise<{ replayed: number }> {
      if (ids.length === 0) return { replayed: 0 }
      const { responses } = await dlq.retry([...ids])
      return { replayed: responses.length }
    },
  }
}

type Listed = Awaited<ReturnType<Client['dlq']['listMessages']>>['messages'][number]

const toDeadLetter = (letter: Listed): DeadLetter => ({
  id: letter.dlqId,
  job: letter.url.split('/').at(-1) ?? '',
  messageId: /"id":"([0-9a-f-]{36})"/.exec(letter.body ?? '')?.[1] ?? null,
  createdAt: new Date(letter.createdAt),
  status: letter.responseStatus ?? null,
  reason: (letter.responseBody ?? '').slice(0, MAX_REASON_CHARS),
})
