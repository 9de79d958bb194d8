import type { Country } from '#functions/imports/countries.ts'
import type { GazetteerCity } from '#functions/imports/gazetteer.ts'

const country = (code: string, name: string, slug: string): Country => ({
  gazetteerId: `iso3166:${code}`,
  ...{ code, name, slug },
})

const city = (
  id: number,
  name: string,
  country: Country,
  [latitude, longitude, zone]: [number, number, string],
  { slug = name.toLowerCase(), region = null }: { slug?: string; region?: string | null } = {},
): GazetteerCity => ({
  gazetteerId: `geonames:${id}`,
  ...{ slug, name, region, country, latitude, longitude, zone },
})

const uk = country('GB', 'United Kingdom', 'united-kingdom')

/** The sample's cities, as the gazetteer has them, so that an import later finds the same rows. */
export const cities = {
  berlin: city(2950159, 'Berlin', country('DE', 'Germany', 'germany'), [
    52.52437,
    13.41053,
    'Europe/Berlin',
  ]),
  brighton: city(2654710, 'Brighton', uk, [50.82838, -0.13947, 'Europe/London']),
  cairo: city(360630, 'Cairo', country('EG', 'Egypt', 'egypt'), [
    30.06263,
    31.24967,
    'Africa/Cairo',
  ]),
  chennai: city(1264527, 'Chennai', country('IN', 'India', 'india'), [
    13.08784,
    80.27847,
    'Asia/Kolkata',
  ]),
  edinburgh: city(2650225, 'Edinburgh', uk, [55.95206, -3.19648, 'Europe/London']),
  gothenburg: city(2711537, 'Gothenburg', country('SE', 'Sweden', 'sweden'), [
    57.70716,
    11.96679,
    'Europe/Stockholm',
  ]),
  lisbon: city(2267057, 'Lisbon', country('PT', 'Portugal', 'portugal'), [
    38.71667,
    -9.13333,
    'Europe/Lisbon',
  ]),
  nairobi: city(184745, 'Nairobi', country('KE', 'Kenya', 'kenya'), [
    -1.28333,
    36.81667,
    'Africa/Nairobi',
  ]),
  portland: city(
    5746545,
    'Portland',
    country('US', 'United States', 'united-states'),
    [45.52345, -122.67621, 'America/Los_Angeles'],
    { region: 'OR' },
  ),
  saoPaulo: city(
    3448439,
    'São Paulo',
    country('BR', 'Brazil', 'brazil'),
    [-23.5475, -46.63611, 'America/Sao_Paulo'],
    { slug: 'sao-paulo' },
  ),
  tokyo: city(1850147, 'Tokyo', country('JP', 'Japan', 'japan'), [
    35.6895,
    139.69171,
    'Asia/Tokyo',
  ]),
  wellington: city(2179537, 'Wellington', country('NZ', 'New Zealand', 'new-zealand'), [
    -41.28664,
    174.77557,
    'Pacific/Auckland',
  ]),
} as const

export type CityKey = keyof typeof cities
