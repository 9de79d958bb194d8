import { findNodeAtLocation, parseTree } from 'jsonc-parser'
import type * as z from 'zod'
import { cleanText } from '../clean.ts'
import type { Remark } from '../conference.ts'
import { lineFinder } from '../line-finder.ts'

const MAX_FILE_BYTES = 1024 * 1024

export type NamedBytes = { readonly file: string; readonly bytes: Uint8Array }

/** A file of one JSON object as `schema` wants it, or why it is not and on which line. Never throws. */
export function readJsonFile<T extends z.ZodType>(
  { file, bytes }: NamedBytes,
  schema: T,
): { readonly record: z.infer<T> } | { readonly remark: Remark } {
  const refuse = (reason: string, line = 1) => ({ remark: { file, line, reason } })
  if (bytes.length > MAX_FILE_BYTES) return refuse('The file is larger than 1 MiB')
  const json = new TextDecoder().decode(bytes)
  try {
    const parsed = schema.safeParse(JSON.parse(json))
    if (parsed.success) return { record: parsed.data }
    const [issue] = parsed.error.issues
    return refuse(issue?.message ?? 'It cannot be read', lineOf(json, issue?.path[0]))
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error
    return refuse(`Broken JSON: ${cleanText(error.message).slice(0, 200)}`, brokenLine(json))
  }
}

function lineOf(json: string, field: PropertyKey | undefined): number {
  const root = typeof field === 'string' ? parseTree(json) : undefined
  const node = root && typeof field === 'string' ? findNodeAtLocation(root, [field]) : undefined
  return lineFinder(json)(node?.offset ?? 0)
}

function brokenLine(json: string): number {
  const errors: { offset: number }[] = []
  try {
    parseTree(json, errors as never[])
  } catch {
    // Nested so deeply that the parser's own stack ends.
  }
  return lineFinder(json)(errors[0]?.offset ?? 0)
}
