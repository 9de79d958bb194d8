import { createDraw } from './draw.ts'
import type { Ask } from './load.ts'

/** More than are asked in a round. */
const ASKS = 4_000

/**
 * What many members ask for, each time any of them: few pages often and many seldom, the nth with
 * weight 1/n (Zipf's law). The same for the same seed.
 */
export function askPopular(
  paths: readonly string[],
  cookies: readonly string[],
  seed: number,
): Ask[] {
  const draw = createDraw(seed)
  let total = 0
  const upTo = paths.map((_, i) => {
    total += 1 / (i + 1)
    return total
  })
  return Array.from({ length: ASKS }, () => {
    const at = draw() * total
    const path = paths[upTo.findIndex((sum) => at < sum)] ?? '/'
    const cookie = cookies[Math.floor(draw() * cookies.length)] ?? ''
    return { method: 'GET', path, headers: { cookie } }
  })
}
