import { cleanText } from '../clean.ts'

const MAX_NAME_LENGTH = 200
const MAX_NAMES = 50
/** Of several people in one text. */
const MAX_BILLED_LENGTH = 1_000

/** Words that stand behind a comma in a name, and make no second person. */
const NO_NAME =
  /\b(?:phd|ph\.d|msc|mba|md|jr|sr|inc|ltd|llc|gmbh|corp|company|university|institute|labs?|cloud|team|foundation|and friends)\b\.?/i
/** What stands for somebody whose name is not known. */
const NOBODY =
  /^(?:various(?: (?:speakers|people|presenters))?|n\/?a|tb[acd]|todo|unknown|speakers?|\.{2,}|…)$/i

/** `TBA` and the like, which are no one's name. */
export const isNobody = (name: string): boolean => NOBODY.test(name)

/**
 * The people in a list of names as recordings bill them, in order and each once. `Various speakers`
 * is nobody. A string is taken apart only where that is sure: at semicolons, and at commas, ampersands
 * or `and` when a full name stands on every side. A slash may part two scripts of one name, so it stays.
 */
export function billedNames(names: readonly unknown[]): string[] {
  const people = names
    .slice(0, MAX_NAMES)
    .flatMap((name) =>
      typeof name === 'string' ? takeApart(cleanText(name.slice(0, MAX_BILLED_LENGTH))) : [],
    )
    .filter((name) => name !== '' && !isNobody(name))
    .map((name) => name.slice(0, MAX_NAME_LENGTH))
  return [...new Set(people)].slice(0, MAX_NAMES)
}

function takeApart(text: string): string[] {
  const parts = text.split(/\s*;\s*/).map((part) => part.replace(/\s*(?:\.{2,}|…)$/, ''))
  return parts.flatMap((part) => {
    const names = part.split(/\s*,\s*(?:and\s+)?|\s+(?:&|and)\s+/)
    return names.length > 1 && names.every(isFullName) ? names : [part]
  })
}

const isFullName = (text: string) =>
  !NO_NAME.test(text) && /^\p{Lu}[\p{L}\p{M}'’.-]*(?: [\p{L}\p{M}'’.-]+){1,3}$/u.test(text)
