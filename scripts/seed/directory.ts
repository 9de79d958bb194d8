import type { CallKind } from '#functions/calls/call.ts'
import type { CityKey } from './places.ts'

/** Conferences of which the sample has editions in several years, and one meetup: `[slug, name]`. */
export const sampleSeries: readonly (readonly [string, string])[] = [
  ['hallway-conf', 'Hallway Conf'],
  ['tidewater-js', 'Tidewater JS'],
  ['slow-query-summit', 'Slow Query Summit'],
  ['fjord-frontend', 'Fjord Frontend'],
  ['rosewater-rust', 'Rosewater Rust'],
  ['windward-web', 'Windward Web'],
  ['garoa-go', 'Garoa Go'],
  ['savanna-signals', 'Savanna Signals'],
  ['berlin-database-evening', 'Berlin Database Evening'],
]

/** The series that meets once a month, and how many meetings are ahead. */
export const sampleMeetup = { series: 'berlin-database-evening', ahead: 3 } as const

export type SampleVenue = {
  readonly slug: string
  readonly name: string
  readonly city: CityKey
  readonly address: string
  readonly at: readonly [latitude: number, longitude: number]
  readonly website?: string
  readonly arrival?: string
  /** Slugs of events, all of whose editions in that city are held there. */
  readonly events: readonly string[]
}

export const sampleVenues: readonly SampleVenue[] = [
  {
    ...{ slug: 'corn-hall', name: 'The Corn Hall', city: 'brighton' },
    ...{ address: '12 Tidy Street, Brighton BN1 4EL', at: [50.82801, -0.13702] },
    website: 'https://corn-hall.example/',
    arrival:
      'Six minutes downhill from the station. The door on Tidy Street has no steps; ring for the lift.',
    events: ['hallway-conf', 'second-draft', 'php-by-the-sea'],
  },
  {
    ...{ slug: 'pier-rooms', name: 'Pier Rooms', city: 'brighton' },
    ...{ address: 'Madeira Drive, Brighton BN2 1PS', at: [50.81953, -0.13489] },
    events: ['hallway-conf'],
  },
  {
    ...{ slug: 'kabelhof', name: 'Kabelhof', city: 'berlin' },
    ...{ address: 'Kabelweg 3, 10999 Berlin', at: [52.49842, 13.42671] },
    arrival: 'Second courtyard, third floor. The lift stops at nine in the evening.',
    events: ['slow-query-summit', 'berlin-database-evening', 'small-teams'],
  },
]

/** Who makes them: `[event, name, role, handle]`. */
export const sampleStaff: readonly (readonly [string, string, string, string | null])[] = [
  ['hallway-conf', 'Adaeze Okoro', 'Organiser', 'adaeze'],
  ['hallway-conf', 'Gwen Pritchard', 'Programme', 'gwen'],
  ['hallway-conf', 'Hugh Penhaligon', 'Doors and coffee', null],
  ['berlin-database-evening', 'Jonas Breitkopf', 'Organiser', 'jonas'],
]

export type SampleCall = {
  readonly event: string
  readonly kind: CallKind
  /** The closing day, as days from today; none for a call without a deadline. */
  readonly closesIn?: number
  /** `HH:MM` on the clock of the event's zone; without it, the day ends anywhere on earth. */
  readonly time?: string
  readonly paysTravel?: boolean
  readonly note?: string
}

/** What the next editions call for. */
export const sampleCalls: readonly SampleCall[] = [
  { event: 'windward-web', kind: 'speakers', closesIn: 0, paysTravel: true },
  { event: 'garoa-go', kind: 'workshops', closesIn: 3 },
  { event: 'rosewater-rust', kind: 'speakers', closesIn: 12, paysTravel: true },
  { event: 'assistive', kind: 'speakers', closesIn: 30, paysTravel: false },
  {
    ...{ event: 'symposium-on-long-lived-software', kind: 'papers', closesIn: 41, time: '18:00' },
    note: 'Up to eight pages. Work that failed is welcome.',
  },
  {
    ...{ event: 'symposium-on-long-lived-software', kind: 'volunteers', closesIn: 60 },
    note: 'Two half days, and a seat at every talk.',
  },
  { event: 'hallway-conf-pacific', kind: 'sponsors' },
  { event: 'ruby-on-the-rocks', kind: 'speakers', closesIn: -5 },
]
