import type { Gateways } from './gateways.ts'
import type { Part } from './parts.ts'
import { type Reports, supervise } from './supervisor.ts'

const nothing = async () => {}

/**
 * Supervises what runs in this process. An error that nobody caught leaves no gateway in a state that
 * can be trusted, and does not say which: each begins again with what it keeps on disk.
 */
export function superviseGateways(
  gateways: Gateways,
  reports?: Reports,
): Part & { fail(reason: string): void } {
  let fail: (reason: string) => void = () => {}
  let isFirst = true
  const part = supervise({
    name: 'The gateways',
    meanwhile: 'databases and queue are not reached',
    reports,
    launch: async () => {
      const ended = new Promise<string>((resolve) => {
        fail = resolve
      })
      if (!isFirst) await Promise.all(Object.values(gateways).map((gateway) => gateway.restart()))
      isFirst = false
      return { ended, stop: nothing, kill: nothing }
    },
  })
  return { ...part, fail: (reason) => fail(reason) }
}
