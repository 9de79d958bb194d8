import { getHome } from '#functions/home/queries.ts'
import { paths } from '#functions/paths.ts'
import { listPage } from '../page.ts'
import { HomePage } from './home-page.tsx'

export const homeRoutes = listPage({
  path: paths.home(),
  tag: 'home',
  find: ({ deps, now }) => getHome(deps.read, { now }),
  html: (home, { reader }) => ({
    title: 'Hallway',
    description:
      'The social conference directory: what is on, where, what it is about, and who is going.',
    content: <HomePage home={home} reader={reader} />,
  }),
})
