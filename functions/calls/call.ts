import type { callKinds } from '#db/schema/index.ts'
import type { EventSummary } from '../events/event.ts'

export type CallKind = (typeof callKinds)[number]

/** An event asks people to take part. */
export type Call = {
  readonly id: string
  readonly kind: CallKind
  readonly url: string
  readonly opensAt: Date | null
  /** The first moment at which it is too late; null while none is known. */
  readonly deadline: Date | null
  /** The IANA zone in which the deadline was stated; `Etc/GMT+12` is anywhere on earth. */
  readonly deadlineZone: string
  /** Only a day was stated: it lasts until its end. */
  readonly deadlineIsDay: boolean
  /** Null when they do not say. */
  readonly paysTravel: boolean | null
  /** Plain text. */
  readonly note: string | null
}

export type CallOfEvent = Call & { readonly event: EventSummary }

/** One page of a list. `next` goes into `?after=`; null on the last page. */
export type CallPage = { readonly calls: readonly CallOfEvent[]; readonly next: string | null }
