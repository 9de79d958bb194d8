/**
 * Answers with a file of the build. One that is not here may be here in a moment, while a deploy
 * spreads, so nobody may keep that answer: `_headers` says of all under `/assets/` that they stay as
 * they are for a year, of a 404 too.
 */
export async function answerAsset(request: Request, assets: Fetcher): Promise<Response> {
  const answer = await assets.fetch(request)
  if (answer.ok || answer.status === 304) return answer
  const failed = new Response(answer.body, answer)
  failed.headers.set('Cache-Control', 'no-store')
  return failed
}
