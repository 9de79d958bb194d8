import type { Make, Parser } from './parser.ts'

const KIB = 1024
/** Smaller ones first, so that what takes for ever is found before it does. */
const TRIED = [8 * KIB, 128 * KIB]
const [HALF, WHOLE] = [512 * KIB, 1024 * KIB]
const MAX_GROWTH = 2.5
/** Times what `JSON.parse` takes for a megabyte. */
const NOISE = 5
/** A machine that is busy for a moment is asked again. */
const ROUNDS = 6
/** Times what `JSON.parse` takes for as much. */
const MAX_MULTIPLE = 1_000

export type Growth = {
  readonly name: string
  readonly multiple: number
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

/**
 * How the work of a parser grows from 512 kB to 1 MB of its worst case. What takes no longer than
 * five times `JSON.parse` more is taken for noise.
 */
export async function measureGrowth(
  name: string,
  read: Parser['read'],
  make: Make,
): Promise<Growth> {
  yardstick ||= measureYardstick()
  for (const length of TRIED) {
    const multiple = (await costOf(read, make(length))) / yardstick
    if (multiple > MAX_MULTIPLE)
      return {
        name,
        multiple,
        fault: `${length} bytes took ${Math.round(multiple)} times JSON.parse`,
      }
  }
  const [half, whole] = [make(HALF), make(WHOLE)]
  let [least, most] = [Infinity, Infinity]
  for (let round = 0; round < ROUNDS; round += 1) {
    least = Math.min(least, await costOf(read, half))
    most = Math.min(most, await costOf(read, whole))
    if (most <= MAX_GROWTH * least + NOISE * yardstick) break
  }
  const multiple = most / yardstick
  const isTooMuch = most > MAX_GROWTH * least + NOISE * yardstick
  const fault = isTooMuch ? `twice the bytes took ${(most / least).toFixed(1)} times as long` : null
  return { name, multiple, fault: fault ?? (multiple > MAX_MULTIPLE ? 'it takes too long' : null) }
}
