import type { AttendanceRole } from '#db/schema/index.ts'

export type EventRef = { readonly year: number; readonly slug: string }

/** What the directory can be narrowed to. `month` is `YYYY-MM`, `online` is `1`, the others are slugs. */
export type ConferenceFilter = {
  readonly month?: string | undefined
  readonly online?: '1' | undefined
  readonly place?: string | undefined
  readonly topic?: string | undefined
}

/** What the directory of speakers can be narrowed to: slugs. */
export type SpeakerFilter = Pick<ConferenceFilter, 'place' | 'topic'>

/** What the list of calls can be narrowed to: slugs, `travel` for those that pay for it. */
export type CallFilter = Pick<ConferenceFilter, 'place' | 'topic'> & {
  readonly kind?: string | undefined
  readonly travel?: '1' | undefined
  readonly closing?: 'soon' | undefined
}

/** Which part of a programme, and how it is laid out. `day` is `YYYY-MM-DD` or `none`, `picks` what the reader tracks. */
export type SchedulePart = {
  readonly day?: string | undefined
  readonly room?: string | undefined
  readonly track?: string | undefined
  readonly language?: string | undefined
  readonly view?: 'grid' | undefined
  readonly picks?: '1' | undefined
}

function queryOf(params: Record<string, string | undefined>): string {
  const given = Object.entries(params).filter((pair): pair is [string, string] => Boolean(pair[1]))
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
  picks: '/:year{[0-9]{4}}/:slug/picks.ics',
} as const

/** The one place that spells URLs: pages, feeds, e-mails and redirects all ask here. */
export const paths = {
  home: () => '/',
  dashboard: () => personalAreas.dashboard,
  conferences: (filter: ConferenceFilter = {}) => `/conferences/${queryOf(filter)}`,
  event: ({ year, slug }: EventRef) => `/${year}/${slug}/`,
  session: ({ year, slug }: EventRef, session: string) => `/${year}/${slug}/${session}/`,
  eventFile: ({ year, slug }: EventRef) => `/${year}/${slug}/event.ics`,
  /** What the reader tracks of its programme. */
  picksFile: ({ year, slug }: EventRef) => `/${year}/${slug}/picks.ics`,
  scheduleFile: ({ year, slug }: EventRef, ending: 'xml' | 'json' | 'ics') =>
    `/${year}/${slug}/schedule.${ending}`,
  schedule: (
    { year, slug }: EventRef,
    { day, room, track, language, view, picks }: SchedulePart = {},
  ) => `/${year}/${slug}/schedule/${queryOf({ day, room, track, language, view, picks })}`,
  eventSpeakers: ({ year, slug }: EventRef) => `/${year}/${slug}/speakers/`,
  /** Where a session is tracked, and let go of. */
  sessionTracking: ({ year, slug }: EventRef, session: string) =>
    `/${year}/${slug}/${session}/tracking/`,
  attendance: ({ year, slug }: EventRef) => `/${year}/${slug}/attendance/`,
  coverage: (kind?: string) => (kind ? `/coverage/${kind}/` : '/coverage/'),
  eventCoverage: ({ year, slug }: EventRef, kind?: string) =>
    `/${year}/${slug}/coverage/${kind ? `${kind}/` : ''}`,
  /** `session` is the slug of the one it is about, chosen beforehand. */
  addCoverage: ({ year, slug }: EventRef, session?: string) =>
    `/${year}/${slug}/coverage/add/${queryOf({ session })}`,
  coveragePicture: (coverageId: string) => `/pictures/coverage/${coverageId}`,
  personPicture: (handle: string) => `/pictures/people/${handle}`,
  person: (handle: string, year?: number) =>
    `/people/${handle}/${queryOf({ year: year?.toString() })}`,
  speakers: ({ topic, place }: SpeakerFilter = {}) => `/speakers/${queryOf({ place, topic })}`,
  calls: ({ topic, place, kind, travel, closing }: CallFilter = {}) =>
    `/calls/${queryOf({ kind, topic, place, travel, closing })}`,
  eventCalls: ({ year, slug }: EventRef) => `/${year}/${slug}/calls/`,
  seriesList: () => '/series/',
  series: (slug: string) => `/series/${slug}/`,
  venue: ({ city, slug }: { city: string; slug: string }) => `/venues/${city}/${slug}/`,
  topics: () => '/topics/',
  topic: (slug: string) => `/topics/${slug}/`,
  topicPast: (slug: string) => `/topics/${slug}/past/`,
  topicYear: (slug: string, year: number) => `/topics/${slug}/${year}/`,
  places: () => '/places/',
  place: (slug: string) => `/places/${slug}/`,
  placePast: (slug: string) => `/places/${slug}/past/`,
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
