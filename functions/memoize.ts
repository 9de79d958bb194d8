/**
 * Memoizes a pure function of a text that is asked for the same few over and over, such as what `Intl` makes
 * of a day: it costs a page more than its markup. Forgets all of them when it knows `limit`.
 */
export function memoize<T>(answer: (key: string) => T, limit = 5_000): (key: string) => T {
  const known = new Map<string, T>()
  return (key) => {
    const found = known.get(key)
    if (found !== undefined) return found
    const made = answer(key)
    if (known.size >= limit) known.clear()
    known.set(key, made)
    return made
  }
}
