/** Unicode's own bound for text in a stream (UAX #15): no letter of any language bears more marks. */
const MANY_MARKS = /(\p{M}{30})\p{M}+/gu

/** A text in a normal form. Marks are put in order by insertion, so a letter with more than 30 is left with those. */
export const normalized = (text: string, form: 'NFC' | 'NFKD'): string =>
  text.replace(MANY_MARKS, '$1').normalize(form)
