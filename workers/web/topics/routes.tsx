import { Hono } from 'hono'
import { notFound } from '#functions/errors.ts'
import { paths } from '#functions/paths.ts'
import { findTopicBySynonym, getTopic, listTopics } from '#functions/topics/queries.ts'
import type { AppEnv } from '../../app-env.ts'
import { listQuery } from '../../middleware/known-query.ts'
import { slugParam } from '../components/slug-param.ts'
import { listPage, type Params, page } from '../page.ts'
import { cutPath, type TopicCut, TopicPage, topicTitle } from './topic-page.tsx'
import { TopicsPage } from './topics-page.tsx'

const list = listPage({
  path: paths.topics(),
  tag: 'topics',
  find: async ({ deps }) => ({ topics: await listTopics(deps.read) }),
  html: ({ topics }) => ({
    title: 'Topics',
    description: 'What conferences are about, busiest topics first.',
    content: <TopicsPage topics={topics} />,
  }),
})

const OF_YEAR = '/topics/:topic/:year{[0-9]{4}}/'
type Route = '/topics/:topic/' | '/topics/:topic/past/' | typeof OF_YEAR

/** The conferences about a topic, cut to what the path says. */
const topicPage = (route: Route, cutOf: (params: Params<typeof OF_YEAR>) => TopicCut) =>
  page({
    route,
    read: (params) => ({ slug: slugParam(params.topic, 'This topic'), cut: cutOf(params) }),
    path: ({ slug, cut }) => cutPath(slug, cut),
    query: listQuery,
    find: ({ deps, ref: { slug, cut }, now, query: { after } }) => {
      const filter = typeof cut === 'number' ? ({ when: 'all', year: cut } as const) : { when: cut }
      return getTopic(deps.read, slug, { ...filter, now, after })
    },
    elsewhere: async ({ deps, ref }) => {
      const slug = await findTopicBySynonym(deps.read, ref.slug)
      return slug === null ? null : { ...ref, slug }
    },
    tag: (_, { slug }) => `topic-${slug}`,
    html: (found, { ref: { cut }, onward, reader }) => {
      const { topic, years, page } = found
      // A year that has just got its first event is not counted yet.
      const known = page.events.length > 0 || years.some(({ year }) => year === cut)
      if (typeof cut === 'number' && !known) throw notFound(`A ${topic.name} conference in ${cut}`)
      const title = topicTitle(topic, cut)
      return {
        title,
        description: `${title}: when, where, and who is going.`,
        content: <TopicPage {...found} {...{ cut, onward, reader }} />,
      }
    },
  })

export const topicRoutes = new Hono<AppEnv>()
  .route('/', list)
  .route(
    '/',
    topicPage('/topics/:topic/', () => 'upcoming'),
  )
  .route(
    '/',
    topicPage('/topics/:topic/past/', () => 'past'),
  )
  .route(
    '/',
    topicPage(OF_YEAR, ({ year }) => Number(year)),
  )
