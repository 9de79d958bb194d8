import type * as z from 'zod'
import { newId } from '#db/id.ts'
import type { Job, jobs } from './jobs.ts'

export type Payload<J extends Job> = z.infer<(typeof jobs)[J]['payload']>
/** What a commit is given may leave its payload to Postgres, as SQL; what is published has it. */
export type Message = { readonly id: string; readonly job: Job; readonly payload: unknown }

/** A message to announce with a commit. */
export function message<J extends Job>(job: J, payload: Payload<J>): Message {
  return { id: newId(), job, payload }
}
