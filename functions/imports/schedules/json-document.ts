import { type JSONVisitor, type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser'
import { readText } from './read-text.ts'
import { Unreadable } from './unreadable.ts'

const MAX_DEPTH = 64

/**
 * A JSON document, and the line on which an object or array in it begins. For anything else it is
 * the line of what it is `within`.
 */
export type JsonDocument = {
  readonly value: unknown
  readonly lineOf: (value: unknown, within?: object) => number
}

/**
 * Reads JSON to its end. Objects have no prototype, so that no name in them means anything else.
 * Throws {@link Unreadable} for what is not JSON, and for nesting deeper than 64.
 */
export async function readJson(bytes: AsyncIterable<Uint8Array>): Promise<JsonDocument> {
  let text = ''
  for await (const piece of readText(bytes)) text += piece
  const builder = new DocumentBuilder()
  visit(text, builder.visitor, { disallowComments: true, allowTrailingComma: false })
  const lineOf = (value: unknown, within?: object) =>
    builder.lines.get(Object(value)) ?? (within && builder.lines.get(within)) ?? 1
  return { value: builder.root, lineOf }
}

type Container = { readonly value: unknown[] | Record<string, unknown>; name: string }

class DocumentBuilder {
  root: unknown
  readonly lines = new WeakMap<object, number>()
  readonly #open: Container[] = []

  readonly visitor: JSONVisitor = {
    onObjectBegin: (_offset, _length, line) => this.#begin(Object.create(null), line + 1),
    onArrayBegin: (_offset, _length, line) => this.#begin([], line + 1),
    onObjectEnd: () => this.#end(),
    onArrayEnd: () => this.#end(),
    onObjectProperty: (name) => {
      const container = this.#open.at(-1)
      if (container) container.name = storable(name)
    },
    onLiteralValue: (value) => this.#add(typeof value === 'string' ? storable(value) : value),
    onError: (error, _offset, _length, line) => {
      throw new Unreadable(line + 1, `Broken JSON: ${spoken(error)}`)
    },
  }

  #begin(value: Container['value'], line: number) {
    // The parser goes down by recursion, so this also keeps its stack from ending.
    if (this.#open.length >= MAX_DEPTH) throw new Unreadable(line, 'It is nested too deeply')
    this.lines.set(value, line)
    this.#add(value)
    this.#open.push({ value, name: '' })
  }

  #end() {
    this.#open.pop()
  }

  #add(value: unknown) {
    const container = this.#open.at(-1)
    if (!container) this.root = value
    else if (Array.isArray(container.value)) container.value.push(value)
    else container.value[container.name] = value
  }
}

/** Escapes can name what no text of ours may hold: NUL, and half a character. */
const storable = (text: string) => text.toWellFormed().replaceAll('\u0000', '\uFFFD')

const spoken = (error: ParseErrorCode) =>
  printParseErrorCode(error).replace(/\B[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
