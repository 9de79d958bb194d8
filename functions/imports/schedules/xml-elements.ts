import { SaxesParser } from 'saxes'
import { readText } from './read-text.ts'
import { Unreadable } from './unreadable.ts'

const MAX_DEPTH = 64
const MAX_NAME_LENGTH = 100
/** No record lies deeper: `schedule/day/room/event`. */
const MAX_RECORD_DEPTH = 4
/** Elements of one record, such as the persons and links of an event. */
const MAX_RECORD_ELEMENTS = 5_000

/** An XML element with its own text and what is in it. */
export type XmlElement = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly line: number
  text: string
  /** What an instruction to us in it says, such as `<?hallway moderator?>`. Schemas take no notice of one. */
  aside: string
  readonly children: XmlElement[]
}

/** A whole element, and the open ones around it, outermost first, which have their attributes only. */
export type XmlRecord = {
  readonly element: XmlElement
  readonly parents: readonly XmlElement[]
}

/**
 * Every element whose path of names (`schedule/day/room/event`) is a record's, when it ends. The
 * rest is gone by without being kept. Throws {@link Unreadable} for what is not well-formed XML, for
 * a document type or an entity of its own, and for nesting deeper than 64.
 */
export async function* readXml(
  bytes: AsyncIterable<Uint8Array>,
  isRecord: (path: string) => boolean,
): AsyncGenerator<XmlRecord> {
  const reader = new RecordReader(isRecord)
  for await (const text of readText(bytes)) {
    reader.write(text)
    yield* reader.take()
  }
  reader.close()
  yield* reader.take()
}

class RecordReader {
  readonly #parser = new SaxesParser({ position: true, xmlns: false })
  readonly #isRecord: (path: string) => boolean
  readonly #open: XmlElement[] = []
  /** How many open elements there were when the record that is being read began. */
  #recordDepth: number | null = null
  #recordElements = 0
  #found: XmlRecord[] = []

  constructor(isRecord: (path: string) => boolean) {
    this.#isRecord = isRecord
    const parser = this.#parser
    const refuse = (reason: string) => {
      throw new Unreadable(parser.line, reason)
    }
    parser.on('error', (error) => refuse(`Broken XML: ${error.message.replace(/^\d+:\d+: /, '')}`))
    // Entities are declared in a document type: without one there is nothing to expand or to fetch.
    parser.on('doctype', () => refuse('It declares a document type'))
    parser.on('opentag', ({ name, attributes }) => this.#begin(name, attributes))
    parser.on('closetag', () => this.#end())
    const keepText = (text: string) => {
      const element = this.#open.at(-1)
      if (element && this.#recordDepth !== null) element.text += text
    }
    parser.on('text', keepText)
    parser.on('processinginstruction', ({ target, body }) => {
      const element = this.#open.at(-1)
      if (element && target === 'hallway') element.aside = body.trim()
    })
    parser.on('cdata', keepText)
  }

  write(text: string) {
    this.#parser.write(text)
  }

  close() {
    this.#parser.close()
  }

  take(): XmlRecord[] {
    const found = this.#found
    this.#found = []
    return found
  }

  #begin(name: string, attributes: Readonly<Record<string, string>>) {
    const { line } = this.#parser
    if (this.#open.length >= MAX_DEPTH) throw new Unreadable(line, 'It is nested too deeply')
    if (name.length > MAX_NAME_LENGTH) throw new Unreadable(line, 'A name in it is too long')
    const element = { name, attributes, line, text: '', aside: '', children: [] }
    if (this.#recordDepth !== null) {
      this.#recordElements += 1
      if (this.#recordElements > MAX_RECORD_ELEMENTS)
        throw new Unreadable(line, 'A record of it holds too many elements')
      this.#open.at(-1)?.children.push(element)
    }
    this.#open.push(element)
    if (this.#recordDepth !== null || this.#open.length > MAX_RECORD_DEPTH) return
    if (this.#isRecord(this.#path())) {
      this.#recordDepth = this.#open.length
      this.#recordElements = 0
    }
  }

  #end() {
    if (this.#recordDepth === this.#open.length) {
      const element = this.#open.at(-1)
      if (element) this.#found.push({ element, parents: this.#open.slice(0, -1) })
      this.#recordDepth = null
    }
    this.#open.pop()
  }

  #path = () => this.#open.map((element) => element.name).join('/')
}

/** The first element of that name, or undefined. */
export const child = (element: XmlElement | undefined, name: string) =>
  element?.children.find((one) => one.name === name)

/** The text of the first element of that name, without the white space around it; empty where there is none. */
export const childText = (element: XmlElement | undefined, name: string) =>
  child(element, name)?.text.trim() ?? ''
