import { fold } from '../../text/fold.ts'
import { entryOf } from '../entry-of.ts'

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
  /** The longest word of the title. */
  readonly longest: string
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
  const folded = fold(whole)
  const longest = folded.split(' ').reduce((a, b) => (b.length > a.length ? b : a), '')
  return {
    ...{ ...billing, folded, longest },
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
  // Most pairs have nothing in common, and there may be a million of them.
  if (!other.folded.includes(one.longest) && !one.folded.includes(other.longest)) return null
  const isName = (word: string) => one.nameWords.has(word) || other.nameWords.has(word)
  const [first, second] = [bare(one.folded, isName), bare(other.folded, isName)]
  if (first.title === second.title && first.title.length >= MIN_PART_LENGTH)
    return first.hadName || second.hadName ? 'named' : 'same'
  return isSubtitled(first.title, second.title) || isSubtitled(second.title, first.title)
    ? 'longer'
    : null
}

/** A title without the names, and the words that go with them, at both of its ends. */
function bare(folded: string, isName: (word: string) => boolean) {
  const words = folded.split(' ')
  const isMore = (word: string | undefined) =>
    word !== undefined && (isName(word) || FILLERS.has(word))
  const more: (string | undefined)[] = []
  while (isMore(words[0])) more.push(words.shift())
  while (isMore(words.at(-1))) more.push(words.pop())
  return { title: words.join(' '), hadName: more.some((word) => word && isName(word)) }
}

/** Whether `long` is `short` with a subtitle. `Part 2` is another talk. */
function isSubtitled(short: string, long: string): boolean {
  if (!long.startsWith(`${short} `) || short.split(' ').length < MIN_LONGER_WORDS) return false
  return !/\d|^(?:part|teil|partie|parte|ii+)\b/.test(long.slice(short.length + 1))
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
