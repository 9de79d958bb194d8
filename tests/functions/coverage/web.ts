import { createFetchPublic } from '#functions/web/fetch-public.ts'

type Page = string | { status?: number; type?: string; body?: string; location?: string }

/** A web of these pages, by address; there is nothing at any other. Asked through the real guard. */
export function webOf(pages: Readonly<Record<string, Page | undefined>>) {
  const asked: string[] = []
  const fetchPublic = createFetchPublic({
    userAgent: 'Hallway',
    fetch: async (url, { method }) => {
      asked.push(url)
      const page = pages[url]
      if (page === undefined) return new Response('not here', { status: 404 })
      if (page === 'silence') throw new TypeError('nobody answers')
      const {
        status = 200,
        type = 'text/html',
        body = '',
        location,
      } = typeof page === 'string' ? { body: page } : page
      const headers = { 'content-type': type, ...(location && { location }) }
      return new Response(method === 'HEAD' ? null : body, { status, headers })
    },
  })
  return { fetchPublic, asked }
}

export const json = (value: unknown) => ({ type: 'application/json', body: JSON.stringify(value) })
