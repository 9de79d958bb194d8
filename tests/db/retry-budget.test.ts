import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RetryBudget } from '#db/retry-budget.ts'
import { askInOrder, type RoutedInit, type Server } from '#db/route.ts'

const replica: Server = { url: 'postgres://u:p@replica.test/db', role: 'replica' }
const primary: Server = { url: 'postgres://u:p@primary.test/db', role: 'primary' }

/** Asks replica and primary `times` times, and counts what each was asked. */
async function askOften(times: number, failure: Error, retries = new RetryBudget()) {
  const asked = { replica: 0, primary: 0 }
  const fetch = async (_url: string, { headers }: RequestInit) => {
    const url = new Headers(headers).get('Neon-Connection-String')
    asked[url === replica.url ? 'replica' : 'primary'] += 1
    throw failure
  }
  const route = { servers: [replica, primary], retries }
  const init: RoutedInit = { headers: {}, body: '{"query":"select 1","params":[]}', route }
  for (let i = 0; i < times; i++) await askInOrder(fetch, '', init).catch(() => undefined)
  return asked
}

test('however queries and retries are mixed, no more than a tenth and the reserve are asked again', () => {
  const steps = fc.array(fc.boolean(), { maxLength: 500 })
  fc.assert(
    fc.property(steps, (list) => {
      const budget = new RetryBudget()
      let queries = 0
      let again = 0
      for (const isRetry of list) {
        if (!isRetry) {
          budget.deposit()
          queries += 1
        } else if (budget.withdraw()) again += 1
      }
      expect(again).toBeLessThanOrEqual(60 + queries * 0.1 + 1e-9)
    }),
  )
})

test('the reserve is sixty, to the last of them', () => {
  const budget = new RetryBudget()
  const again = Array.from({ length: 61 }, () => budget.withdraw())
  expect(again).toEqual([...Array(60).fill(true), false])
})

test('what may not be asked again is told as the server that was asked has failed', async () => {
  const retries = new RetryBudget()
  while (retries.withdraw());
  const late = new DOMException('too late', 'TimeoutError')
  const fetch = () => Promise.reject(late)
  // The query itself pays a tenth into the budget, which buys nothing.
  const route = { servers: [replica, primary], retries }
  const init: RoutedInit = { headers: {}, body: '{"query":"select 1","params":[]}', route }
  await expect(askInOrder(fetch, '', init)).rejects.toBe(late)
})

test('when every server is slow, queries are soon asked once only', async () => {
  const retries = new RetryBudget()
  const late = new DOMException('too late', 'TimeoutError')
  await askOften(80, late, retries)
  expect(await askOften(1_000, late, retries)).toEqual({ replica: 1_000, primary: 100 })
})

test('a server that refuses at once is passed over as often as it does', async () => {
  expect(await askOften(500, new Error('ECONNREFUSED'))).toEqual({ replica: 500, primary: 500 })
})

test('the last server is asked at no cost to the budget', async () => {
  const retries = new RetryBudget()
  const fetch = () => Promise.reject(new DOMException('too late', 'TimeoutError'))
  const route = { servers: [primary], retries }
  const init: RoutedInit = { headers: {}, body: '{"query":"select 1","params":[]}', route }
  for (let i = 0; i < 100; i++) await askInOrder(fetch, '', init).catch(() => undefined)
  expect(retries.withdraw()).toBe(true)
})
