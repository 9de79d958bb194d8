/** Other sites learn that somebody came from here, and not from which page: an address may say whom they read about. */
export const REFERRER_POLICY = 'strict-origin-when-cross-origin'
export const HSTS = 'max-age=31536000; includeSubDomains'

/**
 * What every answer says to browsers, whatever is in it. Pages say more (middleware/security-headers.ts).
 * Over plain HTTP, Strict-Transport-Security must not be sent (RFC 6797, 7.2).
 */
export const safeHeaders = (origin: string): Record<string, string> => ({
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': REFERRER_POLICY,
  ...(origin.startsWith('https:') && { 'Strict-Transport-Security': HSTS }),
})

type Plain = { status: number; requestId: string; origin: string }

/** A word of plain text, for where there is no page: nobody may keep it. */
export const plainAnswer = (text: string, { status, requestId, origin }: Plain) =>
  new Response(`${text}\n`, {
    status,
    headers: {
      ...safeHeaders(origin),
      'Cache-Control': 'private, no-store',
      'X-Request-Id': requestId,
    },
  })
