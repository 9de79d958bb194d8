import { createMiddleware } from 'hono/factory'
import { secureHeaders } from 'hono/secure-headers'
import type { AppEnv } from '../app-env.ts'
import { readSettings } from '../env.ts'

/**
 * No inline script or style anywhere; pictures from the open web; nobody may frame us. What browsers
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
    imgSrc: ["'self'", 'https:', 'data:'],
    manifestSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
  },
  crossOriginOpenerPolicy: false,
  crossOriginResourcePolicy: false,
  originAgentCluster: false,
  referrerPolicy: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xFrameOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
}

const plain = secureHeaders({ ...options, strictTransportSecurity: false })
const secure = secureHeaders({
  ...options,
  strictTransportSecurity: 'max-age=31536000; includeSubDomains',
})

/** Over plain HTTP, Strict-Transport-Security must not be sent (RFC 6797, 7.2). */
export const securityHeaders = createMiddleware<AppEnv>((c, next) =>
  (readSettings(c.env).ORIGIN.startsWith('https:') ? secure : plain)(c, next),
)
