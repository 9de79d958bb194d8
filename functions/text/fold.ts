import { normalized } from './normalized.ts'

/** Letters that Unicode does not take apart into a letter and a mark. */
export const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ħ: 'h',
  ŋ: 'n',
}

/** Lower case without accents: `Łódź` → `lodz`. Letters of other scripts stay as they are. */
export const unaccented = (text: string): string =>
  isAscii(text) ? text.toLowerCase() : unaccentedSlowly(text)

/** Most names are, and a gazetteer has many. */
const isAscii = (text: string) => /^[ -~]*$/.test(text)

const unaccentedSlowly = (text: string) =>
  normalized(text, 'NFKD')
    .replace(/\p{M}+/gu, (marks, at: number, whole: string) =>
      // In Latin, Greek and Cyrillic a mark is an accent. In Tamil or Arabic it is a vowel.
      /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(whole[at - 1] ?? '')
        ? ''
        : marks,
    )
    .toLowerCase()
    .replace(/[ßæœøđðþłıħŋ]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFC')

/** Names that differ in nothing but case, accents, spaces and punctuation fold to the same text. */
export const fold = (text: string): string =>
  unaccented(text)
    .replace(/['’ʼ`]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}+#]+/gu, ' ')
    .trim()

const MAX_SLUG_LENGTH = 80
/** What stands behind so much of a name is in no slug. */
const MAX_SLUGGED_LENGTH = 2_000

/** The ASCII words of a name, hyphenated: `Web à Québec` → `web-a-quebec`. Empty if there are none. */
export const slugify = (name: string): string =>
  unaccented(name.slice(0, MAX_SLUGGED_LENGTH))
    .replace(/\+\+/g, 'pp')
    .replace(/(?<=[a-z])#/g, '-sharp')
    .replace(/&/g, ' and ')
    .replace(/(?<=^|\s)\.net\b/g, 'dotnet')
    .replace(/['’ʼ`]/g, '')
    // A foreign letter inside a word, as in `Oπe`, does not part it.
    .replace(/(?<=[a-z0-9])[^\P{L}a-z]+(?=[a-z0-9])/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_SLUG_LENGTH)
    .replace(/^-+|-+$/g, '')
