import type { AttendanceRole, DocumentKind } from '#db/schema/index.ts'

export type EventRef = { readonly year: number; readonly slug: string }

/** What the directory can be narrowed to: to what starts in a year, and from month to month (`YYYY-MM`); `place` and `topic` are slugs. */
export type ConferenceFilter = {
  readonly year?: number | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** About any of them. */
  readonly topic?: readonly string[] | undefined
  readonly place?: string | undefined
  /** Kilometres around a city. */
  readonly within?: '300' | undefined
  readonly online?: '1' | undefined
}

type OfTopicAndPlace = { readonly topic?: string | undefined; readonly place?: string | undefined }

/** What the directory of speakers can be narrowed to: slugs, and the letters that names begin with or come behind. */
export type SpeakerFilter = OfTopicAndPlace & { readonly letter?: string | undefined }

/** What the list of calls can be narrowed to: slugs, `travel` for those that pay for it. */
export type CallFilter = OfTopicAndPlace & {
  readonly kind?: string | undefined
  readonly travel?: '1' | undefined
  readonly closing?: 'soon' | undefined
}

/** Which part of a programme, and how it is laid out. `day` is `YYYY-MM-DD` or `none`, `q` words to find, `picks` what the reader tracks. */
export type SchedulePart = {
  readonly day?: string | undefined
  readonly room?: string | undefined
  readonly track?: string | undefined
  readonly language?: string | undefined
  readonly q?: string | undefined
  readonly view?: 'grid' | undefined
  readonly picks?: '1' | undefined
}

/** What has just been done to an event's coverage. */
export type AddingDone = {
  readonly added?: string
  readonly there?: string
  readonly taken?: '1'
}

type Value = string | number | readonly string[] | undefined

function queryOf(params: Record<string, Value>): string {
  const given = Object.entries(params)
    .flatMap(([name, value]) =>
      [value ?? ''].flat().map((one): [string, string] => [name, `${one}`]),
    )
    .filter(([, value]) => value !== '')
  const written = given.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return written.length === 0 ? '' : `?${written.join('&')}`
}

/**
 * Where nothing is out of the page cache: what is there is for one person, or for one machine. An isolate
 * tells them from pages before it has loaded a route. As the router spells them; all below belongs to them.
 */
export const personalAreas = {
  dashboard: '/dashboard/',
  signIn: '/sign-in/',
  signOut: '/sign-out/',
  welcome: '/welcome/',
  queue: '/_queues/',
  health: '/healthz',
  addCoverage: '/:year{[0-9]{4}}/:slug/coverage/add/',
  report: '/report/',
  picks: '/:year{[0-9]{4}}/:slug/picks.ics',
} as const

const PLURALS = { person: 'people', series: 'series', topic: 'topics' } as const

/** The one place that spells URLs: pages, feeds, e-mails and redirects all ask here. */
export const paths = {
  home: () => '/',
  dashboard: () => personalAreas.dashboard,
  conferences: ({ year, from, to, topic, place, within, online }: ConferenceFilter = {}) =>
    `/conferences/${queryOf({ year, from, to, topic: topic?.toSorted(), place, within, online })}`,
  event: ({ year, slug }: EventRef) => `/${year}/${slug}/`,
  session: ({ year, slug }: EventRef, session: string) => `/${year}/${slug}/${session}/`,
  eventFile: ({ year, slug }: EventRef) => `/${year}/${slug}/event.ics`,
  /** What the reader tracks of its programme. */
  picksFile: ({ year, slug }: EventRef) => `/${year}/${slug}/picks.ics`,
  scheduleFile: ({ year, slug }: EventRef, ending: 'xml' | 'json' | 'ics') =>
    `/${year}/${slug}/schedule.${ending}`,
  schedule: (
    { year, slug }: EventRef,
    { day, room, track, language, q, view, picks }: SchedulePart = {},
  ) => `/${year}/${slug}/schedule/${queryOf({ day, room, track, language, q, view, picks })}`,
  /** Everybody who attends it, or who tracks it. */
  eventPeople: ({ year, slug }: EventRef, role: AttendanceRole) =>
    `/${year}/${slug}/${role === 'attending' ? 'attendees' : 'trackers'}/`,
  eventSpeakers: ({ year, slug }: EventRef) => `/${year}/${slug}/speakers/`,
  /** Where a session is tracked, and let go of. */
  sessionTracking: ({ year, slug }: EventRef, session: string) =>
    `/${year}/${slug}/${session}/tracking/`,
  attendance: ({ year, slug }: EventRef) => `/${year}/${slug}/attendance/`,
  coverage: (kind?: string) => (kind ? `/coverage/${kind}/` : '/coverage/'),
  eventCoverage: ({ year, slug }: EventRef, kind?: string) =>
    `/${year}/${slug}/coverage/${kind ? `${kind}/` : ''}`,
  /** Of a person, by their handle, or of a topic or a series. */
  coverageOf: (scope: 'person' | 'series' | 'topic', slug: string, kind?: string) =>
    `/${PLURALS[scope]}/${slug}/coverage/${kind ? `${kind}/` : ''}`,
  /**
   * `session` is the slug of the one it is about, chosen beforehand. The others say what has just happened:
   * the id of what was added or was there already, or that something was taken back.
   */
  addCoverage: ({ year, slug }: EventRef, session?: string, done: AddingDone = {}) =>
    `/${year}/${slug}/coverage/add/${queryOf({ session, ...done })}`,
  /** Where whoever added it takes it back. */
  coverageRemoval: (coverageId: string) => `/coverage/${coverageId}/removal/`,
  reportCoverage: (coverageId: string, { sent }: { sent?: '1' } = {}) =>
    `${personalAreas.report}coverage/${coverageId}/${queryOf({ sent })}`,
  coveragePicture: (coverageId: string) => `/pictures/coverage/${coverageId}`,
  personPicture: (handle: string) => `/pictures/people/${handle}`,
  person: (handle: string, year?: number) => `/people/${handle}/${queryOf({ year })}`,
  speakers: ({ topic, place, letter }: SpeakerFilter = {}) =>
    `/speakers/${queryOf({ letter, place, topic })}`,
  calls: ({ topic, place, kind, travel, closing }: CallFilter = {}) =>
    `/calls/${queryOf({ kind, topic, place, travel, closing })}`,
  eventCalls: ({ year, slug }: EventRef) => `/${year}/${slug}/calls/`,
  seriesList: () => '/series/',
  /** What is found of a text: the first few of every kind, or one kind page by page. */
  search: ({ q, kind }: { q?: string | undefined; kind?: DocumentKind | undefined } = {}) =>
    `/search/${queryOf({ q, kind })}`,
  series: (slug: string) => `/series/${slug}/`,
  venue: ({ city, slug }: { city: string; slug: string }) => `/venues/${city}/${slug}/`,
  topics: () => '/topics/',
  topic: (slug: string) => `/topics/${slug}/`,
  topicPast: (slug: string) => `/topics/${slug}/past/`,
  topicYear: (slug: string, year: number) => `/topics/${slug}/${year}/`,
  places: () => '/places/',
  place: (slug: string) => `/places/${slug}/`,
  placePast: (slug: string) => `/places/${slug}/past/`,
  about: () => '/about/',
  help: () => '/help/',
  privacy: () => '/privacy/',
  signIn: () => personalAreas.signIn,
  /** Sign in, then go on to a local path. */
  signInThen: (next: string) => personalAreas.signIn + queryOf({ next }),
  /** Sign in to attend or to track what is at a local path: a wish, which functions/tracking/wish.ts reads again. */
  signInTo: (role: AttendanceRole, page: string) => `${personalAreas.signIn}${role}${page}`,
  signInSent: () => `${personalAreas.signIn}sent/`,
  signInLink: (token: string) => `${personalAreas.signIn}${token}/`,
  signInGithub: (next: string | null = null) =>
    `${personalAreas.signIn}github/${queryOf({ next: next ?? '' })}`,
  signInGithubCallback: () => `${personalAreas.signIn}github/callback/`,
  /** Choose a name, then go on to a local path. */
  welcome: (next: string | null = null) => personalAreas.welcome + queryOf({ next: next ?? '' }),
  /** To look at: where somebody is signed in. To post to: the way out of this browser. */
  signOut: () => personalAreas.signOut,
  signOutOne: () => `${personalAreas.signOut}one/`,
  signOutEverywhere: () => `${personalAreas.signOut}everywhere/`,
  queue: (job: string) => personalAreas.queue + job,
  health: () => personalAreas.health,
  sitemap: () => '/sitemap.xml',
  /** Topics, places and lists; with a month (`YYYY-MM`), the events that start in it. */
  sitemapPart: (month?: string) => `/sitemap-${month ?? 'sections'}.xml`,
  /** A later page of the list at `path`, which may have a query of its own. */
  after: (path: string, cursor: string) =>
    `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ after: cursor })}`,
} as const
