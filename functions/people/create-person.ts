import * as z from 'zod'
import { newId } from '#db/id.ts'
import { people } from '#db/schema/index.ts'
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
  const insert = deps.write
    .insert(people)
    .values({ id: newId(), accountId, name, handle })
    // No error: that would undo the count of this try as well.
    .onConflictDoNothing()
    .returning({ id: people.id })
  const [made] = await deps.commit([insert], { actor: account })
  const person = made[0] ?? (await findPersonOf(deps.write, account))
  if (!person) throw conflict(`The handle ${handle} is taken`)
  return person.id
}
