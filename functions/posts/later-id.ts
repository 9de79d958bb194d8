/** Ids are decimal numbers beyond 2^53, so a longer one is a later one. */
export const laterId = (a: string | null, b: string | null) => {
  if (a === null || b === null) return a ?? b
  return a.length > b.length || (a.length === b.length && a > b) ? a : b
}
