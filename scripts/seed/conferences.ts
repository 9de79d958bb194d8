import type {
  AttendanceMode,
  DatePrecision,
  EventKind,
  EventStatus,
} from '#functions/events/event.ts'
import type { CityKey } from './places.ts'

/** One invented edition. Days count from the day of the seeding, so that the sample never grows old. */
export type SampleEvent = {
  readonly name: string
  readonly slug: string
  readonly city: CityKey | null
  /** The first day, as days from today. */
  readonly in: number
  readonly days: number
  /** Slugs. The first gives the event its colour. */
  readonly topics: readonly string[]
  readonly tagline?: string
  readonly hashtag?: string
  readonly kind?: EventKind
  readonly mode?: AttendanceMode
  readonly status?: EventStatus
  readonly precision?: DatePrecision
  readonly languages?: readonly string[]
  readonly xHandle?: string
  readonly mastodonHandle?: string
  readonly blueskyHandle?: string
  readonly conduct?: true
}

type Rest = Omit<SampleEvent, 'name' | 'slug' | 'city' | 'in' | 'days' | 'topics'>

const event = (
  [name, slug]: [string, string],
  city: CityKey | null,
  [start, days]: [number, number],
  topics: string,
  rest: Rest = {},
): SampleEvent => ({ name, slug, city, in: start, days, topics: topics.split(' '), ...rest })

const online = { mode: 'online' } as const

export const sampleEvents: readonly SampleEvent[] = [
  event(['Hallway Conf', 'hallway-conf'], 'brighton', [-1, 3], 'general leadership ux', {
    tagline: 'The talks are good. The conversations between them are better',
    hashtag: 'hallwayconf',
    mode: 'hybrid',
    languages: ['en'],
    xHandle: 'hallwayconf',
    mastodonHandle: 'hallwayconf@social.example',
    blueskyHandle: 'hallwayconf.example',
    conduct: true,
  }),
  event(['Tidewater JS', 'tidewater-js'], 'lisbon', [0, 1], 'javascript typescript', {
    tagline: 'One day, one track, one beach',
    hashtag: 'tidewaterjs',
    languages: ['en', 'pt'],
    conduct: true,
  }),
  event(['Slow Query Summit', 'slow-query-summit'], 'berlin', [2, 2], 'data performance', {
    tagline: 'Databases, and the people who wait for them',
    hashtag: 'slowquery',
    languages: ['de', 'en'],
    mastodonHandle: 'slowquery@social.example',
  }),
  event(['Kettle & Kernel', 'kettle-and-kernel'], 'edinburgh', [-3, 2], 'opensource cpp', {
    hashtag: 'kettlekernel',
    tagline: 'Systems programming over a great deal of tea',
  }),
  event(['Pager Duty Free', 'pager-duty-free'], null, [3, 1], 'devops sre', {
    ...online,
    tagline: 'Sleep through the night. An online day about calm operations',
    hashtag: 'pagerdutyfree',
  }),
  event(['கணித்தமிழ் மாநாடு', 'kanittamil-maanaadu'], 'chennai', [12, 2], 'opensource general', {
    tagline: 'தமிழில் மென்பொருள்',
    languages: ['ta', 'en'],
  }),
  event(['ملتقى النيل للبرمجيات', 'multaqa-al-nil'], 'cairo', [19, 3], 'general python', {
    languages: ['ar', 'en'],
    mode: 'hybrid',
  }),
  event(['Fjord Frontend', 'fjord-frontend'], 'gothenburg', [26, 2], 'css accessibility ux', {
    tagline: 'The web at its most watery',
    xHandle: 'fjordfrontend',
    conduct: true,
  }),
  event(['Savanna Signals', 'savanna-signals'], 'nairobi', [33, 3], 'iot networking data'),
  event(['Rosewater Rust', 'rosewater-rust'], 'portland', [40, 2], 'rust', { conduct: true }),
  event(['こだま Kodama Kotlin', 'kodama-kotlin'], 'tokyo', [47, 1], 'kotlin android', {
    languages: ['ja', 'en'],
  }),
  event(['Garoa Go', 'garoa-go'], 'saoPaulo', [54, 2], 'golang', { languages: ['pt-BR'] }),
  event(['Windward Web', 'windward-web'], 'wellington', [61, 2], 'javascript css', {
    mode: 'hybrid',
    tagline: 'Hold on to your hat',
  }),
  event(['Second Draft', 'second-draft'], 'brighton', [75, 1], 'tech-comm leadership', {
    status: 'cancelled',
    tagline: 'A day for people who write the documentation',
  }),
  event(['Queue Theory', 'queue-theory'], 'berlin', [89, 2], 'devops api', {
    status: 'postponed',
  }),
  event(['Type & Terrace', 'type-and-terrace'], 'lisbon', [96, 2], 'ux product', {
    status: 'tentative',
  }),
  event(
    ['Lighthouse Security Days', 'lighthouse-security-days'],
    null,
    [103, 2],
    'security identity',
    {
      ...online,
      status: 'moved_online',
      tagline: 'This year from wherever you are',
    },
  ),
  event(
    [
      'The International Symposium on Long-Lived Software, Institutional Memory and the Care of Systems Nobody Remembers Writing',
      'symposium-on-long-lived-software',
    ],
    'edinburgh',
    [117, 5],
    'general testing java',
    { tagline: 'Bring the oldest code that still runs' },
  ),
  event(['Ruby on the Rocks', 'ruby-on-the-rocks'], 'gothenburg', [124, 2], 'ruby', {
    status: 'rescheduled',
  }),
  event(['Elixir Afternoon', 'elixir-afternoon'], null, [131, 1], 'elixir', online),
  event(['Hallway Conf Pacific', 'hallway-conf-pacific'], 'wellington', [180, 1], 'general', {
    precision: 'month',
    tagline: 'The same conversations, upside down',
  }),
  event(['Graph Paper', 'graph-paper'], 'portland', [210, 1], 'graphql api', {
    precision: 'month',
  }),
  event(
    ['Functional Picnic', 'functional-picnic'],
    'edinburgh',
    [400, 1],
    'haskell scala clojure',
    {
      precision: 'year',
    },
  ),
  event(['PHP by the Sea', 'php-by-the-sea'], 'brighton', [145, 2], 'php'),
  event(['Assistive', 'assistive'], 'lisbon', [152, 2], 'accessibility ux', { conduct: true }),
  event(['Hallway Conf', 'hallway-conf'], 'brighton', [-370, 3], 'general leadership', {
    hashtag: 'hallwayconf',
  }),
  event(['Hallway Conf', 'hallway-conf'], 'edinburgh', [-740, 2], 'general leadership'),
  event(['Tidewater JS', 'tidewater-js'], 'lisbon', [-370, 1], 'javascript typescript', {
    hashtag: 'tidewaterjs',
  }),
  event(['Tidewater JS', 'tidewater-js'], 'lisbon', [-740, 1], 'javascript'),
  event(['Slow Query Summit', 'slow-query-summit'], 'berlin', [-366, 2], 'data performance'),
  event(['Fjord Frontend', 'fjord-frontend'], 'gothenburg', [-340, 2], 'css ux'),
  event(['Rosewater Rust', 'rosewater-rust'], 'portland', [-330, 2], 'rust'),
  event(['Windward Web', 'windward-web'], 'wellington', [-305, 2], 'javascript css'),
  event(['Garoa Go', 'garoa-go'], 'saoPaulo', [-315, 2], 'golang', { status: 'cancelled' }),
  event(['Savanna Signals', 'savanna-signals'], 'nairobi', [-335, 3], 'iot networking'),
  event(['Python by Lamplight', 'python-by-lamplight'], null, [-120, 1], 'python data', online),
  event(['Small Teams', 'small-teams'], 'berlin', [-60, 1], 'leadership product'),
  event(['Tram Stop DevOps', 'tram-stop-devops'], 'lisbon', [-30, 2], 'devops', {
    hashtag: 'tramstop',
    mode: 'hybrid',
  }),
  event(['Test Kitchen', 'test-kitchen'], 'portland', [-14, 1], 'testing', {
    hashtag: 'testkitchen',
    tagline: 'Recipes for software that keeps',
  }),
  event(
    ['Berlin Database Evening #12', 'berlin-database-evening'],
    'berlin',
    [-20, 1],
    'data performance',
    {
      kind: 'meetup',
      tagline: 'Two talks, one query plan, many pretzels',
      languages: ['en', 'de'],
    },
  ),
  event(['Swift Half', 'swift-half'], 'edinburgh', [-9, 1], 'ios', { hashtag: 'swifthalf' }),
]
