import { isNode, isScalar, Lexer, LineCounter, type ParsedNode, parseDocument } from 'yaml'
import type * as z from 'zod'
import { cleanText } from '../clean.ts'
import type { Remark } from '../conference.ts'

const MAX_FILE_BYTES = 4 * 1024 * 1024
const MAX_ALIASES = 50
const MAX_DEPTH = 32
const MAX_TOKENS = 2_000_000
/** Each key of a map is compared with all before it. Those of a person or a talk are a dozen. */
const MAX_COMPARISONS = 1_000_000

/** What the library would go on with for too long, and where. */
class Excess extends Error {
  readonly offset: number

  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

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
  const text = new TextDecoder().decode(bytes)
  try {
    measure(text)
    const document = parseDocument(text, {
      ...{ schema: 'core', lineCounter: lines, logLevel: 'silent' },
      // Each would be shown in the whole of its line.
      prettyErrors: false,
      uniqueKeys: keysCompared(),
    })
    // A tag that nobody knows is only a warning to the library.
    const [problem] = [...document.errors, ...document.warnings]
    if (problem) {
      const [first = ''] = problem.message.split('\n')
      return refuse(`Broken YAML: ${cleanText(first)}`, lines.linePos(problem.pos[0]).line)
    }
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES })
    return { file, value, lineOf }

    function lineOf(path: readonly PropertyKey[]): number {
      const node = path.length > 0 ? document.getIn(path, true) : document.contents
      if (isNode(node) && node.range) return Math.max(1, lines.linePos(node.range[0]).line)
      return path.length > 0 ? lineOf(path.slice(0, -1)) : 1
    }
  } catch (error) {
    if (error instanceof Excess) return refuse(error.message, lineAt(text, error.offset))
    if (error instanceof RangeError) return refuse('It is nested too deeply')
    if (error instanceof ReferenceError) return refuse('Its aliases multiply too far')
    throw error
  }
}

/** The library counts lines only while it parses, which may not have begun. */
const lineAt = (text: string, offset: number) => text.slice(0, offset).split('\n').length

/** With this the lexer announces the text of a scalar. */
const SCALAR = '\u001f'

/** Throws {@link Excess} for what would keep the parser busy: it goes down by recursion, and looks for anchors everywhere. */
function measure(text: string): void {
  let [at, tokens, aliases, brackets, dashes] = [0, 0, 0, 0, 0]
  let [isScalarNext, isAfterQuoted] = [false, false]
  for (const token of new Lexer().lex(text)) {
    const isText = isScalarNext
    isScalarNext = token === SCALAR
    at += token.length
    tokens += 1
    const isQuoted = !isText && /^["']/.test(token)
    // Each of half a million would be told of at length.
    if (isQuoted && isAfterQuoted) throw new Excess('Broken YAML: a text follows a text', at)
    if (token.trim() !== '') isAfterQuoted = isQuoted
    if (isText) continue
    if (token === '[' || token === '{') brackets += 1
    if (token === ']' || token === '}') brackets -= 1
    if (brackets < 0) throw new Excess('Broken YAML: a bracket closes nothing', at)
    // `- - -` is a list in a list in a list.
    if (token === '-' || token === '?') dashes += 1
    else if (token.trim() !== '' || token === '\n') dashes = 0
    if (token.startsWith('*')) aliases += 1
    if (brackets > MAX_DEPTH || dashes > MAX_DEPTH) throw new Excess('It is nested too deeply', at)
    if (aliases > MAX_ALIASES) throw new Excess('Its aliases multiply too far', at)
    if (tokens > MAX_TOKENS) throw new Excess('It holds too much', at)
  }
}

function keysCompared() {
  let comparisons = 0
  return (one: ParsedNode, other: ParsedNode): boolean => {
    comparisons += 1
    const at = other.range[0]
    if (comparisons > MAX_COMPARISONS) throw new Excess('A map in it has too many keys', at)
    const isSame = one === other || (isScalar(one) && isScalar(other) && one.value === other.value)
    if (isSame) throw new Excess('Broken YAML: Map keys must be unique', at)
    return false
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
