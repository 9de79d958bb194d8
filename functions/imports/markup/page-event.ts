import type { Located } from '../conference.ts'

/** Where an event says it is. */
export type PageLocation = {
  /** As people read it. */
  readonly text: string | null
  readonly locality: string | null
  readonly region: string | null
  readonly country: string | null
  readonly latitude: number | null
  readonly longitude: number | null
  readonly isVirtual: boolean
}

/** An event as a page marks it up, in the page's own words. */
export type PageEvent = Located & {
  readonly name: string | null
  readonly start: string | null
  readonly end: string | null
  readonly url: string | null
  readonly description: string | null
  readonly location: PageLocation | null
  /** The last word of a schema.org status or attendance mode, such as `EventCancelled`. */
  readonly status: string | null
  readonly mode: string | null
  readonly isHackathon: boolean
}

export type Page = {
  readonly file: string
  /** Where the page stands, if it is on the web. */
  readonly url: string | null
  readonly html: string
}
