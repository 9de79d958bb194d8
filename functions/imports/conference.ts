/** Where something stands in the files that were read. Lines count from 1. */
export type Located = { readonly file: string; readonly line: number }

/** A record that was not imported, or a part of one that was left out, and why. */
export type Remark = Located & { readonly reason: string }

/** One conference as one record of one file tells it, cleaned and checked. */
export type Conference = Located & {
  readonly topic: string
  readonly name: string
  /** `YYYY-MM-DD`, inclusive. */
  readonly startsOn: string
  readonly endsOn: string
  readonly website: string
  readonly city: string | null
  readonly country: string | null
  readonly online: boolean
  readonly codeOfConductUrl: string | null
  /** BCP 47 tags. */
  readonly languages: readonly string[]
  /** Handles without the leading `@`. */
  readonly xHandle: string | null
  readonly mastodonHandle: string | null
  readonly blueskyHandle: string | null
  /** Its call for speakers. */
  readonly call: ConferenceCall | null
}

/** Where speakers apply, and the last day (`YYYY-MM-DD`) on which they may, where one is told. */
export type ConferenceCall = { readonly url: string; readonly closesOn: string | null }

export type ParsedFile = {
  readonly conferences: readonly Conference[]
  readonly rejected: readonly Remark[]
  readonly notes: readonly Remark[]
}
