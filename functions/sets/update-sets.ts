import type { Statement } from '#db/client.ts'
import type { Deps } from '../deps.ts'
import type { Payload } from '../messages.ts'
import { settlePairs } from './settle-pairs.ts'

/** Job. Brings the sets up to date with one person's tie to one event, whatever it is by now. */
export async function updateSets(
  deps: Deps,
  payload: Payload<'update-sets'>,
): Promise<readonly Statement[]> {
  await settlePairs(deps, [payload])
  return []
}
