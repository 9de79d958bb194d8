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
