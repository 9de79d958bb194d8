import countries from 'i18n-iso-countries'
import { expect, test } from 'vitest'
import { countEvents } from '#functions/events/count-events.ts'
import { paths } from '#functions/paths.ts'
import { continentOf } from '#functions/places/continents.ts'
import { makeDeps } from '../../../support/deps.ts'
import { makeCountry, makeEvent, makePlace } from '../../../support/make.ts'
import { makePublicSite } from '../../../support/public-site.ts'

test('places are told by continent, the busiest first, and those with nothing to come are folded', async () => {
  const make = async (countryCode: string, days: readonly string[]) => {
    const country = await makeCountry({ countryCode })
    const city = await makePlace({ countryCode, countryId: country.id })
    for (const startsOn of days) await makeEvent({ startsOn, placeId: city.id })
    return country
  }
  const coming = Array.from(
    { length: 40 },
    (_, day) => `2026-09-${String((day % 28) + 1).padStart(2, '0')}`,
  )
  const quiet = await make('KE', ['2026-09-01'])
  const busy = await make('NZ', coming)
  const busiest = await make('AU', [...coming, '2026-10-01'])
  const over = await make('FJ', ['2025-01-01'])
  const { deps } = makeDeps()
  await countEvents(deps)

  const html = await (await makePublicSite(deps).get(paths.places())).text()

  const where = (text: string) => {
    const at = html.indexOf(text)
    expect(at, text).toBeGreaterThan(0)
    return at
  }
  const [oceania, africa] = [where('<h2>Oceania</h2>'), where('<h2>Africa</h2>')]
  const link = ({ slug }: { slug: string }) => html.indexOf(`href="${paths.place(slug)}"`, oceania)
  expect(oceania).toBeLessThan(africa)
  expect(link(busiest)).toBeLessThan(link(busy))
  expect(link(quiet)).toBeGreaterThan(africa)
  const folded = html.indexOf('<details class="quieter"', oceania)
  expect([folded, link(over)].toSorted((a, b) => a - b)).toEqual([folded, link(over)])
  expect(link(busy)).toBeLessThan(folded)
})

test('every country is on a continent', () => {
  const nowhere = Object.keys(countries.getAlpha2Codes()).filter((code) => !continentOf(code))
  expect(nowhere).toEqual([])
  expect([continentOf('DE'), continentOf('TR'), continentOf('XX')]).toEqual([
    'Europe',
    'Asia',
    null,
  ])
})
