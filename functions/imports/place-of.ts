import tzLookup from '@photostructure/tz-lookup'
import { isZone } from '../time/wall-clock.ts'
import { isCountry } from './countries.ts'
import { findCity, findCityNear, type GazetteerCity } from './gazetteer.ts'

export type Degrees = { readonly latitude: number; readonly longitude: number }

const MAX_LENGTH = 300
/** Each is looked up. */
const MAX_PARTS = 6
const MAX_KM = 80
const KM_PER_DEGREE = 111.2

/**
 * The city that is meant by `City, Country` or `Part, City, Country`, where it is not far from the
 * coordinates, if there are any; otherwise the city at these. Null when neither tells.
 */
export function placeOf(location: string, degrees: Degrees | null): GazetteerCity | null {
  const parts = location
    .slice(-MAX_LENGTH)
    .split(',')
    .slice(-MAX_PARTS)
    .map((part) => part.trim())
  const last = parts.at(-1) ?? ''
  const names = parts.slice(0, -1)
  // Americans name no country: `Seattle, WA`. Without their two letters, `Paris, Île-de-France` is not in Texas.
  const asked: [string, string][] = isCountry(last) ? names.map((name) => [name, last]) : []
  if (/^[A-Z]{2}$/.test(last)) asked.push([parts.join(', '), 'United States'])
  for (const [name, country] of asked) {
    const city = name && country ? findCity(name, country) : null
    if (city && isNear(city, degrees)) return city
  }
  return degrees ? findCityNear(degrees.latitude, degrees.longitude) : null
}

function isNear(city: Degrees, degrees: Degrees | null): boolean {
  if (!degrees) return true
  const narrowing = Math.cos((city.latitude * Math.PI) / 180)
  const north = city.latitude - degrees.latitude
  const east = (city.longitude - degrees.longitude) * narrowing
  return Math.hypot(north, east) * KM_PER_DEGREE <= MAX_KM
}

/** The stated zone if there is one of that name; otherwise that of the coordinates or of the city; or null. */
export function zoneOf(
  stated: string | null,
  degrees: Degrees | null,
  city: GazetteerCity | null,
): string | null {
  if (stated && isZone(stated)) return stated
  return degrees ? tzLookup(degrees.latitude, degrees.longitude) : (city?.zone ?? null)
}
