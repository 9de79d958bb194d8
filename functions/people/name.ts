import * as z from 'zod'

const MAX_LENGTH = 80
const TOO_LONG = `A name has at most ${MAX_LENGTH} characters`
/** With what is taken out of it. Normal forms and the checks below are dear for what is much longer. */
const MAX_TYPED_LENGTH = 500
/** On one letter. Hebrew with vowels and cantillation has five; Unicode TR39 (5.4) thinks four enough. */
const MAX_MARKS = 5

/** Scripts whose letters take other shapes when U+200C or U+200D stands between or after them. */
const JOINING =
  'Arabic Syriac Nko Adlam Mongolian Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Khmer Myanmar'
    .split(' ')
    .map((script) => `\\p{scx=${script}}`)
    .join('')

/** Invisible characters where they do say something: they join or part letters, choose a form, make an emoji. */
const MEANT = [
  `(?<=[${JOINING}])[\\u200c\\u200d]`,
  '(?<=\\p{Script=Mongolian})[\\u180b-\\u180f]',
  '(?<=\\p{Script=Han})[\\u{fe00}-\\u{fe02}\\u{e0100}-\\u{e01ef}]',
  '(?<=\\p{M})\\u034f(?=\\p{M})',
  '\\p{RGI_Emoji}',
  '\\p{Emoji}\\ufe0e',
].join('|')
const meant = new RegExp(MEANT, 'gv')

/** What shows nothing wherever it stands: U+3164 and U+115F are letters, U+2800 is a sign, to Unicode. */
const unseen =
  /[\p{C}\p{Default_Ignorable_Code_Point}\u2800\u303f\ufffc\ufffd\u{13441}\u{13442}\u{16fe4}\u{1d159}]/u

/** Pasted along from pages and editors, and of no use in a name. */
const STRAY = /[\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff]/g

const loneMark = /(?:^|\s)\p{M}/u
/** Marks that take up room of their own may stand between those that pile up. */
const piledMarks = new RegExp(`(?:\\p{Mc}*[\\p{Mn}\\p{Me}]){${MAX_MARKS + 1}}`, 'u')

const visible = (name: string) => name.replace(meant, '')

/** What people are called: any script, as it is written, but so that all of it can be seen. */
export const personName = z
  .string()
  .max(MAX_TYPED_LENGTH, TOO_LONG)
  .transform((text) => text.replace(STRAY, '').normalize('NFC').replaceAll(/\s+/g, ' ').trim())
  .pipe(
    z
      .string()
      .min(1, 'Tell us what people call you')
      .max(MAX_LENGTH, TOO_LONG)
      .regex(/[\p{L}\p{N}]/u, 'A name has at least one letter')
      .refine(
        (name) => !unseen.test(visible(name)),
        'There is a character in this name that cannot be shown. Type the name rather than paste it',
      )
      .refine(
        (name) => !loneMark.test(name),
        'An accent stands alone in this name. Type the letter first, then its accent',
      )
      .refine(
        (name) => !piledMarks.test(visible(name)),
        `A letter in this name has more than ${MAX_MARKS} marks. Leave some of them out`,
      ),
  )
