import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { findCoveragePicture } from '#functions/coverage/queries.ts'
import { notFound } from '#functions/errors.ts'
import { paths } from '#functions/paths.ts'
import { findPersonPicture } from '#functions/people/queries.ts'
import { fetchPicture } from '#functions/web/fetch-picture.ts'
import type { AppEnv } from '../../app-env.ts'
import { redirect } from '../../redirect.ts'
import { slugParam } from '../components/slug-param.ts'

const DAY_S = 86_400
const CACHE = {
  'Cache-Control': `public, max-age=${DAY_S}`,
  'Cloudflare-CDN-Cache-Control': `max-age=${7 * DAY_S}, stale-if-error=${30 * DAY_S}`,
}
const uuid = z.uuid().lowercase()

/**
 * Pictures that are elsewhere on the web, from our own address: who hosts them learns nothing about
 * who looks, and whatever they send is nothing but a picture (security-headers.ts).
 */
export const pictureRoutes = new Hono<AppEnv>()
  .get('/pictures/coverage/:id', async (c) => {
    const id = uuid.safeParse(c.req.param('id'))
    return answer(c, id.success ? await findCoveragePicture(c.get('deps').read, id.data) : null)
  })
  .get('/pictures/people/:handle', async (c) => {
    const given = c.req.param('handle')
    const handle = slugParam(given, 'This picture')
    if (given !== handle) return redirect(c, paths.personPicture(handle), 301)
    return answer(c, await findPersonPicture(c.get('deps').read, handle))
  })

async function answer(c: Context<AppEnv>, url: string | null) {
  if (url === null) throw notFound('This picture')
  const { mediaType, bytes } = await fetchPicture(c.get('deps'), url)
  return c.body(bytes, 200, { ...CACHE, 'Content-Type': mediaType })
}
