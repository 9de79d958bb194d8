import type { Context, Hono } from 'hono'
import type * as z from 'zod'
import { findMovedEvent } from '#functions/events/queries.ts'
import type { EventRef } from '#functions/paths.ts'
import type { AppEnv } from '../../app-env.ts'
import { slugParam } from '../components/slug-param.ts'
import { type Declared, type Format, type NoQuery, type Params, page } from '../page.ts'

const SCOPE = '/:year{[0-9]{4}}/:slug/'
type Scope = typeof SCOPE

/** The route of a page, a file or a form of an event, under the event's address. */
export const eventPath = <P extends string>(part: P): `${Scope}${P}` => `${SCOPE}${part}`

/** Which event an address names. Throws not_found for what cannot be one. */
export const readEventRef = ({ year, slug }: Params<Scope>): EventRef => ({
  year: Number(year),
  slug: slugParam(slug, 'This event'),
})

/** The same of a request to a form, whose route TypeScript does not know. */
export const eventRefOf = ({ req }: Context): EventRef =>
  readEventRef({ year: req.param('year') ?? '', slug: req.param('slug') ?? '' })

type OfEvent<P extends string, Ref, S extends z.ZodObject, Found> = Format<
  Ref,
  z.output<S>,
  Found
> &
  Omit<Declared<P, Ref, S, Found>, 'route' | 'tag' | 'read' | 'elsewhere'> &
  Partial<Pick<Declared<P, Ref, S, Found>, 'read' | 'elsewhere'>>

/**
 * A page or a file of an event, wherever the event has moved to. A purge of the event is one of it.
 * `read` where the path names more than the event.
 */
export function pageOfEvent<
  P extends string,
  Found extends { readonly event: { readonly id: string } },
  Ref extends EventRef = EventRef,
  S extends z.ZodObject = NoQuery,
>(part: P, declared: OfEvent<`${Scope}${P}`, Ref, S, Found>): Hono<AppEnv> {
  return page<`${Scope}${P}`, Ref, Found, S>({
    // Where the path names nothing else, Ref is EventRef.
    read: readEventRef as (params: Params<`${Scope}${P}`>) => Ref,
    elsewhere: async ({ deps, ref }) => {
      const moved = await findMovedEvent(deps.read, ref)
      return moved && { ...ref, ...moved }
    },
    tag: ({ event }) => `event-${event.id}`,
    ...declared,
    route: eventPath(part),
  })
}
