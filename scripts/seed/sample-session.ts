import type { SessionKind, SessionLevel } from '#functions/sessions/session.ts'

/** One invented session. Times are on the event's clock; days count from its first. */
export type SampleSession = {
  readonly slug: string
  readonly title: string
  readonly day: number
  /** `HH:MM`; from 24:00 on in the night after the day. */
  readonly from: string
  readonly minutes: number
  /** Null for what is everywhere. */
  readonly room: string | null
  /** As billed: the handle of one of the sample people, or any other name. */
  readonly by: readonly string[]
  readonly kind?: SessionKind
  readonly track?: string
  readonly level?: SessionLevel
  readonly language?: string
  readonly subtitle?: string
  readonly abstract?: string
  readonly notRecorded?: true
  readonly withdrawn?: true
  /** Where it was before it moved here. */
  readonly movedFrom?: { readonly room: string; readonly from: string }
}

type Rest = Omit<SampleSession, 'slug' | 'title' | 'day' | 'from' | 'minutes' | 'room' | 'by'>
export type When = readonly [day: number, from: string, minutes: number]

export const session = (
  [slug, title]: readonly [string, string],
  [day, from, minutes]: When,
  room: string | null,
  by: string,
  rest: Rest = {},
): SampleSession => ({
  ...{ slug, title, day, from, minutes, room, language: 'en' },
  by: by ? by.split(', ') : [],
  ...rest,
})
