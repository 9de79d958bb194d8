/**
 * What `work` resolves to, if it does so in `maxMs`; else rejects with what `late` makes. Nothing ends
 * the work itself: it goes on, and nobody looks at it.
 */
export async function withinTime<T>(
  work: Promise<T>,
  maxMs: number,
  late: () => Error,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), maxMs)
  })
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer))
}
