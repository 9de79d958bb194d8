import { createDeadLetters, type DeadLetter } from '#queues/dead-letters.ts'
import { CommandFailure, reasonOf } from './command-failure.ts'
import { requireSetting, type Target } from './target.ts'

/** The most that one command looks at: a hundred pages of QStash's list. */
const MAX_PAGES = 100
/** Ids travel in an address, which has a limit. */
const IDS_PER_CALL = 50

const QSTASH_URL = 'https://qstash.upstash.io'

/** Where the site's queue is, as workers/env.ts has it. */
export const queueUrl = ({ settings }: Pick<Target, 'settings'>) =>
  settings.QSTASH_URL || QSTASH_URL

/** The site's messages that the queue gave up on, newest first. Throws CommandFailure. */
export async function listDeadLetters(target: Target): Promise<DeadLetter[]> {
  const queue = openQueue(target)
  const found: DeadLetter[] = []
  try {
    let cursor: string | null = null
    for (let page = 0; page < MAX_PAGES; page++) {
      const listed = await queue.list(cursor ?? undefined)
      found.push(...listed.letters)
      cursor = listed.cursor
      if (!cursor) break
    }
  } catch (error) {
    throw new CommandFailure(`The queue did not list its dead letters: ${reasonOf(error)}`, {
      cause: error,
    })
  }
  return found
}

/** Sends these dead letters to their jobs again. Resolves to how many. Throws CommandFailure. */
export async function replayDeadLetters(target: Target, ids: readonly string[]): Promise<number> {
  const queue = openQueue(target)
  let replayed = 0
  try {
    for (let at = 0; at < ids.length; at += IDS_PER_CALL)
      replayed += (await queue.replay(ids.slice(at, at + IDS_PER_CALL))).replayed
  } catch (error) {
    throw new CommandFailure(
      `The queue replayed ${replayed} of ${ids.length} dead letters: ${reasonOf(error)}`,
      { cause: error },
    )
  }
  return replayed
}

function openQueue(target: Target) {
  return createDeadLetters({
    url: queueUrl(target),
    token: requireSetting(target, 'QSTASH_TOKEN'),
    origin: target.settings.ORIGIN ?? target.origin,
  })
}
