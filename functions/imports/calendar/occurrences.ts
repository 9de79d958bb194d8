import type { WallTime } from '../../time/wall-clock.ts'
import { wallToMs } from '../../time/wall-clock.ts'
import { append } from '../append.ts'
import type { Draft } from './draft.ts'
import { type Moment, shift, wallTimeOfMoment } from './moment.ts'
import { expandRule, MAX_OCCURRENCES, newSteps, type Steps } from './recurrence.ts'

/** A draft at one of its times. */
export type Occurrence = {
  readonly draft: Draft
  readonly start: Moment | null
  readonly end: Moment | null
  /** Which of several it is; null when it happens once. */
  readonly which: WallTime | null
}

const MAX_TOTAL = 10_000

/**
 * Every time at which the drafts take place. Repeated ones are spread out, without the times that are
 * taken out of them (EXDATE) and with the times that were changed (RECURRENCE-ID) in their new form.
 * `zone` is the file's own, so that the names of occurrences do not depend on who asks.
 */
export async function spreadOut(
  drafts: readonly Draft[],
  zone: string | null,
  note: (line: number, reason: string) => void,
): Promise<Occurrence[]> {
  const changed = new Set(
    drafts.flatMap(({ uid, recurrenceId }) =>
      uid && recurrenceId ? [`${uid}/${wallTimeOfMoment(recurrenceId, zone)}`] : [],
    ),
  )
  const all: Occurrence[] = []
  const steps = newSteps()
  for (const draft of drafts) {
    const { start, end, recurrenceId } = draft
    if (recurrenceId) all.push({ draft, start, end, which: wallTimeOfMoment(recurrenceId, zone) })
    else if (start && (draft.rule || draft.added.length > 0))
      append(all, await repeat(draft, start, { zone, changed, steps, note }))
    else all.push({ draft, start, end, which: null })
    if (all.length > MAX_TOTAL) {
      note(draft.line, 'The rest is left out: it takes place too often')
      return all.slice(0, MAX_TOTAL)
    }
  }
  return all
}

type Context = {
  readonly zone: string | null
  readonly changed: ReadonlySet<string>
  readonly steps: Steps
  readonly note: (line: number, reason: string) => void
}

async function repeat(draft: Draft, start: Moment, { zone, changed, steps, note }: Context) {
  const ruled = draft.rule ? await expandRule(draft.rule, start, steps) : []
  if (!ruled) note(draft.line, `RRULE left out: ${draft.rule?.slice(0, 80)}`)
  if (ruled && ruled.length >= MAX_OCCURRENCES)
    note(draft.line, `Only the first ${MAX_OCCURRENCES} of its times are kept`)
  // The start is the first of its times, whether or not its own rule agrees.
  const moments = new Map<string, Moment>([[wallTimeOfMoment(start, zone), start]])
  for (const moment of [...(ruled ?? []), ...draft.added])
    moments.set(wallTimeOfMoment(moment, zone), moment)
  for (const moment of draft.removed) removeFrom(moments, moment, zone)
  const lengthMs = draft.end
    ? wallToMs(wallTimeOfMoment(draft.end, 'UTC')) - wallToMs(wallTimeOfMoment(start, 'UTC'))
    : 0
  return [...moments]
    .filter(([which]) => !changed.has(`${draft.uid}/${which}`))
    .map(([which, moment]) => ({
      draft,
      start: moment,
      end: shift(moment, lengthMs),
      which: moments.size > 1 || draft.rule ? which : null,
    }))
}

/** Some take a time out by its day alone. */
function removeFrom(moments: Map<string, Moment>, moment: Moment, zone: string | null) {
  if (moment.type !== 'day') moments.delete(wallTimeOfMoment(moment, zone))
  else for (const which of moments.keys()) if (which.startsWith(moment.day)) moments.delete(which)
}
