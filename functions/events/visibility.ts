import { and, eq, ne, type Placeholder, type SQL } from 'drizzle-orm'
import { events } from '#db/schema/index.ts'
import type { EventRef } from '../paths.ts'

/** Who may see an event, for all queries: no other file compares `visibility`. */

/** It stands in lists, counts and feeds, and search engines may have it. */
export const isListed = eq(events.visibility, 'public')

/** Whoever has its address may see it, listed or not. */
export const isShown = ne(events.visibility, 'hidden')

/** An event's address, or what stands for it until there is one. */
export type RefBlanks = { readonly [K in keyof EventRef]: EventRef[K] | Placeholder }

/** The event at an address, for those who may see it. */
export const isShownAt = ({ year, slug }: RefBlanks): SQL =>
  and(eq(events.year, year), eq(events.slug, slug), isShown) as SQL
