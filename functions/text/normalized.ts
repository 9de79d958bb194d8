/**
 * Unicode's own bound for text in a stream (UAX #15): no letter of any language bears more marks.
 * Halfwidth sound marks are letters, of which NFKD makes marks.
 */
const MANY_MARKS = /([\p{M}\uff9e\uff9f]{30})[\p{M}\uff9e\uff9f]+/gu

/** A text in a normal form. Marks are put in order by insertion, so a letter with more than 30 is left with those. */
export const normalized = (text: string, form: 'NFC' | 'NFKD'): string =>
  text.replace(MANY_MARKS, '$1').normalize(form)
