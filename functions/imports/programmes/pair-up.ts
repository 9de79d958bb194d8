import { type Billing, compareNames, compareTitles, type Read, readBilling } from './same-talk.ts'

/** Each talk is held against each of the other side; what is behind these is found by its name only. */
const MAX_SIDE = 2_000

type Pair = { readonly left: number; readonly right: number; readonly score: number }

/**
 * Which talk of `left` is which of `right`, by index, where two sources name them differently. Never by
 * title alone: a speaker or the start has to agree as well, or the day where the title is one of a kind
 * on it; only where neither side can say any of that, it is enough that the title is one of a kind.
 * Whatever could be two talks is none. `all` is every talk of both sides, to tell what is one of a kind.
 */
export function pairUp(
  left: readonly Billing[],
  right: readonly Billing[],
  all: { readonly left: readonly Billing[]; readonly right: readonly Billing[] },
): Map<number, number> {
  const read = (side: readonly Billing[]) => side.slice(0, MAX_SIDE).map(readBilling)
  const [ones, others] = [read(left), read(right)]
  const counts = { left: countTitles(all.left), right: countTitles(all.right) }
  const pairs = ones.flatMap((one, i) =>
    others.flatMap((other, j) => {
      const score = scoreOf(one, other, counts)
      return score > 0 ? [{ left: i, right: j, score }] : []
    }),
  )
  return settle(pairs)
}

type Counts = {
  readonly left: ReadonlyMap<string, number>
  readonly right: ReadonlyMap<string, number>
}

/** How often each title stands in a programme, on the whole and by day. */
function countTitles(billings: readonly Billing[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const billing of billings) {
    const { folded, day } = readBilling(billing)
    for (const key of [folded, `${day} ${folded}`]) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

/** 0 for two talks that are not the same as far as anybody can tell. */
function scoreOf(one: Read, other: Read, counts: Counts): number {
  const titles = compareTitles(one, other)
  if (!titles) return 0
  const names = compareNames(one, other)
  const start = one.startsAt && other.startsAt ? one.startsAt === other.startsAt : null
  const day = one.day && other.day ? one.day === other.day : null
  if (titles === 'longer' && names !== 'full') return 0
  const isSure = titles === 'named' || names === 'full' || names === 'part' || start === true
  if (!isSure && !isOnlyOne(one, other, { names, start, day }, counts)) return 0
  const points = { same: 8, named: 6, cut: 4, longer: 2 }[titles]
  return points + (names === 'full' ? 4 : 0) + (start ? 2 : 0) + (day ? 1 : 0)
}

type Says = {
  readonly names: ReturnType<typeof compareNames>
  readonly start: boolean | null
  readonly day: boolean | null
}

function isOnlyOne(one: Read, other: Read, { names, start, day }: Says, counts: Counts): boolean {
  if (one.folded !== other.folded || start === false) return false
  const isRare = (key: string) => counts.left.get(key) === 1 && counts.right.get(key) === 1
  if (day) return isRare(`${one.day} ${one.folded}`)
  return names === null && day === null && isRare(one.folded)
}

function countBy(pairs: readonly Pair[], keyOf: (pair: Pair) => number): Map<number, number> {
  const counts = new Map<number, number>()
  for (const pair of pairs) counts.set(keyOf(pair), (counts.get(keyOf(pair)) ?? 0) + 1)
  return counts
}

/** Best first. Whoever is as good for another too is left alone, also by all that fit less well. */
function settle(pairs: readonly Pair[]): Map<number, number> {
  const settled = new Map<number, number>()
  const [goneLeft, goneRight] = [new Set<number>(), new Set<number>()]
  const byScore = Map.groupBy(pairs, (pair) => pair.score)
  for (const score of [...byScore.keys()].sort((a, b) => b - a)) {
    const open = (byScore.get(score) ?? []).filter(
      ({ left, right }) => !goneLeft.has(left) && !goneRight.has(right),
    )
    const ofLeft = countBy(open, ({ left }) => left)
    const ofRight = countBy(open, ({ right }) => right)
    for (const { left, right } of open) {
      if (ofLeft.get(left) === 1 && ofRight.get(right) === 1) settled.set(left, right)
      goneLeft.add(left)
      goneRight.add(right)
    }
  }
  return settled
}
