import { documentKinds } from '#db/schema/index.ts'
import { writeCursor } from '#functions/events/cursor.ts'
import { paths } from '#functions/paths.ts'
import type { Landmarks } from './landmarks.ts'

type PagesByRoute = Record<string, readonly string[]>

/**
 * Every route that a GET finds, and addresses of its largest pages, with each filter that it knows. A
 * route that is not here fails the test: add what makes its queries work hardest.
 */
export const pagesByRoute = (at: Landmarks): PagesByRoute => ({
  ...conferences(at),
  ...lists(at),
  ...things(at),
  ...ofEvents(at),
  ...forMachines(at),
  ...ofTheSite,
  ...ofReaders,
  ...ofWishes(at),
})

const today = () => new Date().toISOString().slice(0, 10)
const thisMonth = () => today().slice(0, 7)
/** On from today: what comes behind it of those to come, and of those that are over. */
const after = () => `after=${writeCursor({ startsOn: today(), id: crypto.randomUUID() })}`

const conferences = ({ topic, rareTopic, city, country }: Landmarks): PagesByRoute => ({
  '/conferences/': [
    '/conferences/',
    `/conferences/?topic=${topic}`,
    `/conferences/?topic=${rareTopic}`,
    `/conferences/?place=${city}`,
    `/conferences/?place=${country}`,
    `/conferences/?topic=${topic}&place=${country}`,
    ...['', `topic=${topic}&`, `place=${country}&`, `topic=${topic}&place=${city}&`].map(
      (narrowed) => `/conferences/?${narrowed}${after()}`,
    ),
    '/conferences/?online=1',
    `/conferences/?from=${thisMonth()}`,
    `/conferences/?from=${thisMonth()}&to=${thisMonth()}`,
    `/conferences/?month=${thisMonth()}`,
    `/conferences/?topic=${topic}&topic=${rareTopic}`,
    `/conferences/?topic=${topic}&topic=${rareTopic}&place=${country}&from=${thisMonth()}&online=1`,
    `/conferences/?place=${city}&within=300`,
    `/conferences/?topic=${rareTopic}&place=${city}&within=300`,
    `/conferences/?year=${thisMonth().slice(0, 4)}`,
    `/conferences/?year=${thisMonth().slice(0, 4)}&topic=${topic}&place=${country}&${after()}`,
  ],
})

const lists = ({ topic, city, country, ...at }: Landmarks): PagesByRoute => ({
  '/': ['/'],
  '/topics/': ['/topics/'],
  '/places/': ['/places/'],
  '/search/': [
    '/search/',
    ...['conf', 'a', 'e b 2026', topic.slice(0, 4)].flatMap((q) =>
      [undefined, ...documentKinds].map((kind) => paths.search({ q, kind })),
    ),
    ...documentKinds.map(
      (kind) => `${paths.search({ q: 'a', kind })}&after=999999.${crypto.randomUUID()}`,
    ),
  ],
  '/series/': ['/series/', '/series/?after=m'],
  '/speakers/': [
    '/speakers/',
    `/speakers/?topic=${topic}`,
    `/speakers/?place=${country}`,
    `/speakers/?topic=${topic}&place=${city}`,
    ...['', `topic=${topic}&`, `place=${country}&`, `topic=${topic}&place=${city}&`].map(
      (narrowed) => `/speakers/?${narrowed}after=${at.speaker}`,
    ),
    ...['', `&topic=${topic}`, `&place=${country}`, `&topic=${topic}&place=${city}`].flatMap(
      (narrowed) => [
        `/speakers/?letter=m${narrowed}`,
        `/speakers/?letter=m${narrowed}&after=${at.speaker}`,
      ],
    ),
  ],
  '/calls/': [
    '/calls/',
    `/calls/?topic=${topic}`,
    `/calls/?place=${country}`,
    `/calls/?topic=${topic}&place=${country}`,
    ...['', `&topic=${topic}`, `&place=${city}`, `&topic=${topic}&place=${country}`].map(
      (narrowed) => `/calls/?kind=volunteers${narrowed}`,
    ),
    '/calls/?travel=1',
    '/calls/?closing=soon',
  ],
  '/coverage/': ['/coverage/', `/coverage/?after=${at.coverage}`],
  '/coverage/:kind/': [
    '/coverage/video/',
    '/coverage/sketchnote/',
    `/coverage/video/?after=${at.coverage}`,
  ],
})

const things = (at: Landmarks): PagesByRoute => ({
  '/topics/:topic/': [
    ...parts(`/topics/${at.topic}/`),
    ...[at.rareTopic, at.synonym].map((one) => `/topics/${one}/`),
  ],
  '/topics/:topic/past/': [at.topic, at.rareTopic].flatMap((one) => parts(`/topics/${one}/past/`)),
  '/topics/:topic/:year{[0-9]{4}}/': parts(`/topics/${at.topic}/2024/`),
  '/places/:place/': [at.city, at.country].flatMap((one) => parts(`/places/${one}/`)),
  '/places/:place/past/': [at.city, at.country].flatMap((one) => parts(`/places/${one}/past/`)),
  '/people/:handle/': [
    ...[at.speaker, at.attendee, at.organiser, at.movedPerson].map((one) => `/people/${one}/`),
    `/people/${at.speaker}/?year=2025`,
    `/people/${at.speaker}/?${after()}`,
    `/people/${at.speaker}/?year=2025&${after()}`,
  ],
  '/series/:slug/': parts(`/series/${at.series}/`),
  '/venues/:city/:slug/': parts(at.venue),
  [OF_SCOPE]: coverageOf(at, ''),
  [`${OF_SCOPE}:kind/`]: ['video/', 'sketchnote/'].flatMap((kind) => coverageOf(at, kind)),
})

const OF_SCOPE = '/:scope{people|series|topics}/:slug/coverage/'

const coverageOf = (at: Landmarks, kind: string) =>
  [
    `people/${at.speaker}`,
    `series/${at.series}`,
    `topics/${at.topic}`,
    `topics/${at.rareTopic}`,
  ].flatMap((one) => parts(`/${one}/coverage/${kind}`))

/** A list's first page and another. */
const parts = (path: string) => [path, `${path}?${after()}`]

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
    `${programme.path}schedule/?day=${today()}`,
    `${programme.path}schedule/?picks=1`,
  ],
  [`${EVENT}/speakers/`]: [`${programme.path}speakers/`, `${programme.path}speakers/?after=200`],
  [`${EVENT}/attendees/`]: [
    `${crowd.path}attendees/`,
    `${crowd.path}attendees/?after=${at.attendee}`,
  ],
  [`${EVENT}/trackers/`]: [`${crowd.path}trackers/`, `${crowd.path}trackers/?after=${at.attendee}`],
  [`${EVENT}/calls/`]: [`${call.path}calls/`],
  [`${EVENT}/coverage/`]: [
    `${covered.path}coverage/`,
    `${covered.path}coverage/?after=${at.coverage}`,
  ],
  [`${EVENT}/coverage/:kind/`]: [
    `${covered.path}coverage/video/`,
    `${covered.path}coverage/video/?after=${at.coverage}`,
  ],
  [`${EVENT}/coverage/add/`]: [
    `${programme.path}coverage/add/`,
    `${programme.path}coverage/add/?added=${at.coverage}`,
  ],
  [`${EVENT}/:session/`]: [`${programme.path}${programme.session}/`, at.movedSession],
  [`${EVENT}/event.ics`]: [programme, crowd].map(({ path }) => `${path}event.ics`),
  [`${EVENT}/picks.ics`]: [`${programme.path}picks.ics`],
  [`${EVENT}/schedule.xml`]: [`${programme.path}schedule.xml`],
  [`${EVENT}/schedule.json`]: [`${programme.path}schedule.json`],
  [`${EVENT}/schedule.ics`]: [`${programme.path}schedule.ics`],
})

const forMachines = (at: Landmarks): PagesByRoute => ({
  '/pictures/coverage/:id': [`/pictures/coverage/${at.coverage}`],
  '/report/coverage/:id/': [`/report/coverage/${at.coverage}/`],
  '/pictures/people/:handle': [`/pictures/people/${at.speaker}`],
  '/sitemap.xml': ['/sitemap.xml'],
  '/sitemap-sections.xml': ['/sitemap-sections.xml'],
  '/:file{sitemap-[12][0-9]{3}-(?:0[1-9]|1[0-2])\\.xml}': [`/sitemap-${thisMonth()}.xml`],
  '/robots.txt': ['/robots.txt'],
  '/healthz': ['/healthz'],
})

/** They ask nothing but who reads them. */
const ofTheSite: PagesByRoute = {
  '/about/': ['/about/'],
  '/help/': ['/help/'],
  '/privacy/': ['/privacy/'],
}

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

const ofWishes = ({ programme, crowd }: Landmarks): PagesByRoute => ({
  [`/sign-in/attending${EVENT}/`]: [`/sign-in/attending${crowd.path}`],
  [`/sign-in/tracking${EVENT}/`]: [`/sign-in/tracking${crowd.path}`],
  [`/sign-in/tracking${EVENT}/:session/`]: [
    `/sign-in/tracking${programme.path}${programme.session}/`,
  ],
})
