import { type Answer, headerOf } from './exchange.ts'

/** New each time: how the parts are at this moment (`/healthz`), and what GitHub is to give back. */
const FRESH = /"ms":\d+|"ok":(?:true|false)|(?<=[?&](?:state|code_challenge)=)[\w-]+/g

/** What two visitors must both get of one address. */
export const pageOf = (answer: Answer | null): string =>
  answer === null
    ? 'no answer'
    : [
        answer.status,
        headerOf(answer, 'content-type') ?? '',
        (headerOf(answer, 'location') ?? '').replaceAll(FRESH, ''),
        answer.body.replaceAll(FRESH, ''),
      ].join('\n')

/** Where two pages begin to differ. */
export function differenceOf(before: string, after: string): string {
  let at = 0
  while (before[at] === after[at]) at += 1
  const part = (page: string) => JSON.stringify(page.slice(Math.max(0, at - 60), at + 120))
  return `${part(before)} became ${part(after)}`
}
