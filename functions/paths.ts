export type EventRef = { readonly year: number; readonly slug: string }

/** The one place that spells URLs: pages, feeds, e-mails and redirects all ask here. */
export const paths = {
  home: () => '/',
  dashboard: () => '/dashboard/',
  conferences: () => '/conferences/',
  event: ({ year, slug }: EventRef) => `/${year}/${slug}/`,
  attendance: ({ year, slug }: EventRef) => `/${year}/${slug}/attendance/`,
  topics: () => '/topics/',
  topic: (slug: string) => `/topics/${slug}/`,
  topicPast: (slug: string) => `/topics/${slug}/past/`,
  topicYear: (slug: string, year: number) => `/topics/${slug}/${year}/`,
  places: () => '/places/',
  place: (slug: string) => `/places/${slug}/`,
  placePast: (slug: string) => `/places/${slug}/past/`,
  signIn: () => '/sign-in/',
  signInLink: (token: string) => `/sign-in/${token}/`,
  signInGithub: () => '/sign-in/github/',
  signInGithubCallback: () => '/sign-in/github/callback/',
  welcome: () => '/welcome/',
  signOut: () => '/sign-out/',
  signOutEverywhere: () => '/sign-out/everywhere/',
  queue: (job: string) => `/_queues/${job}`,
  health: () => '/healthz',
  sitemap: () => '/sitemap.xml',
} as const
