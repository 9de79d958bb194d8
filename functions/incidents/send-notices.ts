import { log } from '../log.ts'
import type { Channel, Notice } from './incidents.ts'

export type SendNotice = (notice: Notice) => Promise<void>
/** How each configured channel is reached. */
export type Channels = Readonly<Partial<Record<Channel, SendNotice>>>

/**
 * Sends notices, in order for each channel, and returns those that are still to be sent. The first
 * that fails holds up the others of its channel: the next look tries again. Never rejects.
 */
export async function sendNotices(
  channels: Channels,
  notices: readonly Notice[],
): Promise<Notice[]> {
  const failed = new Set<Notice>()
  const sendAll = async (channel: Channel, send: SendNotice | undefined) => {
    const own = notices.filter((notice) => notice.channel === channel)
    // A channel that is not configured any more has nobody to tell.
    for (const [i, notice] of send ? own.entries() : []) {
      try {
        await send?.(notice)
      } catch (error) {
        log.warn('a notice was not sent; the next cron tries again', { channel }, error)
        for (const waiting of own.slice(i)) failed.add(waiting)
        return
      }
    }
  }
  await Promise.all([sendAll('webhook', channels.webhook), sendAll('mail', channels.mail)])
  return notices.filter((notice) => failed.has(notice))
}
