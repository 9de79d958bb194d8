import { newId } from '#db/id.ts'
import { rooms, scheduleChanges } from '#db/schema/index.ts'
import { db } from './database.ts'
import { makeEvent, makePerson, makeSession } from './make.ts'

type Options = { zone?: string; dayChangeMinutes?: number; attendanceMode?: 'in_person' | 'online' }

/** Two days in two rooms, with all that a programme may have: see the titles. */
export async function makeProgrammeDay({
  zone = 'Europe/Brussels',
  dayChangeMinutes = 6 * 60,
  attendanceMode = 'in_person',
}: Options = {}) {
  const event = await makeEvent({
    ...{ zone, dayChangeMinutes, attendanceMode },
    startsOn: '2026-06-01',
    endsOn: '2026-06-02',
  })
  const eventId = event.id
  const [janson, k1] = [newId(), newId()]
  await db.insert(rooms).values([
    { id: k1, eventId, name: 'K.1.105', position: 1 },
    { id: janson, eventId, name: 'Janson', position: 0 },
  ])
  const ada = await makePerson({ name: 'Ada Lovelace', bio: '<p>Counts.</p>' })
  const day = '2026-06-01'
  const at = (from: string, to: string, on = day) => ({
    ...{ eventId, day, startsAt: `${on} ${from}:00`, endsAt: `${on} ${to}:00` },
  })
  const opening = await makeSession({
    ...at('10:00', '10:50'),
    ...{ roomId: janson, slug: 'opening', title: 'Opening', kind: 'keynote', track: 'Main' },
    ...{ language: 'en', level: 'beginner', subtitle: 'And welcome', abstract: '<p>Hello.</p>' },
    speakers: [{ id: null, name: 'Zoë Unknown' }, ada, { id: null, name: 'Bo' }],
  })
  const parallel = await makeSession({
    ...at('10:00', '11:30'),
    ...{ roomId: k1, slug: 'parallel', title: 'Parallel', track: 'Go', language: 'de' },
    notRecorded: true,
    speakers: [ada],
  })
  await makeSession({ ...at('11:00', '11:30'), slug: 'lunch', title: 'Lunch', kind: 'break' })
  const gone = await makeSession({
    ...at('11:30', '12:00'),
    ...{ roomId: janson, slug: 'gone', title: 'Gone', language: 'en' },
    withdrawnAt: new Date('2026-05-01T00:00:00Z'),
  })
  const party = await makeSession({
    ...at('01:00', '03:00', '2026-06-02'),
    ...{ roomId: janson, slug: 'party', title: 'Party', language: 'en' },
  })
  const second = await makeSession({
    ...{ eventId, roomId: janson, slug: 'second-day', title: 'Second day', language: 'en' },
    ...{ day: '2026-06-02', startsAt: '2026-06-02 09:00:00', endsAt: '2026-06-02 10:00:00' },
    speakers: [ada],
  })
  await db.insert(scheduleChanges).values({
    ...{ eventId, sessionId: parallel.id, kind: 'moved' },
    before: { day, startsAt: '2026-06-01 09:00:00', endsAt: null, room: 'Janson' },
    after: { day, startsAt: '2026-06-01 10:00:00', endsAt: null, room: 'K.1.105' },
  })
  return { event, ada, sessions: { opening, parallel, gone, party, second } }
}
