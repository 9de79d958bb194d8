import type { Command } from 'commander'
import { addSynonym } from '#functions/topics/add-synonym.ts'
import { listLikelyTopicPairs } from '#functions/topics/likely-topic-pairs.ts'
import { mergeTopics } from '#functions/topics/merge-topics.ts'
import { removeSynonym } from '#functions/topics/remove-synonym.ts'
import { unmergeTopics } from '#functions/topics/unmerge-topics.ts'
import { addMerging, explain } from './merging.ts'
import { report } from './report.ts'
import { openStores, type TargetOptions, withTarget } from './target.ts'

/** `ops topics …`: two topics that are one, and the other names that a topic has. */
export function addTopics(parent: Command): void {
  addMerging(parent, {
    nouns: 'topics',
    name: 'the slug of the topic',
    parse: (slug) => slug,
    show: (slug) => slug,
    whatMoves: 'its events and its other names',
    merge: mergeTopics,
    unmerge: async (stores, mergeId) => (await unmergeTopics(stores, mergeId)).slug,
    likelyPairs: listLikelyTopicPairs,
    caution: 'The first has fewer events, and is the one to go. Look at both before you merge.',
  })
  const synonym = parent.command('synonym').description('the other names of a topic')
  withTarget(
    synonym
      .command('add')
      .description('Give a topic another name: it redirects, and importers follow it.')
      .argument('<topic>', 'the slug of the topic')
      .argument('<synonym>', 'the other name'),
  ).action(async (topic: string, name: string, options: TargetOptions) => {
    const slug = await addSynonym(await openStores(options), { topic, synonym: name }).catch(
      explain,
    )
    report(options, `${slug} is ${topic} now.`, { topic, synonym: slug })
  })
  withTarget(
    synonym
      .command('remove')
      .description('Take another name from a topic.')
      .argument('<topic>', 'the slug of the topic')
      .argument('<synonym>', 'the slug of the other name'),
  ).action(async (topic: string, slug: string, options: TargetOptions) => {
    await removeSynonym(await openStores(options), { topic, synonym: slug }).catch(explain)
    report(options, `${slug} is not ${topic} any more.`, { topic, synonym: slug })
  })
}
