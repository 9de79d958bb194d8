import type { AttendanceRole } from '#db/schema/index.ts'
import type { EventDetail } from '#functions/events/event.ts'
import type { Reader } from '#workers/web/components/reader.ts'
import { EventPage } from '#workers/web/events/event-page.tsx'
import { renderPage } from './render-page.ts'
import { sampleEvent } from './sample-event.ts'

const now = new Date('2026-09-01T12:00:00Z')
export const anonymous: Reader = { viewer: null, now, here: '/2026/dconstruct/' }

/** Somebody signed in, with or without a mark on the sample event. */
export const readerWho = (role?: AttendanceRole): Reader => {
  const roles = new Map(role ? [[sampleEvent.id, role]] : [])
  return { ...anonymous, viewer: { handle: 'ada', name: 'Ada', roles } }
}

/** The page of the sample event, three days before it, with other fields. */
export const renderEvent = (fields: Partial<EventDetail> = {}, as = anonymous) =>
  renderPage(<EventPage event={{ ...sampleEvent, ...fields }} reader={as} />, { viewer: as.viewer })

const { topics: _, ...withoutTopics } = sampleEvent
/** The sample event as a line about it says it, and two more editions of its series. */
export const mention = withoutTopics
export const next = {
  ...mention,
  year: 2027,
  name: 'dConstruct 2027',
  startsOn: '2027-09-04',
  endsOn: '2027-09-04',
  talkCount: 0,
}
export const earlier = {
  ...mention,
  year: 2019,
  name: 'dConstruct 2019',
  startsOn: '2019-09-01',
  endsOn: '2019-09-01',
  talkCount: 7,
}
