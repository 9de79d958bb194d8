import type { RouterRoute } from 'hono/types'

/** What a parameter must look like is no part of the route's name. */
const CONSTRAINT = /(?<=:\w+)\{.*?\}(?=\/|$)/g

/**
 * The route that answers, such as `/:year/:slug/`, in what the router matched: the log names no
 * person and no page. Null where no route answers. Middleware is there for all methods.
 */
export const patternOf = (matched: readonly RouterRoute[]) =>
  matched.find(({ method }) => method !== 'ALL')?.path.replaceAll(CONSTRAINT, '') ?? null
