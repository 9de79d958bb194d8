import type { Context } from 'hono'
import type { AppEnv } from '../../app-env.ts'
import type { Reader } from './reader.ts'

/** For whom this request's page is. Ask it beside the page's own query, so that both wait as one. */
export async function findReader(c: Context<AppEnv>): Promise<Reader> {
  const viewer = await c.var.requester.viewer()
  const { pathname, search } = new URL(c.req.url)
  return { viewer, now: c.get('deps').now(), here: pathname + search }
}
