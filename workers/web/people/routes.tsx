import { Hono } from 'hono'
import * as z from 'zod'
import { notFound } from '#functions/errors.ts'
import { paths } from '#functions/paths.ts'
import { getPerson } from '#functions/people/profile.ts'
import { findMovedPerson } from '#functions/people/queries.ts'
import { listSpeakers } from '#functions/people/speakers.ts'
import type { AppEnv } from '../../app-env.ts'
import { listQuery } from '../../middleware/known-query.ts'
import { findChoices, mustExist } from '../components/list-choices.ts'
import { slugParam, slugQuery } from '../components/slug-param.ts'
import { listPage, page } from '../page.ts'
import { personJsonLd } from './person-json-ld.ts'
import { PersonPage } from './person-page.tsx'
import { SpeakersPage, startOf } from './speakers-page.tsx'

const speakers = listPage({
  path: paths.speakers(),
  tag: 'speakers',
  query: z
    .object({
      topic: slugQuery,
      place: slugQuery,
      /** The first letters of a name, or behind all of them. */
      letter: z.string().regex(/^(?:[a-z]{1,2}|other)$/),
      after: slugQuery,
    })
    .partial(),
  find: async ({ deps, query: { after, letter, ...filter } }) => {
    const [page, choices] = await Promise.all([
      listSpeakers(deps.read, { ...filter, after, start: letter && startOf(letter) }),
      findChoices(deps),
    ])
    if (page.speakers.length === 0) mustExist(filter, choices)
    return { page, choices }
  },
  html: (found, { query: { after: _, ...filter }, onward, now }) => ({
    title: 'Speakers',
    description: 'People who speak at conferences, by topic and place, and what they spoke about.',
    content: <SpeakersPage {...found} {...{ filter, onward, now }} />,
  }),
})

const yearQuery = z
  .string()
  .regex(/^(?:19|20)\d{2}$/)
  .transform(Number)
  .optional()

const profile = page({
  route: '/people/:handle/',
  read: ({ handle }) => ({ handle: slugParam(handle, 'This person') }),
  path: ({ handle }, { year }) => paths.person(handle, year),
  query: listQuery.extend({ year: yearQuery }),
  find: ({ deps, ref, now, query }) => getPerson(deps.read, ref.handle, { now, ...query }),
  elsewhere: async ({ deps, ref }) => {
    const handle = await findMovedPerson(deps.read, ref.handle)
    return handle === null ? null : { handle }
  },
  tag: ({ person }) => `person-${person.id}`,
  html: (found, { query: { year }, onward, now, deps }) => {
    const { name, handle } = found.person
    if (year !== undefined && !found.years.some((some) => some.year === year))
      throw notFound(`Anything by ${name} in ${year}`)
    return {
      title: year === undefined ? name : `${name} in ${year}`,
      description: `What ${name} speaks at and goes to.`,
      jsonLd: personJsonLd(found, deps.config.origin),
      canonical: paths.person(handle),
      content: <PersonPage {...{ profile: found, year, onward, now }} />,
    }
  },
})

export const peopleRoutes = new Hono<AppEnv>().route('/', profile).route('/', speakers)
