/** One thing that the design promises, and what was found. */
export type Bar = { name: string; bar: string; found: string; pass: boolean }

export const atMost = (name: string, found: number, bar: number): Bar => ({
  name,
  bar: `≤ ${bar}`,
  found: String(found),
  pass: found <= bar,
})

export const atLeast = (name: string, found: number, bar: number): Bar => ({
  name,
  bar: `≥ ${bar}`,
  found: String(found),
  pass: found >= bar,
})

/** For small fractions: shown with three digits. */
export const exact = (bar: Bar): Bar => ({ ...bar, found: Number(bar.found).toFixed(3) })

/** For what is no whole number: shown with two digits. */
export const rounded = (bar: Bar): Bar => ({ ...bar, found: Number(bar.found).toFixed(2) })
