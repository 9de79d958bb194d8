import { expect, test } from 'vitest'
import { eventJsonLd } from '#workers/web/events/event-json-ld.ts'
import { scriptJson } from '#workers/web/layout.tsx'
import { sampleEvent } from '../../../support/sample-event.ts'

const describeEvent = (fields = {}) =>
  eventJsonLd({ ...sampleEvent, ...fields }, 'https://hallway.example')

test('an event is described as schema.org wants it', () => {
  expect(describeEvent()).toMatchObject({
    '@type': 'Event',
    url: 'https://hallway.example/2026/dconstruct/',
    name: 'dConstruct',
    startDate: '2026-09-04',
    endDate: '2026-09-05',
    eventStatus: 'https://schema.org/EventScheduled',
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    location: {
      '@type': 'Place',
      name: 'The Dome',
      address: {
        streetAddress: 'Church Street, Brighton BN1 1UE',
        addressLocality: 'Brighton',
        addressCountry: 'GB',
      },
      geo: { latitude: 50.8237, longitude: -0.1384 },
    },
    superEvent: { '@type': 'EventSeries', name: 'dConstruct' },
    sameAs: 'https://dconstruct.example/2026/',
  })
})

test.each([
  ['cancelled', 'EventCancelled'],
  ['postponed', 'EventPostponed'],
  ['rescheduled', 'EventRescheduled'],
  ['moved_online', 'EventMovedOnline'],
  ['tentative', 'EventScheduled'],
])('%s is %s', (status, told) => {
  expect(describeEvent({ status })).toMatchObject({ eventStatus: `https://schema.org/${told}` })
})

test('online and hybrid events have a virtual location', () => {
  const url = 'https://dconstruct.example/2026/'
  expect(describeEvent({ attendanceMode: 'online', place: null })).toMatchObject({
    location: { '@type': 'VirtualLocation', url },
  })
  expect(describeEvent({ attendanceMode: 'hybrid' })).toMatchObject({
    location: [{ '@type': 'Place' }, { '@type': 'VirtualLocation', url }],
  })
  expect(describeEvent({ place: null, venues: [] })).not.toHaveProperty('location')
})

test('without a venue, the city is where it is', () => {
  expect(describeEvent({ venues: [] })).toMatchObject({
    location: { '@type': 'Place', name: 'Brighton', address: { addressLocality: 'Brighton' } },
  })
})

test('only as much of a date is told as is certain', () => {
  expect(describeEvent({ datePrecision: 'month' })).toMatchObject({ startDate: '2026-09' })
  expect(describeEvent({ datePrecision: 'year' })).toMatchObject({ endDate: '2026' })
})

test('nothing in it can end the script element', () => {
  const json = scriptJson(describeEvent({ name: '</script><script>alert(1)//<!--' }))
  expect(json).not.toContain('<')
  expect(JSON.parse(json)).toMatchObject({ name: '</script><script>alert(1)//<!--' })
})
