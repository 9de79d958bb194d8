import { auditPage, localLinks } from './audit-page.ts'

type Get = (path: string) => Promise<Response>
type Crawled = {
  /** Paths that were answered, and how. */
  readonly answers: ReadonlyMap<string, number>
  /** What was wrong, and where. */
  readonly wrong: readonly string[]
}

/** Reads pages and all that they link to here, at most `maxPages`, and looks for what is wrong with them. */
export async function crawl(get: Get, from: readonly string[], maxPages: number): Promise<Crawled> {
  const answers = new Map<string, number>()
  const wrong: string[] = []
  const waiting = [...from]
  const seen = new Set(waiting)
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (answers.size >= maxPages) break
    const answer = await get(path)
    answers.set(path, answer.status)
    const say = (what: string) => wrong.push(`${path}: ${what}`)
    if (answer.status >= 500) say(`answered ${answer.status}`)
    const location = answer.headers.get('location')
    if (location !== null && !/^\/(?![/\\])/.test(location)) say(`redirects to ${location}`)
    const body = await answer.text()
    const isHtml = answer.headers.get('content-type')?.includes('html') ?? false
    if (!isHtml) continue
    for (const what of auditPage(body, { ownOrigin: 'http://localhost' })) say(what)
    for (const link of [...localLinks(body, path), ...(location ? [location] : [])])
      if (!seen.has(link)) {
        seen.add(link)
        waiting.push(link)
      }
  }
  return { answers, wrong }
}
