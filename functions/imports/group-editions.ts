import { fold } from '../text/fold.ts'

/** An event that a source has told of. */
export type Imported = {
  readonly id: string
  readonly name: string
  readonly website: string | null
  /** `YYYY-MM-DD`. */
  readonly startsOn: string
  readonly city: { readonly id: string; readonly name: string } | null
  /** The series that it is in already. */
  readonly seriesId: string | null
}

/** Events that are editions of one conference, by whatever name the source would call that. */
export type Editions = {
  readonly externalId: string
  readonly name: string
  readonly host: string
  readonly website: string
  /** The newest first. */
  readonly events: readonly Imported[]
}

/** Sites where anybody announces anything: the same name there twice need not be the same conference. */
const SHARED_SITES =
  /(^|\.)(eventbrite\.[a-z.]+|meetup\.com|ti\.to|tito\.io|lu\.ma|luma\.com|google\.com|gdg\.community\.dev|community\.cncf\.io|facebook\.com|linkedin\.com|twitter\.com|x\.com|medium\.com|youtube\.com|hopin\.com|bit\.ly|papercall\.io|sessionize\.com|airmeet\.com|crowdcast\.io|zoom\.us|archive\.org|github\.com|gitlab\.com|notion\.site|wordpress\.com|konfhub\.com|hasgeek\.com|townscript\.com|swapcard\.com|pretix\.eu)$/

/**
 * Groups editions of the same conference: events with the same name, apart from the year, on the same
 * website. A name that met in two cities in one year, or stands on a site that anybody may use, is told
 * apart by the city too: such are the stops of a roadshow, and two towns that share a name. Only what
 * took place at least twice is a series.
 */
export function groupEditions(events: readonly Imported[]): Editions[] {
  const named = Map.groupBy(events.flatMap(keyed), ({ key }) => key)
  return [...named.values()]
    .flatMap((group) => (isSure(group) ? [group] : byCity(group)))
    .map((group) => group.toSorted((a, b) => compare(b.event.startsOn, a.event.startsOn)))
    .filter((group) => new Set(group.map(({ event }) => event.startsOn)).size > 1)
    .flatMap(describe)
}

type Keyed = {
  readonly event: Imported
  readonly key: string
  readonly name: string
  readonly host: string
  readonly website: string
}

function keyed(event: Imported): Keyed[] {
  const name = undated(event.name, event.startsOn)
  const host = siteOf(event.website)
  const { website } = event
  if (host === null || website === null || fold(name) === '') return []
  return [{ event, name, host, website, key: `${host} / ${fold(name)}` }]
}

/** A name without the year of its edition, or the one before or after: `JSConf EU 2019` → `JSConf EU`. */
export function undated(name: string, startsOn: string): string {
  const year = Number(startsOn.slice(0, 4))
  const near = [year - 1, year, year + 1]
  const long = new RegExp(`[([]?(?<!\\d)(?:${near.join('|')})(?!\\d)[)\\]]?`, 'gu')
  const short = new RegExp(
    `['’](?:${near.map((one) => String(one).slice(2)).join('|')})(?!\\d)`,
    'gu',
  )
  return name
    .replace(long, ' ')
    .replace(short, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s,:|–—-]+|[\s,:|–—-]+$/gu, '')
}

/** `2019.jsconf.eu` and `www.jsconf.eu` are one site. */
function siteOf(website: string | null): string | null {
  if (website === null || !URL.canParse(website)) return null
  const labels = new URL(website).hostname.toLowerCase().split('.')
  const site = labels.filter((label, at) => !(at === 0 && label === 'www') && !isYear(label))
  return site.length > 1 ? site.join('.') : null
}

const isYear = (label: string) => /^(19|20)\d\d$/.test(label)

/** In no year in two cities, and on a site of its own. */
function isSure(group: readonly Keyed[]): boolean {
  const years = Map.groupBy(group, ({ event }) => event.startsOn.slice(0, 4))
  const met = [...years.values()].map(
    (some) => new Set(some.flatMap(({ event }) => (event.city ? [event.city.id] : []))).size,
  )
  return Math.max(...met) < 2 && !group.some(({ host }) => SHARED_SITES.test(host))
}

/** What is nowhere belongs to no stop of a roadshow. */
function byCity(group: readonly Keyed[]): Keyed[][] {
  const stops = group.flatMap((one) => {
    const { city } = one.event
    if (!city) return []
    const isNamed = fold(one.name).includes(fold(city.name))
    const name = isNamed ? one.name : `${one.name} ${city.name}`
    return [{ ...one, name, key: `${one.key} / ${city.id}` }]
  })
  return [...Map.groupBy(stops, ({ key }) => key).values()]
}

/** A series is called as its newest edition is. */
function describe(group: readonly Keyed[]): Editions[] {
  const [newest] = group
  if (!newest) return []
  const { key, name, host, website } = newest
  return [{ externalId: key, name, host, website, events: group.map(({ event }) => event) }]
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
