import { type Message, message } from '../messages.ts'

/** Tags that a message may name. */
const MAX_TAGS = 50

/** The messages that have the pages with these tags made anew. */
export const announcePurge = (tags: readonly string[]): Message[] =>
  Array.from({ length: Math.ceil(tags.length / MAX_TAGS) }, (_, part) =>
    message('purge-pages', { tags: tags.slice(part * MAX_TAGS, (part + 1) * MAX_TAGS) }),
  )

/** The same for pages of these events, and for the lists on which most people see them. */
export const announceEvents = (ids: readonly string[]): Message[] =>
  announcePurge([...ids.map((id) => `event-${id}`), 'home', 'conferences'])
