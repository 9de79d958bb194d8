import * as z from 'zod'
import type { Deps } from '../deps.ts'
import { type PublicAnswer, PublicFetchFailure } from '../web/fetch-public.ts'

type Web = Pick<Deps, 'fetchPublic'>

/**
 * `gone`: it says so, or leads nowhere that we may go. `silent`: no answer at all, which may be our
 * own fault. `unclear`: an answer that says nothing about it, such as 429 or 503.
 */
export type Health = 'alive' | 'gone' | 'silent' | 'unclear'

const any = { accept: ['*/*'], whenLonger: 'cut' } as const

/** Looks whether there still is something at an address. Never throws for what the web answers. */
export async function checkUrl(web: Web, url: string): Promise<Health> {
  const head = await ask(web, url, 'HEAD')
  // Many servers know no HEAD, or answer it wrongly.
  return head === 'alive' ? head : ask(web, url, 'GET')
}

async function ask({ fetchPublic }: Web, url: string, method: 'GET' | 'HEAD'): Promise<Health> {
  try {
    return read(await fetchPublic(url, { ...any, method, maxBytes: 1024 }))
  } catch (error) {
    if (!(error instanceof PublicFetchFailure)) throw error
    if (error.reason === 'address') return 'gone'
    return error.reason === 'unreachable' ? 'silent' : 'unclear'
  }
}

function read({ status }: PublicAnswer): Health {
  if (status >= 200 && status < 300) return 'alive'
  return status === 404 || status === 410 ? 'gone' : 'unclear'
}

const WAYBACK = 'https://archive.org/wayback/available?'
const snapshot = z.object({
  archived_snapshots: z.object({
    closest: z.object({ available: z.literal(true), url: z.url() }),
  }),
})

/** The copy that the Internet Archive has nearest to a day, or null. Never throws for what the web answers. */
export async function findArchived(web: Web, url: string, near: Date): Promise<string | null> {
  const timestamp = near.toISOString().slice(0, 10).replaceAll('-', '')
  try {
    const { status, body } = await web.fetchPublic(
      `${WAYBACK}${new URLSearchParams({ url, timestamp })}`,
      { accept: ['application/json', 'text/javascript'], maxBytes: 64 * 1024 },
    )
    if (status !== 200) return null
    const found = snapshot.parse(JSON.parse(new TextDecoder().decode(body)))
    const copy = new URL(found.archived_snapshots.closest.url)
    copy.protocol = 'https:'
    return copy.origin === 'https://web.archive.org' ? copy.href : null
  } catch {
    return null
  }
}
