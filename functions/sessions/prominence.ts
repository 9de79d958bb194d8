import { type SQL, sql } from 'drizzle-orm'
import { coverage, credits, events, people, sessions, speakers } from '#db/schema/index.ts'
import { staticSql } from '#db/static-sql.ts'
import type { PersonSummary } from '../people/person.ts'
import { speakerScope } from '../people/speaker-scope.ts'

/** How often each person who is billed has spoken anywhere, as of the last count. */
export const withTimesSpoken = sql`left join ${speakers}
  on ${speakers.scope} = ${sql.raw(`'${speakerScope.site}'`)} and ${speakers.personId} = ${credits.personId}`

/**
 * In what order those billed at an event are named, whom most come for first: who gives a keynote, whose
 * sessions there were recorded, who has spoken most often. A query that groups `credits` and `sessions` by
 * who is billed takes it, with `withTimesSpoken`, and then has names decide.
 */
export const byProminence = staticSql(sql`bool_or(${sessions.kind} = 'keynote') desc,
  count(*) filter (where exists (select from ${coverage}
    where ${coverage.sessionId} = ${sessions.id} and ${coverage.kind} = 'video')) desc,
  coalesce(max(${speakers.sessionCount}), 0) desc`)

/** The first few who are billed at an event of `events` and have a page, by prominence. */
export const prominentSpeakers = (limit: number): SQL<PersonSummary[]> => sql`coalesce((
  select json_agg(json_build_object('handle', slot.handle, 'name', slot.name) order by slot.place)
  from (select ${people.handle} as handle, ${people.name} as name,
      row_number() over (order by ${byProminence}, ${people.name}, ${people.id}) as place
    from ${credits}
    join ${sessions} on ${sessions.id} = ${credits.sessionId}
    join ${people} on ${people.id} = ${credits.personId}
    ${withTimesSpoken}
    where ${sessions.eventId} = ${events.id} and ${sessions.withdrawnAt} is null
    group by ${people.id} order by place limit ${limit}) as slot), '[]')`
