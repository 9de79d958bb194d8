import { Hono } from 'hono'
import type { Viewer } from '#functions/attendances/queries.ts'
import type { AppEnv } from '#workers/app-env.ts'
import type { Child } from '#workers/jsx/jsx-runtime.ts'
import { anonymous } from '#workers/requester.ts'
import { layout, type PageProps } from '#workers/web/layout.tsx'
import { makeDeps } from './deps.ts'

type Options = Partial<PageProps> & { viewer?: Viewer | null; at?: string }

/** The whole page around a piece of it, as HTML. */
export async function renderPage(content: Child, options: Options = {}): Promise<string> {
  const { viewer = null, at = '/', ...page } = options
  const { deps } = makeDeps()
  const app = new Hono<AppEnv>()
    .use(layout, async (c, next) => {
      c.set('deps', deps)
      c.set('requester', { ...anonymous, viewer: async () => viewer })
      await next()
    })
    .get('*', (c) => c.render(content, { title: 'A page', ...page }))
  return (await app.request(at)).text()
}
