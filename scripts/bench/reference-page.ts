import { join } from 'node:path'
import { build } from 'esbuild'
import { startWorker } from './worker.ts'
import type { Workerd } from './workerd.ts'

/** Starts a Worker that renders the reference page, whatever it is asked for. */
export async function startReferencePage(port: number): Promise<Workerd> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'reference-worker.tsx')],
    ...{ bundle: true, write: false, format: 'esm', target: 'es2024', minify: true },
    ...{ jsx: 'automatic', jsxImportSource: 'hono/jsx' },
  })
  const [script] = outputFiles
  if (!script) throw new Error('The reference page was not built')
  return startWorker({ script: script.contents, port })
}
