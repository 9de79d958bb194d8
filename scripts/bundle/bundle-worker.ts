import { join, relative } from 'node:path'
import { type BuildOptions, build, type Metafile, type OutputFile } from 'esbuild'

const root = join(import.meta.dirname, '../..')
const ENTRY = 'dist/worker/index.js'

/** The Worker's files, with their maps, and what each was made of and imports. */
type Bundle = { readonly files: readonly OutputFile[]; readonly outputs: Metafile['outputs'] }

/**
 * Makes the files that are deployed, and writes none: `index.js`, which an isolate begins with, and one
 * for each part that is imported when it is asked for, which is not even read before
 * (docs/decisions/0034).
 */
export async function bundleWorker(
  options: Pick<BuildOptions, 'minify' | 'sourcemap' | 'external'> = {},
): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['workers/index.ts'],
    outdir: 'dist/worker',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2024',
    // As wrangler has them.
    conditions: ['workerd', 'worker', 'browser'],
    define: { 'process.env.NODE_ENV': '"production"' },
    // sanitize-html parses style attributes with it when they are allowed, which they never are here.
    alias: { postcss: './workers/no-postcss.ts' },
    logLevel: 'warning',
    metafile: true,
    write: false,
    ...options,
    external: ['node:*', 'cloudflare:*', ...(options.external ?? [])],
  })
  // esbuild makes a file of what only code that it took out would have imported, too.
  const names = filesFrom(ENTRY, metafile.outputs, ['import-statement', 'dynamic-import'])
  const isNeeded = ({ path }: OutputFile) => names.has(relative(root, path).replace(/\.map$/, ''))
  const outputs = Object.entries(metafile.outputs).filter(([name]) => names.has(name))
  return { files: outputFiles.filter(isNeeded), outputs: Object.fromEntries(outputs) }
}

/** The source files, packages' too, of which something is in an isolate before its first request. */
export function sourcesAtStart({ outputs }: Bundle): string[] {
  const names = filesFrom(ENTRY, outputs, ['import-statement'])
  return [...names].flatMap((name) => sourcesOf(outputs[name]))
}

/** The source files of all parts. */
export const allSources = ({ outputs }: Bundle): string[] =>
  Object.values(outputs).flatMap(sourcesOf)

const sourcesOf = (output: Metafile['outputs'][string] | undefined) =>
  Object.entries(output?.inputs ?? {}).flatMap(([file, { bytesInOutput }]) =>
    bytesInOutput > 0 ? file : [],
  )

function filesFrom(entry: string, outputs: Metafile['outputs'], kinds: readonly string[]) {
  const found = new Set([entry])
  for (const name of found)
    for (const { path, kind } of outputs[name]?.imports ?? [])
      if (path in outputs && kinds.includes(kind)) found.add(path)
  return found
}
