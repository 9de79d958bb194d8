import { lineOf, log } from './log.ts'

/** Why somebody was not let in, or through. */
export type Refusal =
  /** A session cookie that is forged, torn or expired. */
  | 'session-not-valid'
  /** A session that was ended elsewhere. */
  | 'session-ended'
  | 'sign-in-required'
  | 'forbidden'
  /** A form that another site sent. */
  | 'other-origin'
  /** A sign-in link that was used, has expired or never was. */
  | 'sign-in-link'
  /** A code that is none of the mails that this browser asked for, or was typed too often. */
  | 'sign-in-code'
  /** GitHub's answer was not for this browser, or GitHub let nobody in. */
  | 'github'
  | 'delivery-not-signed'

/** The account is there where a cookie of ours said so, the route where the router knows one. */
type Asker = { readonly route?: string | null; readonly accountId?: string | undefined }

/**
 * What the audit log tells of. A new kind has its seat here. Accounts are ids, networks and addresses
 * the hash that their limit counts under; nothing in it is a secret, or lets anybody in.
 */
export type AuditEvent =
  | {
      readonly event: 'sign-in'
      readonly way: 'link' | 'code' | 'github'
      readonly accountId: string
    }
  | {
      readonly event: 'sign-out'
      readonly where: 'here' | 'elsewhere' | 'everywhere'
      readonly accountId: string
    }
  | ({ readonly event: 'refusal'; readonly reason: Refusal } & Asker)
  | ({ readonly event: 'limit'; readonly limit: string } & Asker)
  /** A schedule that is read again and again told something new. */
  | { readonly event: 'import'; readonly eventId: string; readonly subscriptionId: string }
  /** An operator's command: the read-only switch, a merge, an import, or any other. */
  | {
      readonly event: 'command'
      readonly command: string
      readonly args: string
      readonly exitCode: number
    }

/** Where it happened: in a request, or in one run of the command line, which has a log of its own. */
type Source =
  | { readonly requestId: string | undefined }
  | { readonly runId: string; readonly by: string; readonly print: (line: string) => void }

/** Writes one line of the audit log: a record like any other of the log, with the message `audit`. */
export function audit(source: Source, event: AuditEvent): void {
  if ('print' in source) {
    const { runId, by, print } = source
    print(lineOf('info', 'audit', { runId, by, ...event }))
  } else log.info('audit', { requestId: source.requestId, ...event })
}
