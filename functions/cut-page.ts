/**
 * A page of a list in keyset order, from its rows and one row more. `next` is the cursor of the last row
 * shown, behind which the next page begins; null at the end of the list.
 */
export function cutPage<Row>(
  rows: readonly Row[],
  size: number,
  cursorOf: (last: Row) => string,
): { shown: Row[]; next: string | null } {
  const shown = rows.slice(0, size)
  const last = shown.at(-1)
  return { shown, next: last !== undefined && rows.length > size ? cursorOf(last) : null }
}
