import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { PostSource } from '#functions/posts/post-source.ts'
import { createPostSources } from '#functions/posts/sources.ts'
import { startSocialGateway } from '#scripts/stack/social-gateway.ts'

type Social = Awaited<ReturnType<typeof startSocialGateway>>

/** The local stack's social networks, empty at first, and the sources that read them. */
async function withNetworks(work: (social: Social, sources: PostSource[]) => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), 'hallway-social-'))
  const social = await startSocialGateway({
    file: join(folder, 'posts.json'),
    token: 'secret',
    fixtures: folder,
  })
  const settings = {
    ORIGIN: 'https://hallway.test',
    X_URL: `${social.url}/`,
    X_BEARER_TOKEN: 'secret',
    MASTODON_URLS: [social.url],
  }
  try {
    await work(social, createPostSources(settings, fetch))
  } finally {
    await social.stop()
    await rm(folder, { recursive: true })
  }
}

const author = { name: 'Ada', handle: 'ada' }
const query = (cursor: string | null) => ({ hashtag: 'FernConf', cursor, limit: 10 })

test('without a token there is no X, and every instance is a source of its own', () => {
  const settings = {
    ORIGIN: 'https://hallway.test',
    X_URL: 'https://api.x.com',
    MASTODON_URLS: ['https://a.example', 'https://b.example/'],
  }

  expect(createPostSources(settings, fetch).map(({ key }) => key)).toEqual([
    'mastodon:a.example',
    'mastodon:b.example',
  ])
})

test('each network is read from where the last reading ended', async () => {
  await withNetworks(async (social, sources) => {
    for (const source of sources) {
      const write = (n: number) =>
        social.posts.add({ ...author, source: source.name, text: `${n} #fernconf` })
      for (let n = 0; n < 25; n += 1) write(n)
      let cursor: string | null = null
      const read = async () => {
        const ids = new Set<string>()
        for (let more = true; more; ) {
          const page = await source.fetchPage(query(cursor))
          for (const { sourceId } of page.posts) ids.add(sourceId)
          ;({ cursor, more } = page)
        }
        return ids
      }

      const first = await read()
      const late = write(25)
      const second = await read()

      // Mastodon's first reading takes one page; X's takes the week.
      expect(first.size).toBe(source.name === 'x' ? 25 : 10)
      expect(second).toContain(late)
    }
  })
})

test('each network tells of edits and of posts that are gone', async () => {
  await withNetworks(async (social, sources) => {
    for (const source of sources) {
      const [edited, gone] = ['tpyo', 'oops'].map((text) =>
        social.posts.add({ ...author, source: source.name, text: `${text} #fernconf` }),
      )
      const first = await source.fetchPage(query(null))
      social.posts.edit(edited ?? '', 'typo #fernconf')
      social.posts.delete(gone ?? '')

      const { posts, deleted } = await source.recheck(first.posts.map(({ sourceId }) => sourceId))

      expect(deleted).toEqual([gone])
      expect(posts.at(-1)).toMatchObject({
        externalId: first.posts.find(({ sourceId }) => sourceId === edited)?.externalId,
      })
      expect(posts.at(-1)?.html).toContain('typo #fernconf')
      expect(posts.at(-1)?.editedAt).not.toBeNull()
    }
  })
})

test.each([429, 503] as const)('each network refusing with %i is understood', async (status) => {
  await withNetworks(async (social, sources) => {
    for (const source of sources) {
      social.fail({ source: source.name, status, times: 1 })
      const answer = await source.fetchPage(query(null)).catch((error) => error)
      if (status === 429) expect(answer.notBefore.getTime()).toBeGreaterThan(Date.now())
      else expect(answer).toMatchObject({ name: 'SourceFailure', maybeBilled: false })
      expect((await source.fetchPage(query(null))).posts).toEqual([])
    }
  })
})
