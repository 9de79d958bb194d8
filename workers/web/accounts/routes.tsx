import { Hono } from 'hono'
import type { AppEnv } from '../../app-env.ts'
import { authSessionRoutes } from './auth-session-routes.tsx'
import { githubRoutes } from './github-routes.tsx'
import { signInMailRoutes } from './sign-in-mail-routes.tsx'
import { signInRoutes } from './sign-in-routes.tsx'
import { signOutRoutes } from './sign-out-routes.ts'
import { welcomeRoutes } from './welcome-routes.tsx'
import { wishRoutes } from './wish-routes.tsx'

/** Signing in, choosing a name, signing out. GitHub's paths come before `/sign-in/:token/`. */
export const accountRoutes = new Hono<AppEnv>()
  .route('/', githubRoutes)
  .route('/', signInRoutes)
  .route('/', wishRoutes)
  .route('/', signInMailRoutes)
  .route('/', welcomeRoutes)
  .route('/', signOutRoutes)
  .route('/', authSessionRoutes)
