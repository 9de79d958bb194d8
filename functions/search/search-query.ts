export const MAX_QUERY_CHARS = 100

/**
 * What is searched for, in one spelling for all that find the same: lower case, single spaces, no
 * control characters, at most 100 characters. Postgres takes out the rest (`search_words`).
 */
export const normalizeQuery = (text: string): string =>
  Array.from(
    text
      .normalize('NFC')
      .replaceAll(/[\p{C}\s]+/gu, ' ')
      .trim()
      .toLowerCase(),
  )
    .slice(0, MAX_QUERY_CHARS)
    .join('')
    .trim()
