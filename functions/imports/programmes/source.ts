/**
 * What a programme can come from, those that know most of a programme first. Where two tell of one
 * session, the first of them owns what it says; the other only adds. An order, unlike who came
 * first, leads to the same programme whatever is imported when.
 */
export const programmeKinds = ['schedule', 'ical', 'rubyevents', 'pyvideo'] as const
export type ProgrammeKind = (typeof programmeKinds)[number]

/** Their names for sessions mean nothing outside the programme that they stand in. */
const SCOPED: ReadonlySet<ProgrammeKind> = new Set(['schedule', 'ical'])
/** They list what was recorded: what they lack may have taken place all the same. */
const PARTIAL: ReadonlySet<ProgrammeKind> = new Set(['pyvideo'])

/** The `source` under which the names of sessions are kept, and those of people that are only numbers. */
export const sourceOf = (kind: ProgrammeKind, eventId: string): string =>
  SCOPED.has(kind) ? `${kind}:${eventId}` : kind

/** Whether what this source no longer lists has been withdrawn. */
export const isWhole = (kind: ProgrammeKind): boolean => !PARTIAL.has(kind)

/** Lower owns. A source that is none of ours owns nothing. */
function rankOf(source: string): number {
  const known: readonly string[] = programmeKinds
  const rank = known.indexOf(source.split(':', 1)[0] ?? '')
  return rank === -1 ? programmeKinds.length : rank
}

/** Whether what `source` says of a session with these other sources is what holds. */
export const owns = (source: string, others: readonly string[]): boolean =>
  others.every((other) => rankOf(source) <= rankOf(other))

/** The other sources among the names that a session has. */
export const othersOf = (names: readonly { readonly source: string }[], source: string): string[] =>
  names.map((name) => name.source).filter((other) => other !== source)
