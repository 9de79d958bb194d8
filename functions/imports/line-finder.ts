import { lazily } from '../lazily.ts'

/** Tells an offset's line, counted from 1, in steps that do not grow with the text. */
export function lineFinder(text: string): (offset: number) => number {
  const lineStarts = lazily(() => {
    const starts = [0]
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
    return starts
  })
  return (offset) => {
    const starts = lineStarts()
    let [low, high] = [0, starts.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return low + 1
  }
}
