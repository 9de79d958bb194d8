import type { AttendanceMode } from '../events/event.ts'
import { fold } from '../text/fold.ts'
import type { Conference, ConferenceCall, Remark } from './conference.ts'
import { isCountry } from './countries.ts'
import { findCity, type GazetteerCity } from './gazetteer.ts'
import { topicSlug } from './topic-names.ts'

/** One event as a source tells it, in as many records as it likes. */
export type SourceEvent = {
  /** What the event is told apart by: the same in every copy and every later import. */
  readonly externalId: string
  readonly name: string
  readonly startsOn: string
  readonly endsOn: string
  readonly website: string
  readonly city: GazetteerCity | null
  readonly zone: string
  readonly attendanceMode: AttendanceMode
  readonly codeOfConductUrl: string | null
  readonly languages: readonly string[]
  readonly xHandle: string | null
  readonly mastodonHandle: string | null
  readonly blueskyHandle: string | null
  readonly call: ConferenceCall | null
  /** Slugs; what says least comes last. */
  readonly topics: readonly string[]
  /** The record that an objection to this event would be about. */
  readonly at: Conference
}

/** Events that take place nowhere keep the calendar of UTC. */
const NOWHERE = 'UTC'
const LEAST_TELLING = 'general'

type Placed = { readonly conference: Conference; readonly city: GazetteerCity | null }

/**
 * Makes one event of all records of the same name, first day and city, whatever order they come in.
 * A record in a place that the gazetteer does not know is rejected.
 */
export function mergeConferences(conferences: readonly Conference[]) {
  const groups = new Map<string, Placed[]>()
  const rejected: Remark[] = []
  for (const conference of conferences) {
    const { file, line, city: name, country } = conference
    const city = name && country ? findCity(name, country) : null
    if (country && !isCountry(country))
      rejected.push({ file, line, reason: `No country is called ${country}` })
    else if (name && !city)
      rejected.push({ file, line, reason: `The gazetteer has no ${name} in ${country}` })
    else {
      const key = externalIdOf(conference, city)
      const group = groups.get(key)
      if (group) group.push({ conference, city })
      else groups.set(key, [{ conference, city }])
    }
  }
  const events = [...groups].map(([externalId, group]) => mergeGroup(externalId, group))
  return { events: events.sort(byDay), rejected }
}

const byDay = (a: SourceEvent, b: SourceEvent) =>
  compare(a.startsOn, b.startsOn) || compare(a.externalId, b.externalId)
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const externalIdOf = ({ name, startsOn, online }: Conference, city: GazetteerCity | null) =>
  [startsOn, fold(name) || name, city?.gazetteerId ?? (online ? 'online' : 'nowhere')].join(' / ')

function mergeGroup(externalId: string, group: Placed[]): SourceEvent {
  const copies = group.map((placed) => ({ ...placed, text: contentOf(placed.conference) }))
  copies.sort((a, b) => b.text.length - a.text.length || compare(a.text, b.text))
  const records = copies.map((copy) => copy.conference)
  const [first] = records
  const city = copies.find((copy) => copy.city)?.city ?? null
  if (!first) throw new Error('A group has at least one record')
  const pick = <K extends keyof Conference>(field: K) =>
    records.find((copy) => copy[field] !== null)?.[field] ?? null
  return {
    externalId,
    name: first.name,
    startsOn: first.startsOn,
    endsOn: first.endsOn,
    website: first.website,
    city,
    zone: city?.zone ?? NOWHERE,
    attendanceMode: modeOf(
      city !== null,
      records.some((copy) => copy.online),
    ),
    codeOfConductUrl: pick('codeOfConductUrl'),
    languages: records.find((copy) => copy.languages.length > 0)?.languages ?? [],
    xHandle: pick('xHandle'),
    mastodonHandle: pick('mastodonHandle'),
    blueskyHandle: pick('blueskyHandle'),
    call: callOf(records),
    topics: topicsOf(records),
    at: first,
  }
}

/** One that says until when is worth more than one that does not. */
const callOf = (records: readonly Conference[]): ConferenceCall | null =>
  records.find(({ call }) => call?.closesOn)?.call ?? records.find(({ call }) => call)?.call ?? null

/** What a copy says, apart from where it stands: the copy that says most is believed first. */
function contentOf({ file, line, topic, ...content }: Conference): string {
  return JSON.stringify(Object.entries(content).filter(([, value]) => value !== null))
}

function modeOf(hasCity: boolean, online: boolean): AttendanceMode {
  if (!hasCity) return online ? 'online' : 'in_person'
  return online ? 'hybrid' : 'in_person'
}

function topicsOf(conferences: readonly Conference[]): string[] {
  const slugs = conferences.map(({ topic }) => topicSlug(topic)).filter((slug) => slug !== null)
  const rank = (slug: string) => (slug === LEAST_TELLING ? 1 : 0)
  return [...new Set(slugs)].sort((a, b) => rank(a) - rank(b) || compare(a, b))
}
