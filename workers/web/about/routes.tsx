import { Hono } from 'hono'
import { paths } from '#functions/paths.ts'
import type { AppEnv } from '../../app-env.ts'
import type { Child } from '../../jsx/jsx-runtime.ts'
import { listPage } from '../page.ts'
import { AboutPage } from './about-page.tsx'
import { HelpPage } from './help-page.tsx'
import { PrivacyPage } from './privacy-page.tsx'

type About = { path: string; title: string; description: string; content: () => Child }

/** A page of words, for which nothing has to be found. */
const words = ({ path, content, ...about }: About) =>
  listPage({
    path,
    tag: 'about',
    find: async () => null,
    html: () => ({ ...about, content: content() }),
  })

export const aboutRoutes = new Hono<AppEnv>()
  .route(
    '/',
    words({
      path: paths.about(),
      title: 'About Hallway',
      description: 'What Hallway is, where what it says comes from, and what it asks of you.',
      content: AboutPage,
    }),
  )
  .route(
    '/',
    words({
      path: paths.help(),
      title: 'Help',
      description: 'How to find a conference, say that you go, sign in and put it into a calendar.',
      content: HelpPage,
    }),
  )
  .route(
    '/',
    words({
      path: paths.privacy(),
      title: 'Privacy',
      description: 'What Hallway knows of you, who sees it, for how long it is kept.',
      content: PrivacyPage,
    }),
  )
