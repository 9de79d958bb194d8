/** A text of about so many characters, as bad as it can be made. */
export type Make = (length: number) => string

/** Something that takes strangers' bytes apart, and the worst that it can be given. */
export type Parser = {
  readonly name: string
  /** The files that do it, or that hand the bytes to a library. */
  readonly files: readonly string[]
  readonly read: (text: string) => unknown
  readonly cases: Readonly<Record<string, Make>>
}

/** The same over and over, with something before and behind it. */
export const fill =
  (unit: string | ((index: number) => string), before = '', behind = ''): Make =>
  (length) => {
    const pieces = [before]
    let [left, index] = [length - before.length - behind.length, 0]
    while (left > 0) {
      const piece = typeof unit === 'string' ? unit : unit(index)
      pieces.push(piece)
      left -= piece.length
      index += 1
    }
    return pieces.join('') + behind
  }

/** Something nested in itself, and closed again. */
export const nest =
  (open: string, close: string, before = '', behind = ''): Make =>
  (length) => {
    const depth = Math.max(1, Math.floor(length / (open.length + close.length)))
    return before + open.repeat(depth) + close.repeat(depth) + behind
  }
