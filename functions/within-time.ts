/**
 * What `work` resolves to, if it does so in `maxMs`; else what `late` answers, or throws. Nothing ends
 * the work itself: it goes on, and nobody looks at it.
 */
export async function withinTime<T, L>(work: Promise<T>, maxMs: number, late: () => L) {
  let timer: ReturnType<typeof setTimeout> | undefined
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, maxMs)
  })
  return Promise.race([work, timeout.then(late)]).finally(() => clearTimeout(timer))
}

/** Throws this, where being late is an error. */
export const tooLate = (message: string) => (): never => {
  throw new Error(message)
}
