/**
 * What a table of ours has under a word of somebody else's. Every object also answers to words such
 * as `constructor` and `__proto__`, which are in no table.
 */
export const entryOf = <T>(table: Readonly<Record<string, T>>, word: string): T | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined
