import type { SendMail } from '#functions/deps.ts'
import type { Settings } from './env.ts'

const TIMEOUT_MS = 10_000

type Options = Pick<Settings, 'RESEND_URL' | 'RESEND_API_KEY' | 'MAIL_FROM'>

/**
 * Sends mail over Resend's API. The idempotency key makes a second try of the same mail send nothing.
 * Throws unless the mail was taken, so that the queue tries again.
 */
export function createMailer({ RESEND_URL, RESEND_API_KEY, MAIL_FROM }: Options): SendMail {
  return async ({ idempotencyKey, ...mail }) => {
    const answer = await fetch(`${RESEND_URL.replace(/\/$/, '')}/emails`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        Authorization: `Bearer ${RESEND_API_KEY}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': idempotencyKey,
      },
      body: JSON.stringify({ from: MAIL_FROM, ...mail }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    // Its words may repeat the address, which is not for the log.
    await answer.body?.cancel()
    if (!answer.ok) throw new Error(`The mail service answered ${answer.status}`)
  }
}
