import type { Statement } from '#db/client.ts'
import { newId } from '#db/id.ts'
import { events, externalIds } from '#db/schema/index.ts'
import { violates } from '#db/violates.ts'
import type { Deps } from '../deps.ts'
import { conflict } from '../errors.ts'
import { message } from '../messages.ts'
import type { EventRef } from '../paths.ts'
import { type Day, daysBetween, plusDays } from '../time/day.ts'
import { todayIn } from '../time/today.ts'
import { type Cadence, nextDays } from './cadence.ts'
import { copyTies } from './copy-ties.ts'
import { editionSlug, nextName } from './edition-name.ts'
import { findPattern, findTakenSlugs, MADE, type Pattern, slotName } from './edition-pattern.ts'

type Stores = Pick<Deps, 'write' | 'commit' | 'now'>

type Asked = {
  /** The series' slug. */
  readonly series: string
  /** How many editions there shall be in all after the last one that somebody made by hand, and after today. */
  readonly count: number
  readonly every: Cadence
  /** Only tells what would be made. */
  readonly dryRun?: boolean
}

export type Edition = EventRef & {
  readonly id: string
  readonly name: string
  readonly startsOn: Day
  readonly endsOn: Day
}

/** `days` are all that were asked for; `made` are the editions that were not there yet. */
export type MadeNext = { readonly days: readonly Day[]; readonly made: readonly Edition[] }

/**
 * Makes the next editions of a series: real events, each with its own address and days, with the
 * name's pattern, place, venues, zone, kind, topics and staff of the newest one. An edition that was
 * made for a day is never made again, even when it has moved since. Throws `not_found` for an unknown
 * series, and `conflict` when it has no edition to copy or is being changed by somebody else.
 */
export async function makeNext(deps: Stores, asked: Asked): Promise<MadeNext> {
  const pattern = await findPattern(deps.write, asked.series)
  const { template, anchor } = pattern
  const today = todayIn(template.zone, deps.now())
  const days = nextDays(asked.every, { anchor, after: today, count: asked.count })
  const missing = days.filter((day) => !pattern.slots.has(day) && !pattern.days.has(day))
  const made = await plan(deps, pattern, { days, missing })
  if (made.length > 0 && !asked.dryRun) await write(deps, pattern, made)
  return { days, made }
}

type Wanted = { readonly days: readonly Day[]; readonly missing: readonly Day[] }

async function plan({ write }: Stores, pattern: Pattern, { days, missing }: Wanted) {
  const { template, series } = pattern
  const taken = await findTakenSlugs(write, [...new Set(missing.map(yearOf))])
  const lengthDays = daysBetween(template.startsOn, template.endsOn)
  const before = days.filter((day) => day <= template.startsOn).length
  return missing.map((startsOn): Edition => {
    const year = yearOf(startsOn)
    const slug = editionSlug(series.slug, startsOn, (choice) => taken.has(`${year}/${choice}`))
    taken.add(`${year}/${slug}`)
    const steps = days.indexOf(startsOn) + 1 - before
    const name = nextName(template.name, { from: template.startsOn, to: startsOn, steps })
    return { id: newId(), year, slug, name, startsOn, endsOn: plusDays(startsOn, lengthDays) }
  })
}

const yearOf = (day: Day) => Number(day.slice(0, 4))

async function write(deps: Stores, { series, template }: Pattern, made: readonly Edition[]) {
  const { id: templateId, ...copied } = template
  const ids = made.map(({ id }) => id)
  const slots = made.map(({ id, startsOn }) => ({
    source: MADE,
    externalId: slotName(series.id, startsOn),
    eventId: id,
  }))
  const statements: Statement[] = [
    deps.write
      .insert(events)
      .values(made.map((edition) => ({ ...copied, ...edition, seriesId: series.id }))),
    deps.write.insert(externalIds).values(slots),
    ...copyTies(deps.write, templateId, ids),
  ]
  const messages = [message('purge-pages', { tags: [`series-${series.id}`, 'series'] })]
  await deps.commit(statements, { messages }).catch((error: unknown) => {
    if (violates(error, 'external_ids_pkey') || violates(error, 'events_year_slug_key'))
      throw conflict('Somebody else is making editions of this series: try again', error)
    throw error
  })
}
