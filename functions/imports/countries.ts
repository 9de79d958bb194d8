import countries from 'i18n-iso-countries'
import { fold, slugify } from '../text/fold.ts'
import { otherCountries, shownCountries } from './place-names.ts'

export type Country = {
  readonly gazetteerId: string
  readonly code: string
  readonly slug: string
  readonly name: string
}

const countryNames = new Intl.DisplayNames('en', { type: 'region' })

/** A country by its ISO 3166-1 alpha-2 code. */
export function countryOf(code: string): Country {
  const name = shownCountries[code] ?? countryNames.of(code) ?? code
  return { gazetteerId: `iso3166:${code}`, code, slug: slugify(name), name }
}

/** A country, or a part of one such as Scotland. */
export type Area = { readonly code: string; readonly region?: string }

const codesByName = new Map(
  Object.keys(countries.getAlpha2Codes()).map((code) => [fold(countryOf(code).name), code]),
)

/** Which country (or part of one) people mean by a name or an ISO 3166 code, or null. */
export function findArea(name: string): Area | null {
  const known = otherCountries[fold(name)]
  if (known) return known
  const code =
    codesByName.get(fold(name)) ??
    countries.getSimpleAlpha2Code(name.trim(), 'en') ??
    countries.toAlpha2(name.trim().toUpperCase())
  return code ? { code } : null
}

export const isCountry = (name: string): boolean => findArea(name) !== null

export const countryCodes = (): string[] => Object.keys(countries.getAlpha2Codes())
