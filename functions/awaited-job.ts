import type { Job } from './messages.ts'

/** Somebody sits before a screen and waits for this one: it goes ahead of all others. */
export const AWAITED = 'send-email' satisfies Job
