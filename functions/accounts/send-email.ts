import { eq } from 'drizzle-orm'
import type { Statement } from '#db/client.ts'
import { signInTokens } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import type { Payload } from '../messages.ts'
import { paths } from '../paths.ts'
import { signInMail } from './sign-in-mail.ts'
import { deriveCode, deriveToken } from './sign-in-token.ts'

/**
 * Job. Sends the mail with a sign-in link and its code, once, however often it runs. Does nothing for a link that
 * has been used or has expired since it was asked for.
 */
export async function sendEmail(
  deps: Deps,
  { signInTokenId }: Payload<'send-email'>,
): Promise<readonly Statement[]> {
  const [link] = await deps.write
    .select({ email: signInTokens.email, expiresAt: signInTokens.expiresAt })
    .from(signInTokens)
    .where(eq(signInTokens.id, signInTokenId))
  if (!link || link.expiresAt <= deps.now()) return []

  const { origin } = deps.config
  const url = origin + paths.signInLink(await deriveToken(deps.config, signInTokenId))
  const code = await deriveCode(deps.config, signInTokenId)
  const mail = signInMail({ origin, url, code, email: link.email })
  await deps.mail({ ...mail, idempotencyKey: `sign-in-${signInTokenId}` })
  return []
}
