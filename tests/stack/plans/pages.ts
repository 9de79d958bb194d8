import type { Landmarks } from './landmarks.ts'

type PagesByRoute = Record<string, readonly string[]>

/**
 * Every route that a GET finds, and addresses of its largest pages, with each filter that it knows. A
 * route that is not here fails the test: add what makes its queries work hardest.
 */
export const pagesByRoute = (at: Landmarks): PagesByRoute => ({
  ...lists(at),
  ...things(at),
  ...ofEvents(at),
  ...forMachines(at),
  ...ofReaders,
})

const thisMonth = () => new Date().toISOString().slice(0, 7)

const lists = ({ topic, rareTopic, city, country, speaker }: Landmarks): PagesByRoute => ({
  '/': ['/'],
  '/conferences/': [
    '/conferences/',
    `/conferences/?topic=${topic}`,
    `/conferences/?topic=${rareTopic}`,
    `/conferences/?place=${city}`,
    `/conferences/?place=${country}`,
    `/conferences/?topic=${topic}&place=${country}`,
    '/conferences/?online=1',
    `/conferences/?month=${thisMonth()}`,
  ],
  '/topics/': ['/topics/'],
  '/places/': ['/places/'],
  '/series/': ['/series/'],
  '/speakers/': [
    '/speakers/',
    `/speakers/?topic=${topic}`,
    `/speakers/?place=${country}`,
    `/speakers/?topic=${topic}&place=${city}`,
    `/speakers/?after=${speaker}`,
  ],
  '/calls/': [
    '/calls/',
    `/calls/?topic=${topic}`,
    `/calls/?place=${country}`,
    '/calls/?kind=volunteers',
    '/calls/?travel=1',
    '/calls/?closing=soon',
  ],
  '/coverage/': ['/coverage/'],
  '/coverage/:kind/': ['/coverage/video/', '/coverage/sketchnote/'],
})

const things = (at: Landmarks): PagesByRoute => ({
  '/topics/:topic/': [at.topic, at.rareTopic, at.synonym].map((one) => `/topics/${one}/`),
  '/topics/:topic/past/': [at.topic, at.rareTopic].map((one) => `/topics/${one}/past/`),
  '/topics/:topic/:year{[0-9]{4}}/': [`/topics/${at.topic}/2024/`],
  '/places/:place/': [at.city, at.country].map((one) => `/places/${one}/`),
  '/places/:place/past/': [at.city, at.country].map((one) => `/places/${one}/past/`),
  '/people/:handle/': [
    ...[at.speaker, at.attendee, at.organiser, at.movedPerson].map((one) => `/people/${one}/`),
    `/people/${at.speaker}/?year=2025`,
  ],
  '/series/:slug/': [`/series/${at.series}/`],
  '/venues/:city/:slug/': [at.venue],
})

const EVENT = '/:year{[0-9]{4}}/:slug'

const ofEvents = ({ programme, crowd, call, covered, discussed, ...at }: Landmarks) => ({
  [`${EVENT}/`]: [
    ...[programme, crowd, call, covered, discussed].map(({ path }) => path),
    at.movedEvent,
  ],
  [`${EVENT}/schedule/`]: [
    `${programme.path}schedule/`,
    `${programme.path}schedule/?view=grid`,
    `${programme.path}schedule/?track=Web`,
    `${programme.path}schedule/?picks=1`,
  ],
  [`${EVENT}/speakers/`]: [`${programme.path}speakers/`],
  [`${EVENT}/calls/`]: [`${call.path}calls/`],
  [`${EVENT}/coverage/`]: [`${covered.path}coverage/`],
  [`${EVENT}/coverage/:kind/`]: [`${covered.path}coverage/video/`],
  [`${EVENT}/coverage/add/`]: [`${programme.path}coverage/add/`],
  [`${EVENT}/:session/`]: [`${programme.path}${programme.session}/`, at.movedSession],
  [`${EVENT}/schedule.xml`]: [`${programme.path}schedule.xml`],
  [`${EVENT}/schedule.json`]: [`${programme.path}schedule.json`],
  [`${EVENT}/schedule.ics`]: [`${programme.path}schedule.ics`],
})

const forMachines = (at: Landmarks): PagesByRoute => ({
  '/pictures/coverage/:id': [`/pictures/coverage/${at.coverage}`],
  '/pictures/people/:handle': [`/pictures/people/${at.speaker}`],
  '/sitemap.xml': ['/sitemap.xml'],
  '/sitemap-sections.xml': ['/sitemap-sections.xml'],
  '/:file{sitemap-[12][0-9]{3}-(?:0[1-9]|1[0-2])\\.xml}': [`/sitemap-${thisMonth()}.xml`],
  '/robots.txt': ['/robots.txt'],
  '/healthz': ['/healthz'],
})

const ofReaders: PagesByRoute = {
  '/dashboard/': ['/dashboard/'],
  '/welcome/': ['/welcome/'],
  '/sign-out/': ['/sign-out/'],
  '/sign-in/': ['/sign-in/'],
  '/sign-in/sent/': ['/sign-in/sent/'],
  '/sign-in/:token/': [`/sign-in/${'A'.repeat(43)}/`],
  '/sign-in/github/': ['/sign-in/github/'],
  '/sign-in/github/callback/': ['/sign-in/github/callback/'],
}
