import { LARGEST_SCALE, sizesAt } from '../generate/sizes.ts'
import { growthBars } from './bars.ts'
import { compareSizes } from './compare-sizes.ts'
import { startFilledStack } from './filled-stack.ts'
import { PAGE_KINDS } from './page-kinds.ts'
import { barTable, growthTable } from './print.ts'

/**
 * Whether pages of a directory five times the size take at most half as long again. Resolves to the
 * code to exit with. Fills both directories the first time, and keeps them for the month.
 */
export async function benchLarge(port: number, say: (what: string) => void): Promise<number> {
  const { events, people } = sizesAt(LARGEST_SCALE)
  say(`Making ready ${events} events and ${people} people`)
  const large = await startFilledStack(port, LARGEST_SCALE, say)
  try {
    say('Making ready the usual directory')
    const small = await startFilledStack(port + 2, 1, say)
    say('Comparing pages of both')
    const growth = await compareSizes({ large, small }, port + 1).finally(() => small.stop())
    const bars = PAGE_KINDS.flatMap((kind) => growthBars(kind, growth, LARGEST_SCALE))
    console.log(`\n${growthTable(growth.kinds)}\n\n${barTable(bars)}`)
    return bars.every(({ pass }) => pass) ? 0 : 1
  } finally {
    await large.stop()
  }
}
