import { type Answer, askInOrder, type Fetch, type Route, type RoutedInit } from './route.ts'
import { isBatch, toBatch } from './sql-body.ts'

type Waiting = { readonly init: RoutedInit } & PromiseWithResolvers<Answer>

/** By the route of the request that asks: what it has asked in this turn. */
const waiting = new WeakMap<Route, Map<string, Waiting[]>>()

/**
 * Asks what one request asks in the same turn as one batch: a page, who its reader is and what is
 * theirs are one request to one server, with one check of what the reader has seen. If one of them
 * fails all do, so it is for reading only.
 */
export function askTogether(fetch: Fetch, url: string, init: RoutedInit): Promise<Answer> {
  const { route, headers, body } = init
  if (!route.merges || isBatch(body)) return askInOrder(fetch, url, init)
  const one = { init, ...Promise.withResolvers<Answer>() }
  const turn = waiting.get(route) ?? new Map<string, Waiting[]>()
  if (!waiting.has(route)) {
    waiting.set(route, turn)
    // A turn of the event loop: the drivers of the same turn do not all ask in the same microtask.
    setTimeout(() => {
      waiting.delete(route)
      for (const asked of turn.values()) void send(fetch, url, asked)
    }, 0)
  }
  const alike = JSON.stringify(headers)
  const others = turn.get(alike)
  if (others) others.push(one)
  else turn.set(alike, [one])
  return one.promise
}

async function send(fetch: Fetch, url: string, asked: readonly Waiting[]) {
  const [first] = asked
  if (!first) return
  try {
    if (asked.length === 1) return first.resolve(await askInOrder(fetch, url, first.init))
    const body = toBatch(asked.map(({ init }) => init.body))
    const answer = await askInOrder(fetch, url, { ...first.init, body })
    const read = answer.ok ? ((await answer.json()) as { results: unknown[] }) : null
    for (const [i, { resolve }] of asked.entries())
      resolve(read ? { ...answer, json: async () => read.results[i] } : answer)
  } catch (error) {
    for (const { reject } of asked) reject(error)
  }
}
