import type { Command } from 'commander'
import { listSubscriptions, subscribe, unsubscribe } from '#functions/subscriptions/subscribe.ts'
import { parseEventRef } from './events.ts'
import { explain } from './merging.ts'
import { report } from './report.ts'
import { openStores, type TargetOptions, withTarget } from './target.ts'

/** `ops subscribe …`, `ops unsubscribe …`, `ops subscriptions`: schedules on the web that are read again and again. */
export function addSubscriptions(program: Command): void {
  const event = ['<event>', 'the event, such as 2026/fosdem'] as const
  withTarget(
    program
      .command('subscribe')
      .description(
        'Read an event’s schedule from the web again and again, until the event is over. What changes is shown on the event.',
      )
      .argument(...event)
      .argument('<url>', 'its schedule: frab or pretalx XML or JSON, or iCalendar'),
  ).action(add)
  withTarget(
    program
      .command('unsubscribe')
      .description('Stop reading an event’s schedule. What was read stays.')
      .argument(...event),
  ).action(remove)
  withTarget(
    program
      .command('subscriptions')
      .description('Show whose schedules are read, when next, and what went wrong.'),
  ).action(list)
}

async function add(text: string, url: string, options: TargetOptions): Promise<void> {
  const ref = parseEventRef(text)
  const { event, url: address } = await subscribe(await openStores(options), ref, url).catch(
    explain,
  )
  report(options, `${address} is read for ${event} from the next minute on.`, {
    event,
    url: address,
  })
}

async function remove(text: string, options: TargetOptions): Promise<void> {
  await unsubscribe(await openStores(options), parseEventRef(text)).catch(explain)
  report(options, `The schedule of ${text} is no longer read.`, { event: text })
}

async function list(options: TargetOptions): Promise<void> {
  const { write } = await openStores(options)
  const subscriptions = await listSubscriptions(write).catch(explain)
  const lines = subscriptions.map(({ year, slug, url, fetchedAt, nextAt, failures, lastError }) =>
    [
      `${year}/${slug}  ${url}`,
      `read ${fetchedAt?.toISOString() ?? 'never'}, next ${nextAt.toISOString()}`,
      ...(lastError ? [`failed ${failures} times: ${lastError}`] : []),
    ].join('  '),
  )
  report(options, lines.join('\n') || 'No schedule is read.', { subscriptions })
}
