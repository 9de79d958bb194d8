import { type Context, Hono } from 'hono'
import type { ParamKeys } from 'hono/types'
import * as z from 'zod'
import type { Account, Deps } from '#functions/deps.ts'
import { DomainError } from '#functions/errors.ts'
import type { AppEnv } from '../app-env.ts'
import type { Child } from '../jsx/jsx-runtime.ts'
import { knownQuery } from '../middleware/known-query.ts'
import { redirect } from '../redirect.ts'
import { findReader } from './components/find-reader.ts'
import type { Reader } from './components/reader.ts'
import type { PageProps } from './layout.tsx'

/** The parts of a path that vary, as they were asked for. */
export type Params<P extends string> = { readonly [K in ParamKeys<P>]: string }

/** What is asked for, when, and by whom. */
export type Asked<Ref, Query> = {
  /** What the path names. */
  readonly ref: Ref
  /** What it is narrowed to, and where a list goes on. */
  readonly query: Query
  readonly now: Date
  readonly deps: Deps
  /** Whose personal queries travel beside the page's own. */
  readonly account: Account | null
}

/** What was asked for is at another address. */
export class Moved<Ref> {
  readonly to: Ref

  constructor(to: Ref) {
    this.to = to
  }
}

type Html = PageProps & { readonly content: Child; readonly status?: 404 }
/** `onward` on the later pages of a list. */
type Shown<Ref, Query> = Asked<Ref, Query> & { readonly reader: Reader; readonly onward: boolean }

/** A page for people, or a file for programs: a further format is one more property. Throws not_found. */
export type Format<Ref, Query, Found> =
  | { readonly html: (found: Found, shown: Shown<Ref, Query>) => Html }
  | {
      readonly file: (found: Found, asked: Asked<Ref, Query>) => string | Promise<string>
      readonly type: string
    }

/** What is declared of a page in whatever format, whether it is about one thing or a list. */
export type Declared<P extends string, Ref, S extends z.ZodObject, Found> = {
  /** Its path, as the router spells it. */
  readonly route: P
  /** What the path names, in lower case. Throws not_found. */
  readonly read: (params: Params<P>) => Ref
  /** Where that is. */
  readonly path: (ref: Ref, query: z.output<S>) => string
  /** Each query parameter with the shape of its values. The cache knows no others. */
  readonly query?: S
  /** The address of the same query in its one form, or null when it is in it: the cache keeps no page twice. */
  readonly normalized?: (query: z.output<S>, ref: Ref) => string | null
  /** Those that mean something to the signed-in only. */
  readonly personal?: readonly (keyof S['shape'] & string)[]
  /** One trip. Throws not_found. */
  readonly find: (asked: Asked<Ref, z.output<S>>) => Promise<Found | Moved<Ref>>
  /** Where it has moved to, asked when it is not found. */
  readonly elsewhere?: (asked: Asked<Ref, z.output<S>>) => Promise<Ref | null>
  /** What a purge calls it. */
  readonly tag: (found: Found, ref: Ref) => string
}

type PageOf<P extends string, Ref, S extends z.ZodObject, Found> = Declared<P, Ref, S, Found> &
  Format<Ref, z.output<S>, Found>

const NO_QUERY = z.object({})
export type NoQuery = typeof NO_QUERY

/**
 * The route of a page, made of its declaration: its query is checked, an address in capitals and one
 * that has moved lead to the right one, and what is found is tagged and shown. Search engines are kept
 * from what is narrowed and from the later pages of a list, unless `html` says otherwise.
 */
export function page<P extends string, Ref, Found, S extends z.ZodObject = NoQuery>(
  declared: PageOf<P, Ref, S, Found>,
): Hono<AppEnv> {
  const { route, personal = [], read, path } = declared
  // Where no query is declared, S is the type of none.
  const schema = declared.query ?? (NO_QUERY as z.ZodObject as S)
  return new Hono<AppEnv>().get(route, knownQuery(schema, { personal }), async (c) => {
    const given: object = c.req.param()
    // The router has matched the route that names them.
    const params = given as Params<P>
    const { deps, requester, tags } = c.var
    const query = c.req.valid('query')
    const ref = read(params)
    if (Object.values<string>(params).some((part) => part !== part.toLowerCase()))
      return redirect(c, path(ref, query), 301)
    const normal = declared.normalized?.(query, ref) ?? null
    if (normal !== null) return redirect(c, normal, 301)

    const asked = { ref, query, now: deps.now(), deps, account: requester.account }
    // Who is signed in is asked in the same trip, for `show`, which asks again and waits no more.
    const viewer = 'html' in declared ? requester.viewer() : null
    const [found] = await Promise.all([findOrMoved(declared, asked), viewer])
    if (found instanceof Moved) return redirect(c, path(found.to, query), 301)
    const answer = await show(c, declared, found, asked)
    tags.add(declared.tag(found, ref))
    return answer
  })
}

/**
 * A list, or whatever else has a path that names nothing. `tag` is what a purge calls it. Where it is found
 * to have `Moved`, that is an address.
 */
export function listPage<P extends string, Found, S extends z.ZodObject = NoQuery>({
  path,
  tag,
  ...list
}: Format<string | null, z.output<S>, Found> &
  Omit<Declared<P, string | null, S, Found>, 'route' | 'read' | 'path' | 'tag' | 'elsewhere'> & {
    readonly path: P
    readonly tag: string
  }): Hono<AppEnv> {
  return page<P, string | null, Found, S>({
    ...list,
    route: path,
    read: () => null,
    path: (moved) => moved ?? path,
    tag: () => tag,
  })
}

/** Finds it; if it is not there, asks elsewhere before it gives up. */
async function findOrMoved<P extends string, Ref, Found, S extends z.ZodObject>(
  { find, elsewhere }: Declared<P, Ref, S, Found>,
  asked: Asked<Ref, z.output<S>>,
): Promise<Found | Moved<Ref>> {
  try {
    return await find(asked)
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'not_found') throw error
    const to = await elsewhere?.(asked)
    if (!to) throw error
    return new Moved(to)
  }
}

async function show<Ref, Query extends object, Found>(
  c: Context<AppEnv>,
  format: Format<Ref, Query, Found>,
  found: Found,
  asked: Asked<Ref, Query>,
): Promise<Response> {
  if ('file' in format)
    return c.body(await format.file(found, asked), 200, { 'Content-Type': format.type })
  const reader = await findReader(c)
  const onward = 'after' in asked.query && asked.query.after !== undefined
  const { content, status = 200, ...about } = format.html(found, { ...asked, reader, onward })
  c.status(status)
  return c.render(content, { noindex: Object.values(asked.query).some(Boolean), ...about })
}
