import * as z from 'zod'
import { newId } from '#db/id.ts'
import { people } from '#db/schema/index.ts'
import { violates } from '#db/violates.ts'
import type { Account, Deps } from '../deps.ts'
import { conflict } from '../errors.ts'
import { handle } from './handle.ts'
import { findPersonOf } from './queries.ts'

const NAME_MAX_LENGTH = 80

export const newPerson = z.object({
  name: z
    .string()
    .transform((text) => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim())
    .pipe(
      z
        .string()
        .min(1, 'Tell us what people call you')
        .max(NAME_MAX_LENGTH, `A name has at most ${NAME_MAX_LENGTH} characters`)
        // Letters of any script may be joined by U+200C and U+200D; what turns text around may not.
        .regex(
          /^(?:[^\p{C}]|[\u200c\u200d])*$/u,
          'There is a character in this name that cannot be shown',
        )
        .regex(/[\p{L}\p{N}]/u, 'A name has at least one letter'),
    ),
  handle,
})

type Input = z.infer<typeof newPerson> & { account: Account }

/**
 * Gives an account its public person, and resolves to the person's id: the one it has already if the
 * form was sent twice. Throws `conflict` when the handle is somebody else's, and `sign_in_required`.
 */
export async function createPerson(deps: Deps, { account, name, handle }: Input): Promise<string> {
  const { accountId } = account
  const id = newId()
  try {
    await deps.commit([deps.write.insert(people).values({ id, accountId, name, handle })], {
      actor: account,
    })
    return id
  } catch (error) {
    const handleTaken = violates(error, 'people_handle_key')
    if (!handleTaken && !violates(error, 'people_account_id_key')) throw error
    const existing = await findPersonOf(deps.write, account)
    if (existing) return existing.id
    throw conflict(`The handle ${handle} is taken`, error)
  }
}
