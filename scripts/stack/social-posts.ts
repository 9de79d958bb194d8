import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type SocialSource = 'x' | 'mastodon'

/** A post as a fixture file or a test writes it. */
export type NewPost = {
  readonly source: SocialSource
  readonly name: string
  readonly handle: string
  /** Plain text for X, HTML for Mastodon. Tags are read from it, unless they are given. */
  readonly text: string
  readonly tags?: readonly string[]
  readonly language?: string
  readonly minutesAgo?: number
}

export type SocialPost = {
  readonly source: SocialSource
  readonly name: string
  readonly handle: string
  readonly tags: readonly string[]
  readonly language: string
  readonly createdAtMs: number
  readonly editedAtMs: number | null
  /** Every wording it has had, newest last. X gives each an id of its own; Mastodon keeps the first. */
  readonly versions: readonly { readonly id: string; readonly text: string }[]
}

/** When X and Mastodon began to count, and how many bits of an id follow the milliseconds. */
const EPOCH = { x: 1_288_834_974_657n, mastodon: 0n }
const BITS = { x: 22n, mastodon: 16n }

/** When the post with this id was written. */
export const idTimeMs = (source: SocialSource, id: string) =>
  Number((BigInt(id) >> BITS[source]) + EPOCH[source])

/**
 * The posts of both networks, kept in one file. It begins with the fixtures, as old as they say they
 * are; from then on their times stand still, as a post's do.
 */
export class SocialPosts {
  readonly #file: string
  #posts: SocialPost[]
  #sequence = 0n

  constructor({ file, fixtures }: { file: string; fixtures: string }) {
    this.#file = file
    this.#posts = []
    // Written by #save, from the same type.
    if (existsSync(file)) this.#posts = JSON.parse(readFileSync(file, 'utf8')) as SocialPost[]
    else for (const post of readFixtures(fixtures)) this.add(post)
    this.#sequence = BigInt(this.#posts.length)
  }

  /** Newest first, those that carry one of the tags. */
  withTags(source: SocialSource, tags: readonly string[]): SocialPost[] {
    const wanted = new Set(tags.map((tag) => tag.toLowerCase()))
    return this.#posts
      .filter((post) => post.source === source && post.tags.some((tag) => wanted.has(tag)))
      .sort((a, b) => (BigInt(newestId(a)) < BigInt(newestId(b)) ? 1 : -1))
  }

  /** The post that has, or once had, this id. */
  find(source: SocialSource, id: string): SocialPost | null {
    const has = ({ versions }: SocialPost) => versions.some((version) => version.id === id)
    return this.#posts.find((post) => post.source === source && has(post)) ?? null
  }

  /** Returns the post's id. */
  add({ minutesAgo = 0, text, tags, language = 'en', ...post }: NewPost): string {
    const createdAtMs = Date.now() - minutesAgo * 60_000
    const id = this.#newId(post.source, createdAtMs)
    this.#posts.push({
      ...post,
      tags: (tags ?? tagsOf(text)).map((tag) => tag.toLowerCase()),
      language,
      createdAtMs,
      editedAtMs: null,
      versions: [{ id, text }],
    })
    this.#save()
    return id
  }

  /** Returns the id that the post has now, which on X is another. */
  edit(id: string, text: string): string {
    const nowMs = Date.now()
    const old = this.#posts.find(({ versions }) => versions.some((version) => version.id === id))
    if (!old) throw new Error(`There is no post ${id}`)
    const newId = old.source === 'x' ? this.#newId('x', nowMs) : newestId(old)
    const versions = [...(old.source === 'x' ? old.versions : []), { id: newId, text }]
    const tags = tagsOf(text)
    this.#posts[this.#posts.indexOf(old)] = { ...old, tags, editedAtMs: nowMs, versions }
    this.#save()
    return newId
  }

  delete(id: string) {
    this.#posts = this.#posts.filter(({ versions }) => versions.every((one) => one.id !== id))
    this.#save()
  }

  #newId(source: SocialSource, atMs: number): string {
    this.#sequence += 1n
    const time = (BigInt(Math.floor(atMs)) - EPOCH[source]) << BITS[source]
    return String(time + (this.#sequence % (1n << BITS[source])))
  }

  #save() {
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#posts), { mode: 0o600 })
    renameSync(`${this.#file}.new`, this.#file)
  }
}

export const newestId = ({ versions }: SocialPost) => versions.at(-1)?.id ?? '0'
export const newestText = ({ versions }: SocialPost) => versions.at(-1)?.text ?? ''

/** In Mastodon's HTML the sign stands outside the tag's name: `#<span>name</span>`. */
const tagsOf = (text: string) =>
  [...text.replace(/<[^>]*>/g, '').matchAll(/#([\p{L}\p{N}_]+)/gu)].map(([, tag = '']) =>
    tag.toLowerCase(),
  )

function readFixtures(folder: string): NewPost[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
  // Ours, and checked by the test that reads every one of them through the gateway.
  return files.flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as NewPost[])
}
