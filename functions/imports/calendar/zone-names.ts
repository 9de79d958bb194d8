import { isZone } from '../../time/wall-clock.ts'
import { entryOf } from '../entry-of.ts'

/** Windows' names for time zones that calendars are made in, after CLDR's windowsZones. */
const windows: Readonly<Record<string, string>> = {
  'AUS Central Standard Time': 'Australia/Darwin',
  'AUS Eastern Standard Time': 'Australia/Sydney',
  'Alaskan Standard Time': 'America/Anchorage',
  'Arab Standard Time': 'Asia/Riyadh',
  'Arabian Standard Time': 'Asia/Dubai',
  'Argentina Standard Time': 'America/Argentina/Buenos_Aires',
  'Atlantic Standard Time': 'America/Halifax',
  'Canada Central Standard Time': 'America/Regina',
  'Cen. Australia Standard Time': 'Australia/Adelaide',
  'Central America Standard Time': 'America/Guatemala',
  'Central Europe Standard Time': 'Europe/Budapest',
  'Central European Standard Time': 'Europe/Warsaw',
  'Central Standard Time': 'America/Chicago',
  'Central Standard Time (Mexico)': 'America/Mexico_City',
  'China Standard Time': 'Asia/Shanghai',
  'E. Africa Standard Time': 'Africa/Nairobi',
  'E. Australia Standard Time': 'Australia/Brisbane',
  'E. Europe Standard Time': 'Europe/Chisinau',
  'E. South America Standard Time': 'America/Sao_Paulo',
  'Eastern Standard Time': 'America/New_York',
  'Egypt Standard Time': 'Africa/Cairo',
  'FLE Standard Time': 'Europe/Kyiv',
  'GMT Standard Time': 'Europe/London',
  'GTB Standard Time': 'Europe/Bucharest',
  'Greenwich Standard Time': 'Atlantic/Reykjavik',
  'Hawaiian Standard Time': 'Pacific/Honolulu',
  'India Standard Time': 'Asia/Kolkata',
  'Israel Standard Time': 'Asia/Jerusalem',
  'Korea Standard Time': 'Asia/Seoul',
  'Mountain Standard Time': 'America/Denver',
  'New Zealand Standard Time': 'Pacific/Auckland',
  'Pacific SA Standard Time': 'America/Santiago',
  'Pacific Standard Time': 'America/Los_Angeles',
  'Romance Standard Time': 'Europe/Paris',
  'Russian Standard Time': 'Europe/Moscow',
  'SA Pacific Standard Time': 'America/Bogota',
  'SE Asia Standard Time': 'Asia/Bangkok',
  'Singapore Standard Time': 'Asia/Singapore',
  'South Africa Standard Time': 'Africa/Johannesburg',
  'Taipei Standard Time': 'Asia/Taipei',
  'Tasmania Standard Time': 'Australia/Hobart',
  'Tokyo Standard Time': 'Asia/Tokyo',
  'Turkey Standard Time': 'Europe/Istanbul',
  'US Mountain Standard Time': 'America/Phoenix',
  'W. Australia Standard Time': 'Australia/Perth',
  'W. Central Africa Standard Time': 'Africa/Lagos',
  'W. Europe Standard Time': 'Europe/Berlin',
}
/** What people write in their own words. */
const spoken: Readonly<Record<string, string>> = {
  Eastern: 'America/New_York',
  Central: 'America/Chicago',
  Mountain: 'America/Denver',
  Pacific: 'America/Los_Angeles',
  'Western/Central Europe': 'Europe/Berlin',
  'Greenwich Mean Time': 'Europe/London',
  'Amsterdam, Belgrade, Berlin, Brussels, Budapest, Madrid, Paris, Prague, Stockholm':
    'Europe/Berlin',
  'Canberra, Melbourne, Sydney': 'Australia/Sydney',
  '大阪、札幌、東京': 'Asia/Tokyo',
}

const MAX_LENGTH = 200

/**
 * The IANA zone that a TZID means, or null. Vendors put paths before the name
 * (`/mozilla.org/20070129_1/America/New_York`), or hyphens for its slashes.
 */
export function zoneByName(tzid: string): string | null {
  const name = tzid.slice(0, MAX_LENGTH).replace(/^"|"$/g, '').trim()
  if (!name) return null
  const known = entryOf(windows, name) ?? entryOf(spoken, name)
  if (known) return known
  const parts = name.split('/').filter((part) => part !== '')
  const choices = [
    name,
    // `America/Argentina/Buenos_Aires` has three parts, most have two.
    parts.slice(-3).join('/'),
    parts.slice(-2).join('/'),
    name.replace(/-/g, '/'),
    name.replaceAll(' ', '_'),
  ]
  const found = choices.find((choice) => isNamed(choice) && isZone(choice))
  return found ? canonical(found) : null
}

/** Not `EST` or `+01:00`: those have no summer time, and events of theirs mostly do. */
const isNamed = (name: string) =>
  /^[A-Z]\w+\/[\w/+-]+$/i.test(name) || /^(?:UTC|Japan|GB|Israel|Singapore|Turkey)$/i.test(name)

/** One spelling for each zone: `US/Eastern` is `America/New_York`. */
const canonical = (zone: string) =>
  new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
