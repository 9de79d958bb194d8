import tzLookup from '@photostructure/tz-lookup'
import { lazily } from '../lazily.ts'
import { memoize } from '../memoize.ts'
import { fold, slugify } from '../text/fold.ts'
import { type Area, type Country, countryCodes, countryOf, findArea } from './countries.ts'
import { shownNames } from './place-names.ts'
import { otherSpellings } from './place-spellings.ts'
import { regions } from './regions.ts'
import { type City, citiesOf, worldCities } from './world-cities.ts'

export type GazetteerCity = {
  readonly gazetteerId: string
  readonly slug: string
  readonly name: string
  readonly region: string | null
  readonly country: Country
  readonly latitude: number
  readonly longitude: number
  /** IANA. */
  readonly zone: string
}

/** St., Sankt and Saint are one word. */
const nameKey = (name: string) =>
  fold(name)
    .replace(/^(st|ste|sankt|sint)\b/, 'saint')
    .replace(/^ft\b/, 'fort')
    .replace(/^mt\b/, 'mount')
const SHORTENED =
  / (?:am|an|auf|bei|de|del|della|delle|der|di|do|en|im|in|la|le|lez|ob|on|sul|sur|upon) .*/
/** Some write `ue` for `ü`. */
const withoutUmlauts = (key: string) => key.replace(/([aou])e/g, '$1')

type Names = ReadonlyMap<string, readonly City[]>

/**
 * A country's cities by folded name, most people first. Made on first use, one country at a time: all
 * names of the world are a second's work and 100 MB.
 */
const namesOf = memoize((country): Names => indexNames(citiesOf(country)))

const slugOf = (city: City) => otherSlugs().get(city.cityId) ?? plainSlug(city)
const plainSlug = (city: City) => slugify(shownName(city)) || 'city'

const shownName = (city: City) => shownNames[city.country]?.[city.name] ?? city.name

function indexNames(cities: readonly City[]): Map<string, City[]> {
  const byName = new Map<string, City[]>()
  for (const city of cities) {
    const names = [city.name, shownName(city), city.altName, ...city.name.split('/')]
    const keys = names.map(nameKey).flatMap((key) => [key, withoutUmlauts(key)])
    const short = names.map(shortName).filter((name) => name !== '')
    for (const key of new Set([...keys, ...short])) {
      if (!key) continue
      const named = byName.get(key)
      if (named) named.push(city)
      else byName.set(key, [city])
    }
  }
  return byName
}

/** `~Marburg` for `Marburg an der Lahn`, which is asked for only when there is no plain Marburg. */
function shortName(name: string): string {
  const [short = '', ...rest] = nameKey(name).split(SHORTENED)
  return rest.length > 0 && short ? `~${short}` : ''
}

/**
 * A slug belongs to a country first, then to the biggest city of that name; others say where they are.
 * Here are those of the others.
 */
const otherSlugs = lazily((): ReadonlyMap<number, string> => {
  const taken = new Set(countryCodes().map((code) => countryOf(code).slug))
  const slugs = new Map<number, string>()
  for (const city of worldCities()) {
    const name = plainSlug(city)
    const country = city.country.toLowerCase()
    const region = regions[city.country]?.[city.adminCode]?.[0].toLowerCase()
    const choices = [
      name,
      ...(region ? [`${name}-${region}`] : []),
      `${name}-${country}`,
      `${name}-${country}-${city.cityId}`,
    ]
    const slug = choices.find((choice) => !taken.has(choice))
    if (!slug) continue
    taken.add(slug)
    if (slug !== name) slugs.set(city.cityId, slug)
  }
  return slugs
})

/**
 * The city that people mean by `Boston, MA` in `U.S.A.`, or null when the gazetteer has none. Where
 * several in one country share a name and nothing tells them apart, the biggest.
 */
export function findCity(name: string, countryName: string): GazetteerCity | null {
  const area = findArea(countryName)
  if (!area) return null
  const comma = name.lastIndexOf(',')
  const found =
    find(name, area) ??
    (comma > 0 ? findWithin(name.slice(0, comma), name.slice(comma + 1), area.code) : null) ??
    findLoosely(name, area)
  return found ? toPlace(found) : null
}

const KM_PER_DEGREE = 111.2
const MAX_KM = 25
const MIN_POPULATION = 15_000

/** The nearest city of some size within 25 km of a point in degrees (WGS 84), or null. */
export function findCityNear(latitude: number, longitude: number): GazetteerCity | null {
  const near = sizeable()
    .map((city) => ({ city, km: kmBetween(city, latitude, longitude) }))
    .filter(({ km }) => km <= MAX_KM)
    // Boroughs have entries of their own: a city counts from its edge, not from its middle.
    .toSorted((a, b) => a.km - reach(a.city) - (b.km - reach(b.city)))
  return near[0] ? toPlace(near[0].city) : null
}

const sizeable = lazily((): readonly City[] => {
  const cities: City[] = []
  for (const city of worldCities()) {
    if (city.population < MIN_POPULATION) break
    cities.push(city)
  }
  return cities
})

const reach = ({ population }: City) => Math.sqrt(population) / 150

function kmBetween(city: City, latitude: number, longitude: number): number {
  const narrowing = Math.cos((latitude * Math.PI) / 180)
  const degreesEast = ((((city.longitude - longitude) % 360) + 540) % 360) - 180
  return Math.hypot(city.latitude - latitude, degreesEast * narrowing) * KM_PER_DEGREE
}

/** `Guatemala` in Guatemala, `Brighton & Hove`, `Luxembourg City`: ways to write that no list can name. */
function findLoosely(name: string, area: Area): City | null {
  const [first = ''] = name.split(/\s*[&/+]\s*|\s+(?:and|or)\s+/)
  return (
    find(first, area) ??
    find(name.replace(/ city$/i, ''), area) ??
    find(`${name} City`, area) ??
    (findArea(name)?.code === area.code ? biggestCity(area.code) : null)
  )
}

const biggestCity = (code: string) => citiesOf(code)[0] ?? null

/** `Boston` within `MA`. Behind the comma may stand anything: what is no region of ours is passed over. */
function findWithin(city: string, within: string, code: string): City | null {
  const region = regionCode(code, within)
  if (region) return find(city, { code, region })
  // Lists know few countries: `Waterloo, ON` is Canada's, even under U.S.A.
  const canadian = code === 'US' ? regionCode('CA', within) : null
  return canadian ? find(city, { code: 'CA', region: canadian }) : find(city, { code })
}

function regionCode(country: string, text: string): string | null {
  const wanted = fold(text)
  for (const [code, names] of Object.entries(regions[country] ?? {}))
    if (names.some((name) => fold(name) === wanted)) return code
  return null
}

function find(name: string, { code, region }: Area): City | null {
  const known = spellings(code)
  const spelling =
    known.get(fold(name)) ?? known.get(withoutUmlauts(fold(name))) ?? name.replace(/\(.*?\)/g, ' ')
  const key = nameKey(spelling)
  if (!key) return null
  const inArea = (city: City) => region === undefined || city.adminCode === region
  for (const wanted of [key, withoutUmlauts(key), `~${key}`]) {
    const found = namesOf(code).get(wanted)?.find(inArea)
    if (found) return found
  }
  return null
}

const spellings = memoize((country): ReadonlyMap<string, string> => {
  const pairs = Object.entries(otherSpellings[country] ?? {})
  return new Map(pairs.map(([spelling, name]) => [fold(spelling), name]))
})

function toPlace(city: City): GazetteerCity {
  const { latitude, longitude } = city
  return {
    gazetteerId: `geonames:${city.cityId}`,
    slug: slugOf(city),
    name: shownName(city),
    region: regions[city.country]?.[city.adminCode]?.[0] ?? null,
    country: countryOf(city.country),
    latitude,
    longitude,
    zone: tzLookup(latitude, longitude),
  }
}
