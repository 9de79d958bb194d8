import * as z from 'zod'
import { newId } from '#db/id.ts'

/** Every message and the job it is for. Payloads carry ids, never copies: the job reads today's truth. */
export const messages = {
  'send-email': z.object({ email: z.literal('sign-in'), signInTokenId: z.uuid() }),
  'ingest-posts': z.object({ eventId: z.uuid() }),
  'update-sets': z.object({ eventId: z.uuid(), personId: z.uuid() }),
  'describe-coverage': z.object({ coverageId: z.uuid() }),
  'check-coverage': z.object({ coverageIds: z.array(z.uuid()).min(1).max(20) }),
  'count-coverage': z.object({ eventId: z.uuid() }),
  'read-schedule': z.object({ subscriptionId: z.uuid() }),
  'purge-pages': z.object({ tags: z.array(z.string().max(200)).min(1).max(50) }),
} as const

export type Job = keyof typeof messages

/**
 * Jobs whose messages wait together: one delivery in a while does the work of all that are in the
 * outbox, and settles each. Nobody waits for them.
 */
export const COALESCED: readonly Job[] = ['purge-pages', 'update-sets']

export type Payload<J extends Job> = z.infer<(typeof messages)[J]>
/** What a commit is given may leave its payload to Postgres, as SQL; what is published has it. */
export type Message = { readonly id: string; readonly job: Job; readonly payload: unknown }

/** A message to announce with a commit. */
export function message<J extends Job>(job: J, payload: Payload<J>): Message {
  return { id: newId(), job, payload }
}
