import type { Call, CallKind } from '#functions/calls/call.ts'

/** What is called for. */
export const callKindNames: Record<CallKind, string> = {
  speakers: 'Speakers',
  papers: 'Papers',
  workshops: 'Workshops',
  volunteers: 'Volunteers',
  sponsors: 'Sponsors',
}

/** "Call for speakers". */
export const callName = ({ kind }: Pick<Call, 'kind'>) => `Call for ${kind}`

/** Whether they pay for travel, in words; null when they do not say. */
export function travelWords({ paysTravel }: Pick<Call, 'paysTravel'>): string | null {
  if (paysTravel === null) return null
  return paysTravel ? 'Pays for travel' : 'Does not pay for travel'
}
