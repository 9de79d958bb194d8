import type { Deps } from '../deps.ts'

/** How many members a set has and the sum of their checksums, as `<count>:<sum>`. */
export type Digest = string
export const EMPTY: Digest = '0:0'

/**
 * Tells those of KEYS whose set has not the digest in ARGV, one a line, with its size. The checksum of
 * a UUID is its last 28 bits, which are random: as many as the Lua of the in-process Redis counts with.
 * The sum of 33 million of them is still exact.
 */
const COMPARE = `
local differing = {}
for i, key in ipairs(KEYS) do
  local members = redis.call('smembers', key)
  local sum = 0.0
  for _, member in ipairs(members) do
    sum = sum + (tonumber(string.sub(member, -7), 16) or 0)
  end
  if string.format('%.0f:%.0f', #members, sum) ~= ARGV[i] then
    differing[#differing + 1] = string.format('%s %.0f', key, #members)
  end
end
return table.concat(differing, '\\n')`

/**
 * The sets that are not what they are expected to be, with their sizes. Redis compares where the sets
 * are: one command for all that should have members, and one for all that should have none.
 */
export async function findDiffering(
  redis: Deps['redis'],
  expected: ReadonlyMap<string, Digest>,
): Promise<Map<string, number>> {
  const filled = [...expected].filter(([, digest]) => digest !== EMPTY)
  const empty = [...expected.keys()].filter((key) => expected.get(key) === EMPTY)
  const [differing, unexpected] = await Promise.all([
    compare(redis, filled),
    empty.length > 0 ? redis.exists(...empty) : 0,
  ])
  const all =
    unexpected > 0 ? [...differing, ...(await compare(redis, toEntries(empty)))] : differing
  return new Map(all)
}

const toEntries = (keys: readonly string[]) => keys.map((key) => [key, EMPTY] as const)

async function compare(
  redis: Deps['redis'],
  expected: readonly (readonly [string, Digest])[],
): Promise<[string, number][]> {
  if (expected.length === 0) return []
  const keys = expected.map(([key]) => key)
  const digests = expected.map(([, digest]) => digest)
  const answer = await redis.eval<string[], string>(COMPARE, keys, digests)
  const lines = answer.split('\n').filter(Boolean)
  return lines.map((line) => {
    const [key = '', size] = line.split(' ')
    return [key, Number(size)]
  })
}
