import { RETRIES } from './publisher.ts'

/**
 * What an answer to a delivery means for its message: that the job failed and is tried again, or that
 * it becomes a dead letter. Null for success, for an outage, and for what was not signed by the queue.
 */
export function failureOf(
  answer: Response,
  delivery: Headers,
): 'job-failed' | 'dead-letter' | null {
  if (answer.status === 489) return 'dead-letter'
  if (answer.status !== 500 && answer.status !== 503) return null
  // How many times the queue has tried it again (https://upstash.com/docs/qstash/features/retry).
  if (Number(delivery.get('upstash-retried')) >= RETRIES) return 'dead-letter'
  return answer.status === 500 ? 'job-failed' : null
}
