import { message } from '../messages.ts'

/** What a change of someone's tie to an event sets in motion: the sets, and the pages that show it. */
export const announceAttendance = (pair: { eventId: string; personId: string }) => [
  message('update-sets', pair),
  message('purge-pages', { tags: [`event-${pair.eventId}`, `person-${pair.personId}`] }),
]
