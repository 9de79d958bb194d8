import { safeHeaders } from '../safe-headers.ts'

/**
 * Answers with a file of the build. One that is not here may be here in a moment, while a deploy
 * spreads, so nobody may keep that answer: `_headers` says of all under `/assets/` that they stay as
 * they are for a year, of a 404 too. On one machine there is no `_headers` (scripts/build-assets.ts),
 * so what it says of safety is said here.
 */
export async function answerAsset(
  request: Request,
  assets: Fetcher,
  origin: string,
): Promise<Response> {
  const found = await assets.fetch(request)
  const answer = new Response(found.body, found)
  for (const [name, value] of Object.entries(safeHeaders(origin))) answer.headers.set(name, value)
  if (!found.ok && found.status !== 304) answer.headers.set('Cache-Control', 'no-store')
  return answer
}
