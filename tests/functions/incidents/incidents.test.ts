import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import {
  advance,
  type Diagnosis,
  type IncidentKind,
  type IncidentState,
  NO_INCIDENTS,
  type Notice,
} from '#functions/incidents/incidents.ts'
import { sendNotices } from '#functions/incidents/send-notices.ts'

const MINUTE_MS = 60_000
const kinds: IncidentKind[] = ['job-failed', 'primary-away', 'replica-left-out']
const well: Diagnosis = { symptoms: [], unknown: new Set() }
const ill = (...present: IncidentKind[]): Diagnosis => ({
  symptoms: present.map((kind) => ({ kind, text: `Something is wrong: ${kind}` })),
  unknown: new Set(),
})

/** Looks once a minute, and sends by mail what came of it; `refuse` says which minutes cannot send. */
async function watch(
  looks: readonly Diagnosis[],
  refuse: (minute: number) => boolean = () => false,
) {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  const sent: Notice[] = []
  let state: IncidentState = NO_INCIDENTS
  for (const [minute, found] of looks.entries()) {
    const step = advance(state, found, { channels: ['mail'], nowMs: minute * MINUTE_MS })
    const mail = async (notice: Notice) => {
      if (refuse(minute)) throw new Error('no mail today')
      sent.push(notice)
    }
    state = { ...step.state, unsent: await sendNotices({ mail }, step.state.unsent) }
  }
  vi.restoreAllMocks()
  return { sent, texts: sent.map(({ text }) => text), state }
}

test('an incident is told once when it opens, once when it is over, and anew when it comes back', async () => {
  const away = ill('primary-away')
  const { texts, sent } = await watch([well, away, away, away, well, well, away, well])
  expect(texts).toEqual([
    'Something is wrong: primary-away',
    'Over after 3 min: Something is wrong: primary-away',
    'Something is wrong: primary-away',
    'Over after 1 min: Something is wrong: primary-away',
  ])
  expect(new Set(sent.map(({ key }) => key)).size).toBe(4)
})

test('two of a kind are two incidents, and each ends by itself', async () => {
  const replica = (subject: string) => ({
    kind: 'replica-left-out' as const,
    subject,
    text: subject,
  })
  const left = (...names: string[]) => ({ symptoms: names.map(replica), unknown: well.unknown })
  const { texts } = await watch([left('a'), left('a', 'b'), left('b'), left()])
  expect(texts).toEqual(['a', 'b', 'Over after 2 min: a', 'Over after 2 min: b'])
})

test('what cannot be found out goes on as it was', async () => {
  const unknown: Diagnosis = { symptoms: [], unknown: new Set(['job-failed']) }
  const { texts, state } = await watch([unknown, ill('job-failed'), unknown, unknown])
  expect(texts).toEqual(['Something is wrong: job-failed'])
  expect(Object.keys(state.open)).toEqual(['job-failed'])
})

test('a notice that could not be sent is sent at the next look, in order, for a day', async () => {
  const looks = [ill('job-failed'), well, ill('dead-letter'), well, well]
  const { texts } = await watch(looks, (minute) => minute < 3)
  expect(texts).toEqual([
    'Something is wrong: job-failed',
    'Over after 1 min: Something is wrong: job-failed',
    'Something is wrong: dead-letter',
    'Over after 1 min: Something is wrong: dead-letter',
  ])

  const days = Array.from({ length: 24 * 60 }, () => well)
  const { state } = await watch([ill('job-failed'), ...days], () => true)
  expect(state.unsent.map(({ text }) => text)).toEqual([
    'Over after 1 min: Something is wrong: job-failed',
  ])
})

test('a channel that fails holds up no other, and one that is gone has nobody to tell', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  const notice = (channel: 'mail' | 'webhook') => ({ key: 'k', text: 't', channel, madeAtMs: 0 })
  const both = [notice('webhook'), notice('mail')]
  const mail = vi.fn(async () => {})
  const webhook = () => Promise.reject(new Error('away'))

  expect(await sendNotices({ webhook, mail }, both)).toEqual([both[0]])
  expect(mail).toHaveBeenCalledOnce()
  expect(await sendNotices({}, both)).toEqual([])
  vi.restoreAllMocks()
})

/** In an honest world: how often each incident opened and ended, counted from the looks alone. */
function count(looks: readonly Diagnosis[], kind: IncidentKind) {
  let [open, opened, ended] = [false, 0, 0]
  for (const { symptoms, unknown } of looks) {
    const present = symptoms.some((symptom) => symptom.kind === kind)
    if (present && !open) opened += 1
    if (!present && open && !unknown.has(kind)) ended += 1
    open = present || (open && unknown.has(kind))
  }
  return { opened, ended }
}

test('whatever happens, every opening and every end is told exactly once as soon as sending works', async () => {
  const look = fc.record({
    present: fc.uniqueArray(fc.constantFrom(...kinds)),
    unknown: fc.uniqueArray(fc.constantFrom(...kinds)),
    refused: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(look, { maxLength: 40 }), async (drawn) => {
      const looks = drawn.map(({ present, unknown }) => ({
        ...ill(...present),
        unknown: new Set(unknown),
      }))
      const all = [...looks, { ...well, unknown: new Set(kinds) }]
      const { texts, sent, state } = await watch(all, (minute) => drawn[minute]?.refused ?? false)
      expect(state.unsent).toEqual([])
      expect(new Set(sent.map(({ key }) => key)).size).toBe(sent.length)
      for (const kind of kinds) {
        const own = texts.filter((text) => text.endsWith(kind))
        const over = own.filter((text) => text.startsWith('Over'))
        const { opened, ended } = count(all, kind)
        expect([own.length - over.length, over.length]).toEqual([opened, ended])
      }
    }),
  )
})
