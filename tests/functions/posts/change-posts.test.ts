import { expect, test } from 'vitest'
import { newId } from '#db/id.ts'
import { changePosts } from '#functions/posts/change-posts.ts'
import { fakeMastodon } from '../../fakes/social.ts'
import { host, makeClock, makeIngester, makeTagged, mastodonSource, postsOf } from './ingester.ts'

/** An event, and what its source tells of one post. */
async function arrive() {
  const clock = makeClock()
  const source = mastodonSource(fakeMastodon().fetch, clock.now, host())
  const { deps } = makeIngester([source], clock)
  const { id } = await makeTagged()
  const post = {
    ...{ externalId: newId(), sourceId: '1', url: 'https://a.example/', language: null },
    ...{ authorName: 'Ada', authorHandle: '@ada', postedAt: clock.now() },
  }
  const [first, edited] = [
    { ...post, html: '<p>tpyo</p>', editedAt: null },
    { ...post, html: '<p>typo</p>', editedAt: clock.now() },
  ]
  const plan = (...posts: (typeof first | typeof edited)[]) =>
    changePosts(deps, id, [{ source, posts, deleted: [] }])
  const shown = async () => (await postsOf(id)).map(({ html }) => html)
  return { deps, first, edited, plan, shown }
}

test('of two versions that come together the newer one is kept', async () => {
  const { deps, first, edited, plan, shown } = await arrive()
  await deps.commit(await plan(edited, first))
  expect(await shown()).toEqual(['<p>typo</p>'])
})

test('an older version of a post that is known is nothing to write', async () => {
  const { deps, first, edited, plan, shown } = await arrive()
  await deps.commit(await plan(edited))
  expect(await plan(first)).toEqual([])
  expect(await shown()).toEqual(['<p>typo</p>'])
})

test('of two jobs at once the newer version stays, whichever commits last', async () => {
  const { deps, first, edited, plan, shown } = await arrive()
  const [older, newer] = [await plan(first), await plan(edited)]
  await deps.commit(newer)
  await deps.commit(older)
  expect(await shown()).toEqual(['<p>typo</p>'])
})
