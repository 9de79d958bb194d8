import { expect, test } from 'vitest'
import { eventStatuses } from '#db/schema/index.ts'
import { paths } from '#functions/paths.ts'
import { makeDeps } from '../../../support/deps.ts'
import { makeEvent, makePlace } from '../../../support/make.ts'
import { makePublicSite } from '../../../support/public-site.ts'

const { get } = makePublicSite(makeDeps().deps)
const pageOf = async (path: string) => {
  const answer = await get(path)
  return { status: answer.status, html: await answer.text() }
}

const told = {
  scheduled: [/"EventScheduled|EventScheduled"/, null],
  tentative: [/EventScheduled"/, 'Not certain yet'],
  postponed: [/EventPostponed"/, 'Postponed'],
  rescheduled: [/EventRescheduled"/, 'The dates have changed'],
  moved_online: [/EventMovedOnline"/, 'moved online'],
  cancelled: [/EventCancelled"/, 'This event was cancelled'],
} as const

test.each(eventStatuses)(
  'D4: that an event is %s is told by page and JSON-LD from one field, and its page stays',
  async (status) => {
    const event = await makeEvent({ status })
    const { status: answer, html } = await pageOf(paths.event(event))
    const [json, words] = told[status]
    expect(answer).toBe(200)
    expect(html).toMatch(json)
    if (words) expect(html).toContain(words)
  },
)

test('D4: whether it takes place, how certain its days are and who may see it are three things', async () => {
  const event = await makeEvent({
    ...{ startsOn: '2026-09-01', endsOn: '2026-09-30' },
    ...{ status: 'cancelled', datePrecision: 'month', visibility: 'unlisted' },
  })
  const { html } = await pageOf(paths.event(event))
  expect(html).toContain('This event was cancelled')
  expect(html).toContain('Some time in September 2026')
  expect(html).toContain('"startDate":"2026-09"')
  expect((await pageOf(paths.conferences({ from: '2026-09', to: '2026-09' }))).html).not.toContain(
    event.name,
  )
})

test('D4: a cancelled event is still in its lists, and says so there', async () => {
  const place = await makePlace()
  const event = await makeEvent({ status: 'cancelled', placeId: place.id })
  const { html } = await pageOf(paths.place(place.slug))
  expect(html).toContain(event.name)
  expect(html).toContain('>Cancelled<')
})

test('D5: a hybrid event is in the list of its place and in that of what is online', async () => {
  const place = await makePlace()
  const fields = { placeId: place.id, startsOn: '2026-10-05' }
  const hybrid = await makeEvent({ ...fields, attendanceMode: 'hybrid' })
  const inPerson = await makeEvent(fields)
  const online = await makeEvent({ startsOn: '2026-10-05', attendanceMode: 'online' })

  const there = await pageOf(paths.place(place.slug))
  expect(there.html).toContain(hybrid.name)
  expect(there.html).toContain(inPerson.name)
  expect(there.html).not.toContain(online.name)

  const anywhere = await pageOf(paths.conferences({ from: '2026-10', to: '2026-10', online: '1' }))
  expect(anywhere.html).toContain(hybrid.name)
  expect(anywhere.html).toContain(online.name)
  expect(anywhere.html).not.toContain(inPerson.name)
})
