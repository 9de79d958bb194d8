import { connectNeon } from '#db/client.ts'
import type { Stack } from '#scripts/stack/stack.ts'
import { everyPath } from '../../support/every-path.ts'
import { makeCall, makeEvent, makePerson, makeSession, makeStaff } from '../../support/make.ts'
import { makeCoverage } from '../../support/make-coverage.ts'

const NEXT_YEAR = new Date().getFullYear() + 1
const COMING = { startsOn: `${NEXT_YEAR}-05-01`, endsOn: `${NEXT_YEAR}-05-03` }

/** The word that everything of an event is called by which nobody may see. */
export const HIDDEN = 'hiddencanary'
/** The same for one that only those see who have its address. */
export const UNLISTED = 'unlistedcanary'

/**
 * One of each thing that pages are about, so that every route finds something; two more events, so that
 * readers can differ; and one that is hidden, and one that is unlisted, with ties to all the rest.
 */
export async function fillDirectory(stack: Stack) {
  const endpoint = stack.settings.NEON_SQL_ENDPOINT ?? ''
  // From here on every database of this process is the stack's.
  connectNeon({
    endpoint,
    fetch: (_, init) => {
      const headers = new Headers(init.headers)
      headers.set('Neon-Connection-String', stack.databaseUrl)
      return fetch(endpoint, { ...init, headers })
    },
  })
  const made = await everyPath(COMING)
  const ties = {
    ...COMING,
    ...{ placeId: made.place.id, seriesId: made.series.id, topicIds: [made.topic.id] },
  }
  const otherSession = await makeSession({ eventId: made.event.id })
  const second = await makeEvent(ties)
  await makeStaff(made.event.id, [{ name: 'Somebody', role: 'Organiser' }])
  const hidden = await makeEventNamed(HIDDEN, { ...ties, visibility: 'hidden' })
  const unlisted = await makeEventNamed(UNLISTED, { ...ties, visibility: 'unlisted' })
  return { ...made, otherSession, second, hidden, unlisted }
}

type Fields = Parameters<typeof makeEvent>[0]

/** An event with everything on it that could be listed elsewhere, all called by one word. */
async function makeEventNamed(word: string, fields: Fields) {
  // Addresses may be repeated in a page that says that nothing is there, so they do not hold the word.
  const event = await makeEvent({ ...fields, name: word })
  const eventId = event.id
  const speaker = await makePerson({ name: 'Somebody' })
  const session = await makeSession({ eventId, title: word, speakers: [speaker] })
  await makeCoverage({ eventId, sessionId: session.id, title: word })
  await makeCall({ eventId, note: word, deadline: new Date(`${COMING.startsOn}T00:00:00Z`) })
  await makeStaff(eventId, [{ name: word, role: 'Organiser' }])
  return event
}
