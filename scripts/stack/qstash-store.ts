import { chmodSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { QueuedMessage } from './qstash-message.ts'

/** A message that will not be tried again by itself, with the last answer it got. */
export type DeadLetter = QueuedMessage & { readonly dlqId: string; readonly answer: DeliveryAnswer }

export type DeliveryAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Messages with one flow control key wait for each other, and for no others. */
const LANE = `coalesce(json_extract(message, '$.flow.key'), '')`

const SCHEMA = `
  pragma journal_mode = wal;
  pragma synchronous = normal;
  create table if not exists messages (
    id text primary key, message text not null, body blob not null,
    due_at real not null, retried integer not null default 0,
    dlq_id text unique, answer text, died_at real
  );
  create index if not exists messages_due on messages (due_at) where dlq_id is null;
  create index if not exists messages_lanes on messages (${LANE}, due_at) where dlq_id is null;
  create index if not exists messages_dead on messages (died_at) where dlq_id is not null;
  create table if not exists deduplication (
    key text primary key, message_id text not null, expires_at real not null
  );
`

/** Every message that is not delivered yet, on disk before its publisher hears of it. */
export class QstashStore {
  readonly #db: DatabaseSync

  constructor(file: string) {
    this.#db = new DatabaseSync(file)
    // Messages are for their owner only; SQLite's other files take their mode from this one.
    chmodSync(file, 0o600)
    this.#db.exec(SCHEMA)
  }

  /** Keeps all of these or none. */
  addAll(messages: readonly { message: QueuedMessage; deduplicate: Deduplicate | null }[]) {
    this.#db.exec('begin immediate')
    try {
      for (const { message, deduplicate } of messages) this.#add(message, deduplicate)
      this.#db.exec('commit')
    } catch (error) {
      this.#db.exec('rollback')
      throw error
    }
  }

  #add({ body, dueAtMs, ...message }: QueuedMessage, deduplicate: Deduplicate | null) {
    const insert = 'insert into messages (id, message, body, due_at) values (?, ?, ?, ?)'
    this.#db.prepare(insert).run(message.id, JSON.stringify(message), body, dueAtMs)
    if (!deduplicate) return
    const { key, expiresAtMs } = deduplicate
    const remember = 'insert or replace into deduplication values (?, ?, ?)'
    this.#db.prepare(remember).run(key, message.id, expiresAtMs)
  }

  /** The message that took this deduplication key, while the key is remembered. */
  findDuplicate(key: string, nowMs: number): string | null {
    this.#db.prepare('delete from deduplication where expires_at <= ?').run(nowMs)
    const row = this.#db.prepare('select message_id from deduplication where key = ?').get(key)
    return row ? String(row.message_id) : null
  }

  /** The flow control keys of what waits; empty for messages without one. */
  lanes(): string[] {
    // By itself SQLite would read all messages, on each delivery.
    const lanes = `select distinct ${LANE} as lane from messages indexed by messages_lanes where dlq_id is null`
    return this.#db
      .prepare(lanes)
      .all()
      .map(({ lane }) => String(lane))
  }

  listDue(lane: string, { nowMs, limit }: { nowMs: number; limit: number }): QueuedMessage[] {
    const due = `select * from messages where dlq_id is null and ${LANE} = ? and due_at <= ? order by due_at limit ?`
    return this.#db.prepare(due).all(lane, nowMs, limit).map(toMessage)
  }

  /** When the next message that is not due yet will be. */
  nextDueMs(nowMs: number): number | null {
    const next = 'select min(due_at) as due from messages where dlq_id is null and due_at > ?'
    const due = this.#db.prepare(next).get(nowMs)?.due
    return typeof due === 'number' ? due : null
  }

  find(id: string): QueuedMessage | null {
    const row = this.#db.prepare('select * from messages where id = ? and dlq_id is null').get(id)
    return row ? toMessage(row) : null
  }

  postpone(id: string, { dueAtMs, retried }: { dueAtMs: number; retried: number }) {
    const update = 'update messages set due_at = ?, retried = ? where id = ?'
    this.#db.prepare(update).run(dueAtMs, retried, id)
  }

  bury(id: string, answer: DeliveryAnswer, nowMs: number) {
    const update = 'update messages set dlq_id = ?, answer = ?, died_at = ? where id = ?'
    this.#db.prepare(update).run(`${nowMs}-${id}`, JSON.stringify(answer), nowMs, id)
  }

  /** Makes a dead letter a waiting message again, to be tried as often as it was at first. */
  revive(dlqId: string, dueAtMs: number) {
    const update =
      'update messages set dlq_id = null, answer = null, died_at = null, retried = 0, due_at = ? where dlq_id = ?'
    this.#db.prepare(update).run(dueAtMs, dlqId)
  }

  /** Returns whether there was such a message. */
  remove(id: string): boolean {
    return this.#db.prepare('delete from messages where id = ?').run(id).changes > 0
  }

  listDead({ after, limit }: { after: number; limit: number }): DeadLetter[] {
    const dead =
      'select * from messages where dlq_id is not null order by died_at desc, id limit ? offset ?'
    return this.#db.prepare(dead).all(limit, after).map(toDeadLetter)
  }

  findDead(dlqId: string): DeadLetter | null {
    const row = this.#db.prepare('select * from messages where dlq_id = ?').get(dlqId)
    return row ? toDeadLetter(row) : null
  }

  counts(): { waiting: number; dead: number } {
    const count = 'select count(*) - count(dlq_id) as waiting, count(dlq_id) as dead from messages'
    const row = this.#db.prepare(count).get()
    return { waiting: Number(row?.waiting), dead: Number(row?.dead) }
  }

  close() {
    this.#db.close()
  }
}

type Deduplicate = { readonly key: string; readonly expiresAtMs: number }
type Row = Record<string, unknown>

function toMessage(row: Row): QueuedMessage {
  // Written by #add, from the same type.
  const message = JSON.parse(String(row.message)) as Omit<QueuedMessage, 'body' | 'dueAtMs'>
  const { flow } = message
  return {
    ...message,
    // JSON has no Infinity.
    flow: flow && {
      ...flow,
      parallelism: flow.parallelism ?? Number.POSITIVE_INFINITY,
      rate: flow.rate ?? Number.POSITIVE_INFINITY,
    },
    body: Buffer.from(row.body as Uint8Array),
    dueAtMs: Number(row.due_at),
    retried: Number(row.retried),
  }
}

const toDeadLetter = (row: Row): DeadLetter => ({
  ...toMessage(row),
  dlqId: String(row.dlq_id),
  answer: JSON.parse(String(row.answer)) as DeliveryAnswer,
})
