import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { notFound } from '#functions/errors.ts'
import { paths, type SpeakerFilter } from '#functions/paths.ts'
import { getPerson } from '#functions/people/profile.ts'
import { findMovedPerson } from '#functions/people/queries.ts'
import { listSpeakers } from '#functions/people/speakers.ts'
import { listPlaces } from '#functions/places/queries.ts'
import { listTopics } from '#functions/topics/queries.ts'
import type { AppEnv } from '../../app-env.ts'
import { knownQuery, listQuery } from '../../middleware/known-query.ts'
import { redirect } from '../../redirect.ts'
import { preloadViewer } from '../components/find-reader.ts'
import { findOr, slugParam, slugQuery } from '../components/slug-param.ts'
import { personJsonLd } from './person-json-ld.ts'
import { PersonPage } from './person-page.tsx'
import { SpeakersPage } from './speakers-page.tsx'

const query = z.object({ topic: slugQuery, place: slugQuery, after: slugQuery }).partial()

const personQuery = listQuery.extend({
  year: z
    .string()
    .regex(/^(?:19|20)\d{2}$/)
    .optional(),
})

export const peopleRoutes = new Hono<AppEnv>()
  .get('/people/:handle/', knownQuery(personQuery), (c) =>
    renderPerson(c, c.req.param('handle'), c.req.valid('query')),
  )
  .get('/speakers/', knownQuery(query), async (c) => {
    const { deps, tags } = c.var
    const { after, ...filter } = c.req.valid('query')
    const [page, topics, { countries, cities }] = await Promise.all([
      listSpeakers(deps.read, { ...filter, after }),
      listTopics(deps.read),
      listPlaces(deps.read),
      preloadViewer(c),
    ])
    const choices = { topics, countries, cities }
    if (page.speakers.length === 0) mustExist(filter, choices)
    tags.add('speakers')
    const onward = after !== undefined
    return c.render(<SpeakersPage {...{ filter, choices, page, onward }} />, {
      title: 'Speakers',
      description:
        'People who speak at conferences, by topic and place, and what they spoke about.',
      noindex: onward || Object.values(filter).some(Boolean),
    })
  })

async function renderPerson(
  c: Context<AppEnv>,
  given: string,
  { after, ...asked }: z.output<typeof personQuery>,
) {
  const { deps, tags } = c.var
  const handle = slugParam(given, 'This person')
  const year = asked.year === undefined ? undefined : Number(asked.year)
  if (given !== handle) return redirect(c, paths.person(handle, year), 301)

  const now = deps.now()
  const [profile] = await Promise.all([
    findOr(getPerson(deps.read, handle, { now, year, after }), () =>
      findMovedPerson(deps.read, handle),
    ),
    preloadViewer(c),
  ])
  if ('moved' in profile) return redirect(c, paths.person(profile.moved, year), 301)
  const { person, years } = profile
  if (year !== undefined && !years.some((some) => some.year === year))
    throw notFound(`Anything by ${person.name} in ${year}`)

  tags.add(`person-${person.id}`)
  const onward = after !== undefined
  const title = year === undefined ? person.name : `${person.name} in ${year}`
  return c.render(<PersonPage {...{ profile, year, onward, now }} />, {
    title,
    description: `What ${person.name} speaks at and goes to.`,
    jsonLd: personJsonLd(profile, deps.config.origin),
    canonical: paths.person(handle),
    noindex: onward || year !== undefined,
  })
}

type Named = { readonly slug: string }
type Known = Record<'topics' | 'countries' | 'cities', readonly Named[]>

/** An empty list is an answer; one for a topic or a place that there is not, is a wrong address. */
function mustExist({ topic, place }: SpeakerFilter, { topics, countries, cities }: Known) {
  const among = (items: readonly Named[], slug: string) => items.some((item) => item.slug === slug)
  if (topic && !among(topics, topic)) throw notFound(`The topic ${topic}`)
  if (place && !among([...countries, ...cities], place)) throw notFound(`The place ${place}`)
}
