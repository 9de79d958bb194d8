import { Hono } from 'hono'
import { getHome } from '#functions/home/queries.ts'
import type { AppEnv } from '../../app-env.ts'
import { findReader } from '../components/find-reader.ts'
import { HomePage } from './home-page.tsx'

export const homeRoutes = new Hono<AppEnv>().get('/', async (c) => {
  const { deps, tags } = c.var
  const [home, reader] = await Promise.all([getHome(deps.read, { now: deps.now() }), findReader(c)])
  tags.add('home')
  return c.render(<HomePage home={home} reader={reader} />, {
    title: 'Hallway',
    description:
      'The social conference directory: what is on, where, what it is about, and who is going.',
  })
})
