import * as z from 'zod'

/** What an operator has to know of. Each is an incident from when it is seen until it is over. */
export type IncidentKind =
  | 'unexpected-error'
  | 'job-failed'
  | 'dead-letter'
  | 'primary-away'
  | 'replica-left-out'
  | 'outbox-late'

/** Something that is wrong now. `subject` tells several of one kind apart, such as two replicas. */
export type Symptom = {
  readonly kind: IncidentKind
  readonly subject?: string
  /** For an operator: no personal data, no secrets, and no `<`, `>` or `&`, which chats would read. */
  readonly text: string
}

/** What is wrong now, and what could not be found out: an incident of an unknown kind goes on. */
export type Diagnosis = {
  readonly symptoms: readonly Symptom[]
  readonly unknown: ReadonlySet<IncidentKind>
}

export type Channel = 'webhook' | 'mail'

const incident = z.object({ kind: z.string(), text: z.string(), openedAtMs: z.number() })
const notice = z.object({
  /** The same for the same notice, whoever makes it: an idempotency key for mail. */
  key: z.string(),
  channel: z.enum(['webhook', 'mail']),
  text: z.string(),
  madeAtMs: z.number(),
})
export type Incident = z.infer<typeof incident>
export type Notice = z.infer<typeof notice>

/** What is remembered from one look to the next. */
export const incidentState = z.object({
  open: z.record(z.string(), incident),
  /** Notices that are still to be sent, oldest first. */
  unsent: z.array(notice),
  /** Whether the primary did not answer when it was last asked. */
  primaryMissed: z.boolean(),
})
export type IncidentState = z.infer<typeof incidentState>
export const NO_INCIDENTS: IncidentState = { open: {}, unsent: [], primaryMissed: false }

/** A notice that cannot be sent for this long is given up: by then somebody has looked. */
const GIVE_UP_MS = 24 * 60 * 60_000

type Look = { readonly channels: readonly Channel[]; readonly nowMs: number }
type Step = {
  readonly state: IncidentState
  readonly opened: readonly Incident[]
  readonly ended: readonly Incident[]
}

/**
 * The state after one look. Each incident makes one notice for each channel when it opens and one
 * when it is over; one that goes on makes none.
 */
export function advance(before: IncidentState, found: Diagnosis, { channels, nowMs }: Look): Step {
  const symptoms = new Map(found.symptoms.map((symptom) => [idOf(symptom), symptom]))
  const stillOpen = ([id, { kind }]: [string, Incident]) =>
    symptoms.has(id) || found.unknown.has(kind as IncidentKind)
  const kept = Object.entries(before.open).filter(stillOpen)
  const ended = Object.entries(before.open).filter((entry) => !stillOpen(entry))
  const opened = [...symptoms]
    .filter(([id]) => !Object.hasOwn(before.open, id))
    .map(([id, { kind, text }]): [string, Incident] => [id, { kind, text, openedAtMs: nowMs }])
  const made = [
    ...ended.map(([id, one]) => ({ key: keyOf(id, one, 'over'), text: overText(one, nowMs) })),
    ...opened.map(([id, one]) => ({ key: keyOf(id, one, 'open'), text: one.text })),
  ]
  const notices = made.flatMap((one) =>
    channels.map((channel) => ({ ...one, channel, madeAtMs: nowMs })),
  )
  const unsent = before.unsent.filter(({ madeAtMs }) => nowMs - madeAtMs < GIVE_UP_MS)
  return {
    state: {
      ...before,
      open: Object.fromEntries([...kept, ...opened]),
      unsent: [...unsent, ...notices],
    },
    opened: opened.map(([, one]) => one),
    ended: ended.map(([, one]) => one),
  }
}

const idOf = ({ kind, subject }: Symptom) => (subject === undefined ? kind : `${kind} ${subject}`)

const keyOf = (id: string, { openedAtMs }: Incident, when: 'open' | 'over') =>
  `incident ${id} ${openedAtMs} ${when}`

function overText({ text, openedAtMs }: Incident, nowMs: number): string {
  const minutes = Math.max(1, Math.round((nowMs - openedAtMs) / 60_000))
  return `Over after ${minutes} min: ${text}`
}
