import { entryOf } from '../entry-of.ts'
import { fold } from '../fold.ts'

/** What tells one talk from another. */
export type Billing = {
  readonly title: string
  /** As billed. */
  readonly names: readonly string[]
  readonly day: string | null
  readonly startsAt: string | null
}

export type Read = Billing & {
  /** Folded: case, accents and punctuation say nothing. */
  readonly folded: string
  /** The source cut the title off. */
  readonly isCut: boolean
  readonly people: readonly (readonly string[])[]
  readonly nameWords: ReadonlySet<string>
}

/** How two titles agree; `named` when what one has more is who speaks. */
export type Agreement = 'same' | 'cut' | 'named' | 'longer'

/** Shorter titles begin or end too many others. */
const MIN_PART_LENGTH = 8
const MIN_CUT_LENGTH = 20
const MIN_LONGER_WORDS = 5

const FILLERS = new Set(
  'a the talk keynote workshop tutorial poster demo panel session lightning presentation by with par von por di and et und y e dr prof'.split(
    ' ',
  ),
)

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

/** Titles of some sources are HTML by mistake. */
const decode = (text: string) =>
  text.replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (name) return entryOf(named, name.toLowerCase()) ?? whole
    return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16))
  })

/** A billing made ready to be compared with many others. */
export function readBilling(billing: Billing): Read {
  const title = decode(billing.title).trim()
  const whole = title.replace(/\s*(?:\.\.\.|…)$/u, '')
  const people = billing.names
    .map((name) => fold(decode(name)).split(' '))
    .filter((words) => words[0] !== '')
  return {
    ...billing,
    folded: fold(whole),
    isCut: whole !== title,
    people,
    nameWords: new Set(people.flat()),
  }
}

/** Whether two titles may be one, such as `Title`, `TITLE!`, `Title (talk by Name)`, `Name: Title` and `Ti...`. */
export function compareTitles(one: Read, other: Read): Agreement | null {
  if (!one.folded || !other.folded) return null
  if (one.folded === other.folded) return 'same'
  if (isCutOff(one, other) || isCutOff(other, one)) return 'cut'
  const [short, long] =
    one.folded.length < other.folded.length
      ? [one.folded, other.folded]
      : [other.folded, one.folded]
  if (short.length < MIN_PART_LENGTH) return null
  const begins = long.startsWith(`${short} `)
  if (!begins && !long.endsWith(` ${short}`)) return null
  const rest = (begins ? long.slice(short.length) : long.slice(0, -short.length)).trim().split(' ')
  const isName = (word: string) => one.nameWords.has(word) || other.nameWords.has(word)
  if (rest.every((word) => isName(word) || FILLERS.has(word)))
    return rest.some(isName) ? 'named' : 'same'
  // `Part 2` is another talk.
  const mayBeSubtitle = begins && !/\d|^(?:part|teil|partie|parte|ii+)$/.test(rest.join(' '))
  return mayBeSubtitle && short.split(' ').length >= MIN_LONGER_WORDS ? 'longer' : null
}

const isCutOff = (cut: Read, whole: Read) =>
  cut.isCut && cut.folded.length >= MIN_CUT_LENGTH && whole.folded.startsWith(cut.folded)

/**
 * Whether both bill somebody of the same name: `full` when one name has all words of the other (middle
 * names come and go), `part` when they have one word in common, null when either bills nobody.
 */
export function compareNames(one: Read, other: Read): 'full' | 'part' | 'none' | null {
  if (one.people.length === 0 || other.people.length === 0) return null
  const within = (few: readonly string[], many: readonly string[]) =>
    few.length > 1 && few.every((word) => many.includes(word))
  const isFull = one.people.some((a) =>
    other.people.some((b) => a.join(' ') === b.join(' ') || within(a, b) || within(b, a)),
  )
  if (isFull) return 'full'
  return [...one.nameWords].some((word) => word.length > 2 && other.nameWords.has(word))
    ? 'part'
    : 'none'
}
