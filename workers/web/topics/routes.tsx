import { type Context, Hono } from 'hono'
import { notFound } from '#functions/errors.ts'
import { findTopicBySynonym, getTopic, listTopics } from '#functions/topics/queries.ts'
import type { AppEnv } from '../../app-env.ts'
import { knownQuery, listQuery } from '../../middleware/known-query.ts'
import { redirect } from '../../redirect.ts'
import { findReader, preloadViewer } from '../components/find-reader.ts'
import { findOr, slugParam } from '../components/slug-param.ts'
import { cutPath, type TopicCut, TopicPage, topicTitle } from './topic-page.tsx'
import { TopicsPage } from './topics-page.tsx'

export const topicRoutes = new Hono<AppEnv>()
  .get('/topics/', async (c) => {
    const { deps, tags } = c.var
    const [topics] = await Promise.all([listTopics(deps.read), preloadViewer(c)])
    tags.add('topics')
    return c.render(<TopicsPage topics={topics} />, {
      title: 'Topics',
      description: 'What conferences are about, busiest topics first.',
    })
  })
  .get('/topics/:topic/', knownQuery(listQuery), (c) =>
    renderTopic(c, c.req.param('topic'), { cut: 'upcoming', ...c.req.valid('query') }),
  )
  .get('/topics/:topic/past/', knownQuery(listQuery), (c) =>
    renderTopic(c, c.req.param('topic'), { cut: 'past', ...c.req.valid('query') }),
  )
  .get('/topics/:topic/:year{[0-9]{4}}/', knownQuery(listQuery), (c) => {
    const { topic, year } = c.req.param()
    return renderTopic(c, topic, { cut: Number(year), ...c.req.valid('query') })
  })

type Part = { cut: TopicCut; after?: string | undefined }

async function renderTopic(c: Context<AppEnv>, given: string, { cut, after }: Part) {
  const { deps, tags } = c.var
  const slug = slugParam(given, 'This topic')
  if (given !== slug) return redirect(c, cutPath(slug, cut), 301)

  const now = deps.now()
  const filter = typeof cut === 'number' ? ({ when: 'all', year: cut } as const) : { when: cut }
  const [found, reader] = await Promise.all([
    findOr(getTopic(deps.read, slug, { ...filter, now, after }), () =>
      findTopicBySynonym(deps.read, slug),
    ),
    findReader(c),
  ])
  if ('moved' in found) return redirect(c, cutPath(found.moved, cut), 301)
  const { topic, years, calls, coverageCounts, page } = found
  // A year that has just got its first event is not counted yet.
  const known = page.events.length > 0 || years.some(({ year }) => year === cut)
  if (typeof cut === 'number' && !known) throw notFound(`A ${topic.name} conference in ${cut}`)

  tags.add(`topic-${slug}`)
  const title = topicTitle(topic, cut)
  const props = {
    topic,
    years,
    calls,
    coverageCounts,
    cut,
    reader,
    page,
    onward: Boolean(after),
  }
  return c.render(<TopicPage {...props} />, {
    title,
    description: `${title}: when, where, and who is going.`,
    noindex: Boolean(after),
  })
}
