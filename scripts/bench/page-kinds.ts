const EVENT = `'/' || e.year || '/' || e.slug || '/'`

/** Kinds of pages whose growth is measured: some of each, and how many times the reference page's CPU one may take. */
export const pageKinds = {
  session: {
    maxCpu: 12,
    query: `select ${EVENT} || s.slug || '/' as path from sessions s join events e on e.id = s.event_id
      where e.visibility = 'public' order by md5(s.id::text) limit 300`,
  },
  /** Programmes of 1,000 sessions in three days: a page shows one day, so another number of days is another page. */
  schedule: {
    maxCpu: 35,
    query: `select ${EVENT} || 'schedule/' as path from sessions s join events e on e.id = s.event_id
      where e.visibility = 'public' and e.ends_on - e.starts_on = 2 group by e.id order by count(*) desc, e.id limit 3`,
  },
  profile: {
    maxCpu: 12,
    query: `select '/people/' || p.handle || '/' as path from speakers s join people p on p.id = s.person_id
      where s.scope = 'site' order by md5(p.handle) limit 300`,
  },
  topic: {
    maxCpu: 12,
    query: `select '/topics/' || t.slug || '/' || case when past then 'past/' else '' end as path
      from (select topic_id, event_count from topic_counts order by event_count desc limit 10) c
      join topics t on t.id = c.topic_id, (values (false), (true)) as cut (past) order by event_count desc`,
  },
  series: {
    maxCpu: 12,
    query: `select '/series/' || s.slug || '/' as path from events e join series s on s.id = e.series_id
      group by s.id having count(*) between 3 and 6 order by md5(s.slug) limit 60`,
  },
} as const satisfies Record<string, { maxCpu: number; query: string }>

export type PageKind = keyof typeof pageKinds

// The keys of a literal are the type's own.
export const PAGE_KINDS = Object.keys(pageKinds) as PageKind[]
