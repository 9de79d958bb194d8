import { chance, id, pick, zipf } from './draw.ts'
import type { Sizes } from './sizes.ts'

/** The number of past editions falls steeply: most series have one to three, a few have a dozen. */
const EDITIONS = 12
const ONLINE = 0.12
/** How many of the events have a programme. */
const WITH_PROGRAMME = 0.5

/**
 * What follows from an event's number is drawn once, into a table that the other statements read:
 * its series and edition, days, city, and how many sessions (`talks`) and attendees (`crowd`) it has.
 */
export const eventStatements = (sizes: Sizes): string[] => [
  seriesRows(sizes),
  shape(sizes),
  'create unique index on pg_temp.shape (n)',
  'analyze pg_temp.shape',
  eventRows,
  topicTies(sizes),
  `insert into event_redirects (year, slug, event_id)
   select year, 'old-' || slug, ${id('event', 'n')} from pg_temp.shape where n % 200 = 0`,
]

const seriesRows = ({ series }: Sizes) => `
  insert into series (id, slug, name, website)
  select ${id('series', 'n')}, ${pick('adjectives', 'n', 1)} || '-' || ${pick('nouns', 'n', 2)} || '-' || n,
    initcap(${pick('adjectives', 'n', 1)} || ' ' || ${pick('nouns', 'n', 2)}) || ' ' || ${pick('formats', 'n', 3)},
    'https://example.org/series/' || n
  from generate_series(1, ${series}) n, pg_temp.words w`

/** The largest programmes go to events to come and past ones by chance; they last three days. */
const shape = ({ events, series, cities, sessions, large, sessionsOfLarge, ...rest }: Sizes) => `
  create temp table shape as
  with editions as (
    select s, e, row_number() over (order by s, e) as n
    from generate_series(1, ${series}) s,
      generate_series(0, floor(${EDITIONS} * power(${chance('s', 10)}, 3))::int) e
  ), drawn as (
    select n, s, coalesce(s, ${series} + n) as who,
      case when s is null then current_date + 250 - floor(4000 * power(${chance('n', 11)}, 2))::int
      else (current_date - 180 + floor(545 * ${chance('s', 11)})::int - e * interval '1 year')::date end as day,
      case when ${chance('coalesce(s, n + 1000000)', 12)} >= ${ONLINE}
      then ${zipf(cities, 'coalesce(s, n + 1000000)', 13)} end as city,
      row_number() over (order by ${chance('n', 14)}) as talk_rank,
      row_number() over (order by ${chance('n', 15)}) as crowd_rank
    from generate_series(1, ${events}) n left join editions using (n)
  ), weighed as (
    select *, talk_rank <= ${large} as is_large,
      case when talk_rank between ${large + 1} and ${events * WITH_PROGRAMME} then power(talk_rank + 20, -0.75) else 0 end as talk_weight,
      power(crowd_rank + 10, -0.9) as crowd_weight
    from drawn
  )
  select n, s, day, city, extract(year from day)::int as year,
    w.adjective || '-' || w.noun || '-' || who as slug,
    initcap(w.adjective || ' ' || w.noun) || ' ' || w.format as name,
    case when is_large then 3 else 1 + floor(4 * power(${chance('n', 16)}, 2))::int end as days,
    case when is_large then ${sessionsOfLarge} else
      least(${sessionsOfLarge}, round(${sessions - large * sessionsOfLarge} * talk_weight / sum(talk_weight) over ()))::int end as talks,
    case when crowd_rank <= ${rest.popular} then ${rest.attendeesOfPopular} else
      least(${rest.people}, round(${rest.attendances} * crowd_weight / sum(crowd_weight) over ()))::int end as crowd
  from weighed
  cross join lateral (
    select ${pick('adjectives', 'who', 1)} as adjective, ${pick('nouns', 'who', 2)} as noun,
      ${pick('formats', 'who', 3)} as format from pg_temp.words w) w`

const eventRows = `
  insert into events (id, series_id, year, slug, name, tagline, description, kind, starts_on, ends_on, zone,
    status, visibility, attendance_mode, place_id, website, languages, hashtag, mastodon_handle)
  select ${id('event', 'n')}, case when s is not null then ${id('series', 's')} end, year, shape.slug,
    shape.name || case when s is null then '' else ' ' || year end,
    ${pick('sentences', 'n', 20)}, '<p>' || ${pick('sentences', 'n', 21)} || '</p><p>' || ${pick('sentences', 'n', 22)} || '</p>',
    case when ${chance('n', 23)} < 0.15 then 'meetup' when ${chance('n', 23)} < 0.2 then 'workshop' else 'conference' end,
    day, day + days - 1, coalesce(place.zone, 'UTC'),
    case when ${chance('n', 24)} < 0.02 then 'cancelled' when ${chance('n', 24)} < 0.03 then 'postponed' else 'scheduled' end,
    case when talks < 500 and ${chance('n', 25)} < 0.01 then 'unlisted' when talks < 500 and ${chance('n', 25)} < 0.015 then 'hidden' else 'public' end,
    case when city is null then 'online' when ${chance('n', 26)} < 0.1 then 'hybrid' else 'in_person' end,
    place.id, 'https://example.org/events/' || n, array[${pick('languages', 'n', 27)}],
    case when ${chance('n', 28)} < 0.3 then replace(shape.slug, '-', '') end,
    case when ${chance('n', 28)} < 0.2 then 'event' || n || '@social.example' end
  from pg_temp.shape cross join pg_temp.words w left join places place on place.id = ${id('place', 'city')}`

const topicTies = ({ topics }: Sizes) => `
  insert into event_topics (event_id, topic_id, position)
  select ${id('event', 'n')}, ${id('topic', zipf(topics, 'n * 10 + p', 30))}, p
  from pg_temp.shape, generate_series(0, 2) p where p = 0 or ${chance('n * 10 + p', 31)} < 0.4
  on conflict do nothing`
