import { createMiddleware } from 'hono/factory'
import { secureHeaders } from 'hono/secure-headers'
import { playerOrigins } from '#functions/coverage/players.ts'
import type { AppEnv } from '../app-env.ts'
import { HSTS, REFERRER_POLICY } from '../safe-headers.ts'

/**
 * No inline script or style anywhere; pictures from ourselves; frames of players that we know, which a
 * script puts there when they are asked for; nobody may frame us. What browsers
 * do by themselves is not said again: each header makes a cached page dearer by one part in fifty.
 */
const options = {
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    baseUri: ["'none'"],
    connectSrc: ["'self'"],
    fontSrc: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    frameSrc: [...playerOrigins],
    imgSrc: ["'self'", 'data:'],
    manifestSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
  },
  crossOriginOpenerPolicy: false,
  crossOriginResourcePolicy: false,
  originAgentCluster: false,
  referrerPolicy: REFERRER_POLICY,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xFrameOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
}

/** What strangers sent us, opened as a page of its own: it may do nothing at all. */
const picture = {
  ...options,
  contentSecurityPolicy: { defaultSrc: ["'none'"], sandbox: [] },
  crossOriginResourcePolicy: 'same-origin' as const,
}
const hsts = { strictTransportSecurity: HSTS } as const
const noHsts = { strictTransportSecurity: false } as const
const handlers = {
  page: {
    plain: secureHeaders({ ...options, ...noHsts }),
    secure: secureHeaders({ ...options, ...hsts }),
  },
  picture: {
    plain: secureHeaders({ ...picture, ...noHsts }),
    secure: secureHeaders({ ...picture, ...hsts }),
  },
}

export const securityHeaders = createMiddleware<AppEnv>((c, next) => {
  const kind = handlers[c.req.path.startsWith('/pictures/') ? 'picture' : 'page']
  return (c.env.settings.ORIGIN.startsWith('https:') ? kind.secure : kind.plain)(c, next)
})
