import pg from 'pg'
import { createRedis, type Redis, redisKeys } from '#db/redis.ts'
import { type Filled, lookAround } from '../look-around.ts'
import { sessionCookie } from '../session-cookie.ts'
import { type CountedStack, startCountedStack } from './counted-stack.ts'
import { type Counts, NOTHING, plus, times } from './counts.ts'

/** What is counted. Each action's effects in the background belong to it. */
export type Costs = {
  readonly hit: Counts
  /** A hit when the isolate asks KV for the site's state again, which it does each 5 s. */
  readonly hitAfterPause: Counts
  readonly miss: Counts
  readonly signedInList: Counts
  readonly attend: Counts
  /** One of fifty within a moment: what waits together travels together. */
  readonly attendAmongFifty: Counts
  /** One run of the minute's cron with nothing to do. */
  readonly idleMinute: Counts
  /** The same with 25 events on that have a hashtag. */
  readonly busyMinute: Counts
  /** All runs in which one comparison of the sets goes through everything. */
  readonly comparison: Counts
  readonly nightly: Counts
  /** What the comparison had to go through, and links, which are checked again each week. */
  readonly size: { readonly attendances: number; readonly links: number }
}

const MINUTE = '* * * * *'
const NIGHT = '23 4 * * *'
const IDLE_RUNS = 5
const MAX_RUNS = 500
/** Longer than an isolate trusts the state that it has read. */
const PAUSE_MS = 5_500
/** As long as messages wait for others, so that those of the action before ask for no run of the next. */
const TOGETHER_MS = 12_000

/** Counts on a stack of its own, with a copy of this filled directory. Times nothing, so others may work meanwhile. */
export async function measureCosts(port: number, directory: string): Promise<Costs> {
  const stack = await startCountedStack(port, directory)
  try {
    return await countActions(stack, await lookAround(targetOf(stack)))
  } finally {
    await stack.stop()
  }
}

async function countActions(stack: CountedStack, filled: Filled): Promise<Costs> {
  const client = new pg.Client({ connectionString: stack.databaseUrl })
  await client.connect()
  try {
    await quieten(client)
    const views = await countViews(stack, filled)
    const comparison = await countComparison(stack)
    const runs = await countRepeated(stack, MINUTE, IDLE_RUNS)
    const nightly = await stack.count(() => stack.runCron(NIGHT))
    await openEvents(client)
    const busyMinute = await stack.count(() => stack.runCron(MINUTE))
    const size = await measureSize(client)
    return {
      ...views,
      comparison,
      idleMinute: times(runs, 1 / IDLE_RUNS),
      nightly,
      busyMinute,
      size,
    }
  } finally {
    await client.end()
  }
}

async function countViews(stack: CountedStack, { eventPaths, accounts, topicPath }: Filled) {
  const [cookie, ...others] = await Promise.all(
    accounts
      .slice(0, 51)
      .map((account) => sessionCookie(account, stack.settings.SESSION_SECRET ?? '')),
  )
  if (cookie === undefined) throw new Error('Nobody is signed in')
  const [cold = '/', attended = '/'] = eventPaths
  const get = async (path: string, headers = {}) =>
    expectOk(await fetch(stack.origin + path, { headers }))
  // Whoever comes first asks KV how the site is, and the next ones within 5 s do not.
  const afterAnother = async (work: () => Promise<unknown>) => {
    await get('/')
    return stack.count(work)
  }
  const miss = await afterAnother(() => get(cold))
  const hit = await afterAnother(() => get(cold))
  const signedInList = await afterAnother(() => get(topicPath, { cookie }))
  const attend = await afterAnother(() => track(stack, attended, cookie))
  await new Promise((resolve) => setTimeout(resolve, TOGETHER_MS))
  const fifty = await afterAnother(async () => {
    for (const other of others) await track(stack, attended, other)
  })
  const attendAmongFifty = times(fifty, 1 / others.length)
  await get(cold)
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  const hitAfterPause = await stack.count(() => get(cold))
  return { miss, hit, signedInList, attend, attendAmongFifty, hitAfterPause }
}

async function track({ origin }: CountedStack, path: string, cookie: string) {
  const answer = await fetch(`${origin}${path}attendance/`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'role=attending',
  })
  if (answer.status !== 303) throw new Error(`Attending was answered with ${answer.status}`)
}

async function expectOk(answer: Response) {
  await answer.arrayBuffer()
  if (answer.status !== 200) throw new Error(`${answer.url} was answered with ${answer.status}`)
}

/** From the minute in which a comparison is due until it has come to its end. */
async function countComparison(stack: CountedStack): Promise<Counts> {
  const redis = redisOf(stack)
  await redis.del(redisKeys.setsComplete(), redisKeys.setsCursor())
  let counts = NOTHING
  for (let run = 0; run < MAX_RUNS; run++) {
    counts = plus(counts, await stack.count(() => stack.runCron(MINUTE)))
    if ((await redis.exists(redisKeys.setsComplete())) === 1) return counts
  }
  throw new Error(`The sets were not compared within ${MAX_RUNS} minutes`)
}

async function countRepeated(stack: CountedStack, cron: string, runs: number): Promise<Counts> {
  let counts = NOTHING
  for (let run = 0; run < runs; run++)
    counts = plus(counts, await stack.count(() => stack.runCron(cron)))
  return counts
}

/** Nothing is on, every link was checked a moment ago, and no schedule is to be read again yet. */
async function quieten(client: pg.Client) {
  await client.query('update events set hashtag = null')
  await client.query('update coverage set checked_at = now()')
  await client.query(`update schedule_subscriptions set next_at = now() + interval '1 day'`)
}

async function openEvents(client: pg.Client) {
  await client.query(
    `update events set hashtag = 'cost' || to_char(number, 'FM00'), starts_on = current_date, ends_on = current_date
     from (select id as open, row_number() over (order by id) as number from events
       where visibility = 'public' and date_precision = 'day'
         and year = extract(year from current_date) limit 25) as chosen where id = open`,
  )
}

async function measureSize(client: pg.Client): Promise<Costs['size']> {
  const { rows } = await client.query<Costs['size']>(
    `select (select count(*)::int from attendances) as attendances, (select count(*)::int from coverage) as links`,
  )
  return rows[0] ?? { attendances: 0, links: 0 }
}

const targetOf = ({ origin, settings }: CountedStack) => ({
  where: 'local' as const,
  origin,
  settings,
})

const redisOf = ({ settings }: CountedStack): Redis =>
  createRedis({
    url: settings.UPSTASH_REDIS_REST_URL ?? '',
    token: settings.UPSTASH_REDIS_REST_TOKEN ?? '',
  })
