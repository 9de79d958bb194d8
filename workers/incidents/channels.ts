import { html } from 'hono/html'
import type { SendMail } from '#functions/deps.ts'
import type { Notice } from '#functions/incidents/incidents.ts'
import type { Channels } from '#functions/incidents/send-notices.ts'
import type { Settings } from '../env.ts'

const TIMEOUT_MS = 10_000

type Options = { settings: Pick<Settings, 'ORIGIN' | 'ALERT_URL' | 'ALERT_MAIL'>; mail: SendMail }

/** Whether anybody is told of incidents. */
export const isAnybodyTold = ({ ALERT_URL, ALERT_MAIL }: Partial<Settings>) =>
  ALERT_URL !== undefined || ALERT_MAIL !== undefined

/** The ways to an operator that are configured. Mail goes out directly: the outbox may be what is away. */
export function createChannels({ settings, mail }: Options): Channels {
  const { ORIGIN, ALERT_URL: url, ALERT_MAIL: to } = settings
  const site = new URL(ORIGIN).host
  return {
    ...(url !== undefined && { webhook: (notice: Notice) => post(url, `${site}: ${notice.text}`) }),
    ...(to !== undefined && {
      mail: ({ key, text }: Notice) =>
        mail({
          to,
          subject: `${site}: ${text.split('. ')[0]}`,
          text: `${text}.\n\n${ORIGIN}\n`,
          html: `${html`<p>${text}.</p><p>${ORIGIN}</p>`}`,
          idempotencyKey: key,
        }),
    }),
  }
}

/**
 * One field, which Slack, Mattermost, Google Chat and Discord (at `<its address>/slack`) all take
 * (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks).
 */
async function post(url: string, text: string) {
  const answer = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ text }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  await answer.body?.cancel()
  // The address is a secret: whoever has it may post.
  if (!answer.ok) throw new Error(`The webhook answered ${answer.status}`)
}
