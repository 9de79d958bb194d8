import { randomUUID } from 'node:crypto'

/** What is delivered, where, and how often it is tried. */
export type QueuedMessage = {
  readonly id: string
  readonly url: string
  readonly method: string
  /** What the publisher asked to have forwarded, names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  readonly maxRetries: number
  readonly retried: number
  readonly timeoutMs: number
  readonly label: string | null
  readonly flow: FlowControl | null
  readonly createdAtMs: number
  readonly dueAtMs: number
}

/** Limits that all messages with one key share. They delay messages and lose none. */
export type FlowControl = {
  readonly key: string
  readonly parallelism: number
  readonly rate: number
  readonly periodMs: number
}

/** The publisher asked for something impossible; QStash answers 400 with this message. */
export class Refused extends Error {}

const DEFAULT_RETRIES = 3
const DEFAULT_TIMEOUT_MS = 30_000
const UNIT_MS: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
/** Parts of QStash that Hallway does not use, and that this gateway would have to invent. */
const NOT_HERE = ['callback', 'failure-callback', 'cron', 'retry-delay', 'queue-name']

type Published = {
  readonly destination: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

/** Reads a publish request. `nowMs` is the gateway's clock. */
export function readMessage(
  { destination, headers, body }: Published,
  nowMs: number,
): QueuedMessage {
  if (!/^https?:\/\//.test(destination) || !URL.canParse(destination))
    throw new Refused(`invalid destination url: ${destination}`)
  const lowercased = new Map(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value ?? '')]),
  )
  const option = (name: string) => lowercased.get(`upstash-${name}`)
  const missing = NOT_HERE.find((name) => option(name))
  if (missing) throw new Refused(`this local QStash does not offer Upstash-${missing}`)

  return {
    id: `msg_${randomUUID().replaceAll('-', '')}`,
    url: destination,
    method: option('method') ?? 'POST',
    headers: forwarded(lowercased),
    body,
    maxRetries: Number(option('retries') ?? DEFAULT_RETRIES),
    retried: 0,
    timeoutMs: option('timeout') ? duration(option('timeout')) : DEFAULT_TIMEOUT_MS,
    label: option('label') ?? null,
    flow: readFlow(option('flow-control-key'), option('flow-control-value')),
    createdAtMs: nowMs,
    dueAtMs: readDue(option('not-before'), option('delay'), nowMs),
  }
}

function forwarded(lowercased: ReadonlyMap<string, string>): Record<string, string> {
  const headers: Record<string, string> = {}
  const contentType = lowercased.get('content-type')
  if (contentType) headers['content-type'] = contentType
  for (const [name, value] of lowercased)
    if (name.startsWith('upstash-forward-')) headers[name.slice('upstash-forward-'.length)] = value
  return headers
}

function readDue(notBefore: string | undefined, delay: string | undefined, nowMs: number): number {
  if (notBefore) return Number(notBefore) * 1_000
  return delay ? nowMs + duration(delay) : nowMs
}

/** Durations such as `90s` or `1d2h`; a bare number is seconds. */
function duration(text = ''): number {
  if (/^\d+$/.test(text)) return Number(text) * 1_000
  const parts = [...text.matchAll(/(\d+)([smhd])/g)]
  if (parts.map(([part]) => part).join('') !== text || parts.length === 0)
    throw new Refused(`invalid duration: ${text}`)
  return parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (UNIT_MS[unit] ?? 0), 0)
}

function readFlow(key: string | undefined, value = ''): FlowControl | null {
  if (!key) return null
  const limits = new Map(
    value.split(',').map((part) => {
      const [name = '', limit = ''] = part.split('=').map((word) => word.trim())
      return [name, limit]
    }),
  )
  const parallelism = Number(limits.get('parallelism') || Number.POSITIVE_INFINITY)
  const rate = Number(limits.get('rate') || Number.POSITIVE_INFINITY)
  if (!(parallelism > 0 && rate > 0)) throw new Refused(`invalid flow control: ${value}`)
  return { key, parallelism, rate, periodMs: duration(limits.get('period') ?? '1s') }
}
