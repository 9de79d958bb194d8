import { chance, id, pick } from './draw.ts'
import { nameOf, speakersAmong } from './people.ts'
import type { Sizes } from './sizes.ts'

/** How many sessions a room has in a day. */
const PER_ROOM_AND_DAY = 10
const FIRST_AT = '9 hours'
const EVERY = '55 minutes'
const LONG = '45 minutes'

/**
 * Programmes: rooms fill slot by slot from nine in the morning. The jth session of the nth event has
 * the number n * 1024 + j, the rth room n * 1024 + r.
 */
export const programmeStatements = (sizes: Sizes): string[] => [
  `insert into rooms (id, event_id, name, position)
   select ${id('room', 'n * 1024 + r')}, ${id('event', 'n')}, 'Room ' || r, r
   from pg_temp.shape, generate_series(1, ${roomCount}) r where talks > 0`,
  sessionRows,
  credits(sizes),
  `insert into session_redirects (year, event_slug, slug, session_id)
   select year, slug, 'was-first', ${id('session', 'n * 1024 + 1')} from pg_temp.shape where talks > 0 and n % 20 = 0`,
  `insert into session_trackings (session_id, person_id)
   select ${id('session', 'n * 1024 + j')}, ${id('person', `1 + (n * 31 + j * 7) % ${sizes.people}`)}
   from pg_temp.shape, generate_series(1, talks) j where j % 8 = 0`,
  `insert into schedule_changes (id, event_id, session_id, kind, before, after)
   select ${id('change', 'n * 1024 + j')}, ${id('event', 'n')}, ${id('session', 'n * 1024 + j')}, 'renamed',
     '{"title": "To be announced"}', '{"title": "Announced"}'
   from pg_temp.shape, generate_series(1, least(talks, 5)) j where n % 4 = 0`,
  `insert into schedule_subscriptions (id, event_id, url)
   select ${id('subscription', 'n')}, ${id('event', 'n')}, 'https://example.org/schedules/' || n || '.xml'
   from pg_temp.shape where talks > 0 and day > current_date and n % 5 = 0`,
]

const roomCount = `ceil(talks::numeric / (days * ${PER_ROOM_AND_DAY}))::int`

const sessionRows = `
  insert into sessions (id, event_id, slug, title, abstract, kind, day, starts_at, ends_at, room_id, track, language,
    level, withdrawn_at)
  select ${id('session', 'm')}, ${id('event', 'n')}, ${pick('subjects', 'm', 50)} || '-' || j,
    case when is_break then 'Coffee' else ${pick('ways', 'm', 51)} || ' ' || ${pick('subjects', 'm', 50)} || ' ' || ${pick('places', 'm', 52)} end,
    case when not is_break then '<p>' || ${pick('sentences', 'm', 53)} || '</p><p>' || ${pick('sentences', 'm', 54)} || ' ' || ${pick('sentences', 'm', 55)} || '</p>' end,
    case when is_break then 'break' when j = 1 then 'keynote' when ${chance('m', 56)} < 0.1 then 'workshop' else 'talk' end,
    begins::date, begins, begins + interval '${LONG}', ${id('room', 'n * 1024 + 1 + (j - 1) % rooms')},
    ${pick('tracks', 'm', 57)}, ${pick('languages', 'm', 58)},
    (array['beginner', 'intermediate', 'advanced'])[1 + m % 7],
    case when ${chance('m', 59)} < 0.01 then now() end
  from pg_temp.shape
  cross join lateral (select ${roomCount} as rooms) r
  cross join generate_series(1, talks) j
  cross join lateral (
    select n * 1024 + j as m, j % 33 = 0 as is_break,
      day + (j - 1) / rooms / ${PER_ROOM_AND_DAY} + interval '${FIRST_AT}'
        + (j - 1) / rooms % ${PER_ROOM_AND_DAY} * interval '${EVERY}' as begins) s
  cross join pg_temp.words w`

/** One speaker in three of four sessions. A few of them are on stage all the time, most of them once. */
const credits = (sizes: Sizes) => `
  insert into credits (session_id, position, name, role, person_id)
  select ${id('session', 'm')}, p, ${nameOf('who')}, case when p = 2 then 'moderator' else 'speaker' end,
    case when ${chance('m * 4 + p', 60)} < 0.85 then ${id('person', 'who')} end
  from pg_temp.shape
  cross join generate_series(1, talks) j
  cross join lateral (select n * 1024 + j as m) s
  cross join generate_series(0, 2) p
  cross join lateral (select 1 + floor(${speakersAmong(sizes)} * power(${chance('m * 4 + p', 61)}, 1.3))::bigint as who) b
  cross join pg_temp.words w
  where j % 33 <> 0 and ${chance('m', 62)} < (array[1, 0.25, 0.05])[p + 1]`
