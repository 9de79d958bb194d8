import { isNode, LineCounter, parseDocument } from 'yaml'
import type * as z from 'zod'
import type { Remark } from '../conference.ts'

const MAX_FILE_BYTES = 4 * 1024 * 1024
const MAX_ALIASES = 50

export type NamedBytes = { readonly file: string; readonly bytes: Uint8Array }

/** A document that could be read, and the line on which each part of it begins. */
export type YamlDocument = {
  readonly file: string
  readonly value: unknown
  readonly lineOf: (path: readonly PropertyKey[]) => number
}

/**
 * Reads one YAML document of plain values. What its author could make it do is refused: tags of their
 * own, aliases that multiply, depth without end. Never throws for what the bytes say.
 */
export function readYaml({ file, bytes }: NamedBytes): YamlDocument | { readonly remark: Remark } {
  const refuse = (reason: string, line = 1) => ({ remark: { file, line, reason } })
  if (bytes.length > MAX_FILE_BYTES) return refuse('The file is larger than 4 MiB')
  const lines = new LineCounter()
  try {
    const text = new TextDecoder().decode(bytes)
    const document = parseDocument(text, { schema: 'core', lineCounter: lines, logLevel: 'silent' })
    // A tag that nobody knows is only a warning to the library.
    const [problem] = [...document.errors, ...document.warnings]
    if (problem) {
      const [first = ''] = problem.message.split('\n')
      return refuse(`Broken YAML: ${first}`, lines.linePos(problem.pos[0]).line)
    }
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES })
    return { file, value, lineOf }

    function lineOf(path: readonly PropertyKey[]): number {
      const node = path.length > 0 ? document.getIn(path, true) : document.contents
      if (isNode(node) && node.range) return Math.max(1, lines.linePos(node.range[0]).line)
      return path.length > 0 ? lineOf(path.slice(0, -1)) : 1
    }
  } catch (error) {
    if (error instanceof RangeError) return refuse('It is nested too deeply')
    if (error instanceof ReferenceError) return refuse('Its aliases multiply too far')
    throw error
  }
}

/** The value at a path as `schema` wants it, or why it is not. */
export function readRecord<T extends z.ZodType>(
  { file, value, lineOf }: YamlDocument,
  schema: T,
  path: readonly (string | number)[] = [],
): { readonly record: z.infer<T>; readonly line: number } | { readonly remark: Remark } {
  let part = value
  for (const key of path) part = Object(part)[key]
  const parsed = schema.safeParse(part)
  if (parsed.success) return { record: parsed.data, line: lineOf(path) }
  const [issue] = parsed.error.issues
  const line = lineOf([...path, ...(issue?.path ?? [])])
  return { remark: { file, line, reason: issue?.message ?? 'It cannot be read' } }
}
