import type { Calendar } from './components.ts'
import type { Property } from './content-line.ts'
import type { ZoneOf } from './draft.ts'
import { zoneByName } from './zone-names.ts'

/** A file that names more zones than there are means none of them. */
const MAX_NAMES = 500

/**
 * What the TZIDs of this file mean. One that stands for no zone we know, such as a `Customized Time
 * Zone`, is taken for the clock of wherever the event takes place: nobody invents a zone for elsewhere.
 */
export function zonesOf({ zones }: Calendar): ZoneOf {
  const known = new Map<string, string | null>()
  return (tzid) => {
    if (!tzid) return null
    let zone = known.get(tzid)
    if (zone === undefined && known.size >= MAX_NAMES) return null
    if (zone === undefined) {
      zone = zoneByName(tzid) ?? zoneByName(zones.get(tzid) ?? '')
      known.set(tzid, zone)
    }
    return zone
  }
}

/**
 * The zone that the file as a whole is in, or null where it does not say, as when all its times are in
 * UTC: the one that most events start in; or that it names; or the only one that it defines.
 */
export function fileZone({ properties, events, zones }: Calendar, zoneOf: ZoneOf): string | null {
  const starts = events.flatMap((event) => {
    const start = event.properties.find(({ name }) => name === 'DTSTART')
    const zone = start && !/Z$/i.test(start.value) ? zoneOf(start.parameters.get('TZID')) : null
    return zone ? [zone] : []
  })
  const counts = [...Map.groupBy(starts, (zone) => zone)].sort((a, b) => b[1].length - a[1].length)
  const [most] = counts
  if (most) return most[0]
  // `VTIMEZONE` is a component, but one feed has it as a property.
  const named = properties.find(isZoneName)
  const defined = [...zones].map(([id, place]) => zoneByName(id) ?? zoneByName(place ?? ''))
  return (named && zoneByName(named.value)) ?? (defined.length === 1 ? (defined[0] ?? null) : null)
}

const isZoneName = ({ name, value }: Property) =>
  ['X-WR-TIMEZONE', 'VTIMEZONE', 'TIMEZONE-ID'].includes(name) && zoneByName(value) !== null
