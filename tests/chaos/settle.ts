import { expect, vi } from 'vitest'
import { query } from '../stack/people.ts'
import type { Reader } from './reader.ts'
import type { SignIns } from './sign-ins.ts'
import type { World } from './world.ts'
import type { Writers } from './writers.ts'

const SETTLE_MS = 45_000
const CRON = '* * * * *'

type Actors = { readers: readonly Reader[]; writers: Writers; signIns: SignIns }

/** What must be true when everybody has stopped and every job has had its time. */
export async function settle(world: World, actors: Actors) {
  await checkJobs(world)
  await checkRoles(world, actors.readers)
  await checkVersions(world, actors.writers)
  checkMails(world, actors.signIns)
}

/** Every message is settled: what waits is hurried, nothing is written off. */
async function checkJobs({ stack, report }: World) {
  const left = () =>
    query(
      stack.databaseUrl,
      `select o.job, count(*)::int as left_over from outbox o where not exists
       (select from job_runs r where r.message_id = o.id and r.job = o.job) group by 1`,
    )
  const hurry = async () => {
    await query(
      stack.databaseUrl,
      `update outbox set created_at = created_at - interval '1 minute' where sent_at is null`,
    )
    await stack.runCron(CRON)
    stack.parts.qstash.server.advance(15_000)
    expect(await left()).toEqual([])
  }
  await vi.waitFor(hurry, { timeout: SETTLE_MS, interval: 500 }).catch(async () =>
    report.violate({
      invariant: 'every message is settled in the end',
      who: 'everybody',
      operation: 'jobs',
      expected: 'none left',
      seen: JSON.stringify([await left(), stack.parts.qstash.server.counts()]),
    }),
  )
}

async function checkRoles({ stack, events, report }: World, readers: readonly Reader[]) {
  for (const reader of readers) {
    const rows = await query<{ event_id: string; role: string }>(
      stack.databaseUrl,
      'select event_id, role from attendances where person_id = $1',
      [reader.visitor.personId],
    )
    const roles = new Map(rows.map(({ event_id, role }) => [event_id, role]))
    for (const { id, path } of events) {
      const { possible } = reader.standing(path)
      const role = roles.get(id) ?? 'none'
      if (![...possible].some((one) => one === role))
        report.violate({
          invariant: 'no acknowledged write is lost',
          who: reader.name,
          operation: path,
          expected: [...possible].join(' or '),
          seen: role,
        })
    }
  }
}

async function checkVersions({ stack, events, report }: World, { committed }: Writers) {
  for (const { id, number } of events) {
    const [row] = await query<{ name: string }>(
      stack.databaseUrl,
      'select name from events where id = $1',
      [id],
    )
    const version = Number(/v(\d+)$/.exec(row?.name ?? '')?.[1])
    const newest = committed.get(number) ?? 0
    if (!(version >= newest))
      report.violate({
        invariant: 'no committed version is lost',
        who: 'writers',
        operation: `event ${number}`,
        expected: `v${newest} or newer`,
        seen: row?.name ?? 'no event',
      })
  }
}

function checkMails({ stack, report }: World, { asked }: SignIns) {
  const mails = stack.mails()
  for (const [email, accepted] of asked) {
    const sent = mails.filter(({ to }) => to.includes(email)).length
    if (sent === 1 || (sent === 0 && !accepted)) continue
    report.violate({
      invariant: 'one mail for each sign-in request',
      who: email,
      operation: accepted ? 'accepted' : 'not answered',
      expected: accepted ? '1' : '0 or 1',
      seen: String(sent),
    })
  }
}
