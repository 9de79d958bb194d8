import { vi } from 'vitest'
import { createFetchPublic, type PublicRequest } from '#functions/web/fetch-public.ts'

export const userAgent = 'Hallway (+https://hallway.example)'
export const page: PublicRequest = { accept: ['text/html'], maxBytes: 1000 }
export const html = (body: BodyInit, init: ResponseInit = {}) =>
  new Response(body, { ...init, headers: { 'content-type': 'text/html', ...init.headers } })
export const redirect = (to: string, status = 302) =>
  new Response('gone on', { status, headers: { location: to } })

/** A web of these answers; the last one is given again and again. */
export function webOf(...answers: readonly (() => Response)[]) {
  const fetch = vi.fn(async (_url: string, _init: RequestInit) => {
    const answer = answers[Math.min(fetch.mock.calls.length, answers.length) - 1]
    return answer?.() ?? html('')
  })
  const fetchPublic = createFetchPublic({ fetch, userAgent })
  return { fetchPublic, fetch, asked: () => fetch.mock.calls.map(([url]) => url) }
}

export const text = (body: Uint8Array) => new TextDecoder().decode(body)
