import { chance, id, pick } from './draw.ts'
import type { Sizes } from './sizes.ts'

/** How many of all people have an account: every fifth. */
const ACCOUNT_EVERY = 5
/** How many of all people have spoken. */
const SPEAKERS = 0.4

export const speakersAmong = ({ people }: Sizes) => Math.floor(people * SPEAKERS)

/** SQL for the name of the nth person. There are far fewer names than people, as everywhere. */
export const nameOf = (n: string) => `${pick('firsts', n, 40)} || ' ' || ${pick('lasts', n, 41)}`

export const peopleStatements = (sizes: Sizes): string[] => [
  `insert into accounts (id, email)
   select ${id('account', 'n')}, 'person-' || n || '@example.org'
   from generate_series(1, ${sizes.people / ACCOUNT_EVERY}) n`,
  `insert into people (id, account_id, handle, name, bio, website, links)
   select ${id('person', 'n')}, case when n % ${ACCOUNT_EVERY} = 0 then ${id('account', `n / ${ACCOUNT_EVERY}`)} end,
     lower(${pick('firsts', 'n', 40)} || '-' || n), ${nameOf('n')},
     case when n % 3 = 0 then '<p>' || ${pick('sentences', 'n', 42)} || '</p>' end,
     case when n % 4 = 0 then 'https://example.org/people/' || n end,
     case when n % 7 = 0 then array['https://social.example/@person' || n] else '{}' end
   from generate_series(1, ${sizes.people}) n, pg_temp.words w`,
  `insert into person_redirects (handle, person_id)
   select 'was-' || n, ${id('person', 'n')} from generate_series(1, ${sizes.people}, 500) n`,
  attendances(sizes),
]

/**
 * A step that shares no divisor with the number of people meets everybody once, so an event's crowd
 * has nobody twice. The same people are among the first of most crowds: those who go to everything.
 */
const attendances = ({ people }: Sizes) => `
  insert into attendances (event_id, person_id, role, created_at)
  select ${id('event', 'n')},
    ${id('person', `1 + (floor(${people} * power(${chance('n', 43)}, 3))::bigint + k * 7919) % ${people}`)},
    case when ${chance('n * 100000 + k', 44)} < 0.75 then 'attending' else 'tracking' end,
    least(day::timestamptz, now()) - make_interval(secs => 90 * 86400 * ${chance('n * 100000 + k', 45)})
  from pg_temp.shape, generate_series(1, crowd) k`
