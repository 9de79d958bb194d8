import type { Make, Parser } from './parser.ts'

const KIB = 1024
/** Tried first, so that what takes for ever is found before it does. */
const TRIED = 8 * KIB
/** Every case is measured at this size, and a parser's worst ones at the whole. */
const SCREENED = 64 * KIB
const WHOLE = 1024 * KIB
const MAX_GROWTH = 2.5
/**
 * Against a half and against a sixteenth. Once a text outgrows V8's young generation, its objects are
 * copied: that makes a step between two sizes (5.4 times as long, seen in YAML), which is not growth.
 */
const DOUBLINGS = [1, 4]
/** Times what `JSON.parse` takes for a megabyte. */
const NOISE = 5
/** A machine that is busy for a moment is asked again. */
const ROUNDS = 6
/** Times what `JSON.parse` takes for a megabyte: some 15 s. A Worker may compute for 30. */
const MAX_MULTIPLE = 5_000

export type Growth = {
  readonly name: string
  /** What it takes, in times what `JSON.parse` takes for a megabyte. */
  readonly multiple: number
  /** How many times as long twice the bytes take. */
  readonly growth: number
  readonly fault: string | null
}

const nowMicros = () => {
  const { user, system } = process.cpuUsage()
  return user + system
}

/** In microseconds of a processor. */
async function costOf(read: Parser['read'], text: string): Promise<number> {
  const before = nowMicros()
  await read(text)
  return nowMicros() - before
}

/** What `JSON.parse` takes for a megabyte of ordinary records. */
function measureYardstick(): number {
  const record = { id: 1, title: 'A talk about trees', speakers: ['Ada', 'Grace'], held: true }
  const text = JSON.stringify(Array.from({ length: 12_500 }, () => record))
  const costs = Array.from({ length: 15 }, () => {
    const before = nowMicros()
    for (let times = 0; times < 4; times += 1) JSON.parse(text)
    return (nowMicros() - before) / 4
  })
  return (Math.min(...costs) * WHOLE) / text.length
}

let yardstick = 0

type Case = { readonly name: string; readonly make: Make }

/**
 * How a parser's work grows when its worst cases become twice as long: of each case up to 64 kB, and
 * of the costliest and the one that grows fastest up to 1 MB. What takes no longer than five times
 * `JSON.parse` more is taken for noise. The costliest comes first.
 */
export async function measureParser({ name, read, cases }: Parser): Promise<Growth[]> {
  const all = Object.entries(cases).map(([what, make]) => ({ name: `${name}: ${what}`, make }))
  const screened: (Case & { found: Growth })[] = []
  for (const one of all) screened.push({ ...one, found: await measureGrowth(read, one, SCREENED) })
  const faults = screened.map(({ found }) => found).filter(({ fault }) => fault !== null)
  if (faults.length > 0) return faults

  const worst = (by: 'multiple' | 'growth') =>
    screened.toSorted((one, other) => other.found[by] - one.found[by]).slice(0, 1)
  const whole: Growth[] = []
  for (const one of new Set([...worst('multiple'), ...worst('growth')]))
    whole.push(await measureGrowth(read, one, WHOLE))
  return whole.toSorted((one, other) => other.multiple - one.multiple)
}

async function measureGrowth(
  read: Parser['read'],
  { name, make }: Case,
  bytes: number,
): Promise<Growth> {
  yardstick ||= measureYardstick()
  const tried = (await costOf(read, make(TRIED))) / yardstick
  if (tried > MAX_MULTIPLE)
    return { name, multiple: tried, growth: Infinity, fault: `${TRIED} bytes take too long` }
  const whole = make(bytes)
  const parts = DOUBLINGS.map((times) => ({
    times,
    text: make(bytes / 2 ** times),
    least: Infinity,
  }))
  let most = Infinity
  const grows = () =>
    parts.every(({ times, least }) => most > MAX_GROWTH ** times * least + NOISE * yardstick)
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const part of parts) part.least = Math.min(part.least, await costOf(read, part.text))
    most = Math.min(most, await costOf(read, whole))
    if (!grows()) break
  }
  const [multiple, growth] = [most / yardstick, most / (parts[0]?.least ?? NaN)]
  const fault = grows()
    ? `${bytes} bytes take ${growth.toFixed(1)} times as long as half of them`
    : multiple > MAX_MULTIPLE
      ? `${bytes} bytes take too long`
      : null
  return { name, multiple, growth, fault }
}
