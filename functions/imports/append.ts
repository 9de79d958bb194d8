/**
 * Adds items to the end of a list. `push(...items)` passes each as an argument of its own, and ends
 * in a RangeError beyond some 100,000: a file of strangers can have that many faults.
 */
export function append<Item>(list: Item[], items: Iterable<Item>): void {
  for (const item of items) list.push(item)
}
