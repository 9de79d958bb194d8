import type { Statement } from '#db/client.ts'
import type { Deps } from '../deps.ts'
import { collectProgramme } from '../imports/programmes/collect-programme.ts'
import { touchEvent } from '../imports/programmes/event-row.ts'
import type { TargetEvent } from '../imports/programmes/find-event.ts'
import {
  prepareProgramme,
  programmeMessages,
  programmeStatements,
} from '../imports/programmes/prepare-programme.ts'
import { DETECT_BYTES, detectFormat, parserOf } from '../imports/schedules/detect.ts'
import type { Message } from '../messages.ts'

type Given = {
  readonly body: Uint8Array
  readonly url: string
  readonly event: NonNullable<TargetEvent>
}

type Read =
  | { readonly problem: string }
  | {
      readonly statements: readonly Statement[]
      readonly messages: readonly Message[]
      readonly isChanged: boolean
    }

/** What an event's programme takes to be as these bytes say, or why they say nothing. Writes nothing. */
export async function readProgramme(
  { write }: Pick<Deps, 'write'>,
  { body, url, event }: Given,
): Promise<Read> {
  const format = detectFormat(body.subarray(0, DETECT_BYTES), new URL(url).pathname)
  if (!format) return { problem: 'It is no schedule or calendar that Hallway reads' }
  const parse = await parserOf(format)
  const found = await collectProgramme(parse(once(body), { file: url, zone: event.zone }))
  if (found.sessions.length === 0) {
    const [first] = found.rejected
    return { problem: first ? `Line ${first.line}: ${first.reason}` : 'It has no sessions' }
  }
  const kind = format === 'ical' ? 'ical' : 'schedule'
  const prepared = await prepareProgramme(write, found, { kind, eventId: event.id })
  const messages = programmeMessages(prepared)
  return {
    statements: [
      ...touchEvent(write, event, { incoming: found.event, known: null }),
      ...programmeStatements(write, prepared),
    ],
    messages,
    isChanged: messages.length > 0,
  }
}

async function* once(body: Uint8Array) {
  yield body
}
