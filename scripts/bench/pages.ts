import { gzip } from './sizes.ts'

export type PageSeen = {
  path: string
  signedIn: boolean
  status: number
  /** Round trips to the database that the answer waited for. */
  trips: number
  htmlGzip: number
}

/** Asks for each page once, cold, and notes what it waited for and what it weighs. */
export async function lookAtPages(
  origin: string,
  paths: readonly string[],
  cookie?: string,
): Promise<PageSeen[]> {
  const seen: PageSeen[] = []
  for (const path of paths) {
    const headers = { accept: 'text/html', ...(cookie && { cookie }) }
    const answer = await fetch(`${origin}${path}`, { headers, redirect: 'manual' })
    const body = new Uint8Array(await answer.arrayBuffer())
    seen.push({
      path,
      signedIn: cookie !== undefined,
      status: answer.status,
      trips: tripsOf(answer.headers.get('server-timing')),
      htmlGzip: gzip(body),
    })
  }
  return seen
}

/** The round trips that a Server-Timing tells of; NaN when it tells nothing. */
export function tripsOf(serverTiming: string | null): number {
  const count = /\bdb;desc="?(\d+)/.exec(serverTiming ?? '')?.[1]
  return count === undefined ? Number.NaN : Number(count)
}
