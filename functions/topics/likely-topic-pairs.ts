import { asc, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { eventTopics, topicSynonyms, topics } from '#db/schema/index.ts'
import { type LikelyPair, PAIRS_SHOWN } from '../merges/likely-pair.ts'
import { fold } from '../text/fold.ts'

const TOPICS_LOOKED_AT = 20_000

type Named = { readonly slug: string; readonly name: string; readonly events: number }

/** What two spellings of one topic have in common, and what to call that. */
const keys: readonly [LikelyPair['likelihood'], string, (name: string) => string][] = [
  ['high', 'same but for case, accents and punctuation', (name) => fold(name).replaceAll(' ', '')],
  ['some', 'singular and plural', (name) => singular(fold(name).replaceAll(' ', ''))],
  ['some', 'with and without js', (name) => withoutJs(fold(name))],
]

/** As far as English goes by rule. `CSS` and `campus` are no plurals, `iOS` is too short to be one. */
const singular = (folded: string) =>
  folded
    .replace(/ies$/, 'y')
    .replace(/(?<=x|z|ch|sh)es$/, '')
    .replace(/(?<=\w{3})(?<![su])s$/, '')

/** `Vue.js`, `vuejs` and `Vue` are one; `JS` itself is something. */
const withoutJs = (folded: string) => folded.replace(/(?<=\w)\s?js$/, '').replaceAll(' ', '')

/**
 * Public. Pairs of topics that may be one, by slug, the one about which there are more events last:
 * that is the one to keep. For somebody to look at: nothing merges by itself.
 */
export async function listLikelyTopicPairs(db: Database): Promise<LikelyPair[]> {
  const all = await db
    .select({
      slug: topics.slug,
      name: topics.name,
      events:
        sql<number>`(select count(*) from ${eventTopics} where ${eventTopics.topicId} = ${topics.id})`.mapWith(
          Number,
        ),
    })
    .from(topics)
    // A join that joins nothing, so that drizzle names the tables of the columns above.
    .leftJoin(topicSynonyms, sql`false`)
    .orderBy(asc(topics.slug))
    .limit(TOPICS_LOOKED_AT)
  const found = new Map<string, LikelyPair>()
  for (const [likelihood, reason, keyOf] of keys)
    for (const [one, other] of groupsOf(all, keyOf).flatMap(pairsOf)) {
      const key = `${one.slug} ${other.slug}`
      const pair = { one: one.slug, other: other.slug, likelihood, reasons: [reason] }
      if (!found.has(key)) found.set(key, pair)
    }
  return [...found.values()].slice(0, PAIRS_SHOWN)
}

/** Topics with the same key, by their name or by their slug, busiest last. */
function groupsOf(all: readonly Named[], keyOf: (name: string) => string): Named[][] {
  const groups = new Map<string, Set<Named>>()
  for (const topic of all)
    for (const spelling of [topic.name, topic.slug]) {
      const key = keyOf(spelling)
      if (key) groups.set(key, (groups.get(key) ?? new Set()).add(topic))
    }
  return [...groups.values()]
    .filter((group) => group.size > 1)
    .map((group) => [...group].sort((a, b) => a.events - b.events || (a.slug < b.slug ? 1 : -1)))
}

/** Each with the busiest one. */
function pairsOf(group: readonly Named[]): [Named, Named][] {
  const last = group.at(-1)
  return last ? group.slice(0, -1).map((topic) => [topic, last]) : []
}
