import { type Message, message } from '../messages.ts'

/** For whatever adds or takes away coverage of an event: who counts it, and whose pages show it. */
export const announceCoverage = (eventId: string): readonly Message[] => [
  message('count-coverage', { eventId }),
  message('purge-pages', { tags: coverageTags(eventId) }),
]

/** The cache tags of the pages on which an event's coverage is. */
export const coverageTags = (eventId: string) => [`event-${eventId}`, 'coverage']
