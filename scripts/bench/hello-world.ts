import { startWorker } from './worker.ts'
import type { Workerd } from './workerd.ts'

const SCRIPT = `import page from 'page'
const init = { headers: { 'content-type': 'text/html; charset=utf-8' } }
export default { fetch: () => new Response(page, init) }
`

type Options = { readonly body: Uint8Array; readonly port: number }

/** The least that a Worker can do: answers everything with these bytes. The ceiling of the benchmark. */
export const startHelloWorld = ({ body, port }: Options): Promise<Workerd> =>
  startWorker({ script: SCRIPT, data: { page: body }, port })
