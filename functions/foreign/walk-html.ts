import { Parser } from 'htmlparser2'

/** What is told of a page, in its order. Whoever answers `true` has seen enough: the rest is not read. */
export type HtmlVisitor = {
  readonly open?: (tag: HtmlTag) => boolean | undefined
  readonly text?: (text: string) => void
  readonly close?: (name: string) => boolean | undefined
}

export type HtmlTag = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  /** Where in the page its tag begins. */
  readonly offset: number
}

type Limits = {
  /** Tags and attributes together. */
  readonly maxParts: number
  /** Elements that are open at once. */
  readonly maxDepth: number
}

/**
 * Reads foreign HTML, however broken, as far as the limits let it: the parser goes through the whole
 * stack of open elements at every tag, so that depth costs as its square. Tells whether it was cut.
 */
export function walkHtml(
  html: string,
  { open, text, close }: HtmlVisitor,
  { maxParts, maxDepth }: Limits,
): { readonly isCut: boolean } {
  let [parts, depth, isDone, isCut] = [0, 0, false, false]
  const stop = () => {
    isDone = true
    // A paused parser reads nothing more, and one that is not resumed is gone.
    parser.pause()
  }
  const count = () => {
    parts += 1
    if (isDone || (parts <= maxParts && depth <= maxDepth)) return
    isCut = true
    stop()
  }
  const parser: Parser = new Parser({
    onattribute: count,
    onopentag(name, attributes) {
      depth += 1
      count()
      if (!isDone && open?.({ name, attributes, offset: parser.startIndex })) stop()
    },
    ontext(piece) {
      if (!isDone) text?.(piece)
    },
    onclosetag(name) {
      depth -= 1
      if (!isDone && close?.(name)) stop()
    },
  })
  parser.end(html)
  return { isCut }
}
