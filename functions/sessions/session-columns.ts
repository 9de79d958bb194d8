import { sql } from 'drizzle-orm'
import { credits, people, rooms, sessions } from '#db/schema/index.ts'
import { staticSql } from '#db/static-sql.ts'
import type { Credit } from './session.ts'

/** Who is billed for a session of `sessions`, in billed order. */
export const creditsJson = staticSql(sql<Credit[]>`coalesce((
  select json_agg(json_build_object(
    'name', ${credits.name}, 'role', ${credits.role}, 'handle', ${people.handle})
    order by ${credits.position})
  from ${credits} left join ${people} on ${people.id} = ${credits.personId}
  where ${credits.sessionId} = ${sessions.id}), '[]')`)

/** All of a slot but who is billed. A query that takes it joins `rooms`. */
export const slotColumns = {
  id: sessions.id,
  slug: sessions.slug,
  title: sessions.title,
  kind: sessions.kind,
  day: sessions.day,
  startsAt: sessions.startsAt,
  endsAt: sessions.endsAt,
  room: rooms.name,
  track: sessions.track,
  language: sessions.language,
  level: sessions.level,
  notRecorded: sessions.notRecorded,
  withdrawn: sql<boolean>`${sessions.withdrawnAt} is not null`,
} as const

/** What a `SessionSummary` is made of. */
export const sessionColumns = { ...slotColumns, credits: creditsJson } as const

/** What a `SessionLink` is made of. */
export const linkColumns = {
  slug: sessions.slug,
  title: sessions.title,
  startsAt: sessions.startsAt,
  room: rooms.name,
} as const
