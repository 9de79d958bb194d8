import { chance, id, pick } from './draw.ts'
import type { Sizes } from './sizes.ts'

/** The cities that have venues, and how many at most. */
const CITIES_WITH_VENUES = 300
const VENUES = 5

/** What surrounds events and programmes: coverage, calls, venues, organisers, posts. */
export const surroundingStatements = ({ people }: Sizes): string[] => [
  ...coverage,
  `insert into calls (id, event_id, kind, url, opens_at, deadline, deadline_is_day, pays_travel)
   select ${id('call', 'n * 2 + k')}, ${id('event', 'n')}, (array['speakers', 'volunteers'])[1 + k],
     'https://example.org/events/' || n || '/call-' || k, day - interval '200 days',
     case when ${chance('n * 2 + k', 70)} < 0.95 then day - make_interval(days => 20 + floor(100 * ${chance('n * 2 + k', 71)})::int) end,
     ${chance('n', 72)} < 0.5, (array[true, false, null])[1 + n % 3]
   from pg_temp.shape, generate_series(0, 1) k
   where day > current_date - 400 and ${chance('n * 2 + k', 73)} < (array[0.6, 0.15])[1 + k]`,
  `insert into venues (id, place_id, slug, name, address, latitude, longitude)
   select ${id('venue', `c * ${VENUES} + v`)}, place.id, ${pick('nouns', `c * ${VENUES} + v`, 74)} || '-hall-' || v,
     initcap(${pick('nouns', `c * ${VENUES} + v`, 74)}) || ' Hall', v || ' Example Street', place.latitude, place.longitude
   from generate_series(1, ${CITIES_WITH_VENUES}) c, generate_series(0, ${VENUES - 1}) v, places place, pg_temp.words w
   where place.id = ${id('place', 'c')}`,
  `insert into event_venues (event_id, venue_id)
   select ${id('event', 'n')}, ${id('venue', `city * ${VENUES} + n % ${VENUES}`)}
   from pg_temp.shape where city <= ${CITIES_WITH_VENUES} and n % 2 = 0`,
  `insert into event_staff (event_id, position, name, role, person_id)
   select ${id('event', 'n')}, k, person.name, ${pick('staff', 'n + k', 75)}, person.id
   from pg_temp.shape, generate_series(0, 3) k, people person, pg_temp.words w
   where person.id = ${id('person', `1 + (coalesce(s, n) * 13 + k) % ${people}`)} and ${chance('n', 76)} < 0.4 - k * 0.1`,
  `insert into posts (id, event_id, source, external_id, url, author_name, author_handle, html, posted_at, seen_at)
   select ${id('post', 'n * 50 + k')}, ${id('event', 'n')}, 'mastodon', 'https://social.example/' || n || '/' || k,
     'https://social.example/@ada/' || n || '-' || k, 'Ada', '@ada@social.example',
     '<p>' || ${pick('sentences', 'n * 50 + k', 77)} || '</p>', day + k * interval '7 minutes', day + interval '1 day'
   from pg_temp.shape, generate_series(1, 40) k, pg_temp.words w where n % 40 = 0 and day < current_date`,
]

/** Of what is past: a recording of half of the sessions, slides of a fifth, and what is written of the event. */
const coverage = [
  `insert into coverage (id, event_id, session_id, kind, url, url_key, title, provider, duration_s, source, created_at, checked_at)
   select ${id('coverage', '(n * 1024 + j) * 2 + k')}, ${id('event', 'n')}, ${id('session', 'n * 1024 + j')},
     (array['video', 'slides'])[1 + k], 'https://example.org/coverage/' || n || '/' || j || '/' || k,
     'example.org/coverage/' || n || '/' || j || '/' || k, ${pick('ways', 'n * 1024 + j', 51)} || ' ' || ${pick('subjects', 'n * 1024 + j', 50)},
     'Example', 1200 + j, 'generated', day + make_interval(mins => (1440 * 7 + n % 1440)::int), now()
   from pg_temp.shape, generate_series(1, talks) j, generate_series(0, 1) k, pg_temp.words w
   where day < current_date - 7 and j % 33 <> 0 and ${chance('(n * 1024 + j) * 2 + k', 78)} < (array[0.5, 0.2])[1 + k]`,
  `insert into coverage (id, event_id, session_id, kind, url, url_key, title, source, created_at)
   select ${id('coverage', '(n * 1024) * 2 + k')}, ${id('event', 'n')}, null, (array['write-up', 'photo'])[1 + k],
     'https://example.org/about/' || n || '/' || k, 'example.org/about/' || n || '/' || k, ${pick('sentences', 'n', 79)},
     'generated', day + interval '10 days'
   from pg_temp.shape, generate_series(0, 1) k, pg_temp.words w where day < current_date - 10 and (n + k) % 6 = 0`,
]
