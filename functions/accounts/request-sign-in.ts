import * as z from 'zod'
import { newId } from '#db/id.ts'
import { signInTokens } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { localPath } from '../local-path.ts'
import { message } from '../messages.ts'
import { type Asker, signInLimits } from './sign-in-limits.ts'
import { deriveToken, hashToken } from './sign-in-token.ts'

/** How long a sign-in mail is of use. */
export const SIGN_IN_TTL_MS = 10 * 60_000

export const signInRequest = z.object({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .max(254, 'That address is too long to be one')
    .pipe(z.email('That does not look like an e-mail address')),
  next: z.string().optional().transform(localPath),
})

type Input = z.infer<typeof signInRequest> & Omit<Asker, 'email'>

/**
 * Sends a mail that signs in, good once and for 10 minutes, to an address; resolves to the id by which
 * the browser that asked may use it. Does the same, in the same time, whether or not the address has
 * an account. Throws `too_many`.
 */
export async function requestSignIn(deps: Deps, { next, ...asker }: Input): Promise<string> {
  const id = newId()
  const token = await deriveToken(deps.config, id)
  const tokenHash = hashToken(token)
  if (!tokenHash) throw new Error('A token that we derived is not one')

  const createdAt = deps.now()
  const expiresAt = new Date(createdAt.getTime() + SIGN_IN_TTL_MS)
  const row = { id, tokenHash, email: asker.email, next, createdAt, expiresAt }
  await deps.commit([deps.write.insert(signInTokens).values(row)], {
    messages: [message('send-email', { email: 'sign-in', signInTokenId: id })],
    limits: signInLimits(deps.config, asker),
  })
  return id
}
