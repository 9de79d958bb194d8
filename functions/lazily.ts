/** Makes a thing when it is first asked for, and once. Each formatter of `Intl` would cost an isolate's start about a millisecond. */
export function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
