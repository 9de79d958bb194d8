import type { PostSourceName } from '#functions/posts/post-source.ts'

export type SamplePost = {
  readonly event: string
  readonly source: PostSourceName
  readonly name: string
  readonly handle: string
  /** As the ingester would have left it: paragraphs, line breaks and links, nothing else. */
  readonly html: string
  readonly language: string
  readonly hoursAgo: number
}

/** What invented people said about events that are over, which no ingester asks about any more. */
export const samplePosts: readonly SamplePost[] = [
  {
    event: 'swift-half',
    source: 'mastodon',
    name: 'Gwen Pritchard',
    handle: '@gwen@social.example',
    html: '<p>Best question of #SwiftHalf so far: “what would you delete?”</p><p>Silence. Then everybody at once.</p>',
    language: 'en',
    hoursAgo: 9 * 24 - 10,
  },
  {
    event: 'swift-half',
    source: 'x',
    name: 'Dermot Galvin',
    handle: '@dermotbuilds',
    html: '<p>Slides from my ten minutes at #SwiftHalf are up. They make no sense without the hand-waving, sorry.</p>',
    language: 'en',
    hoursAgo: 9 * 24 - 14,
  },
  {
    event: 'test-kitchen',
    source: 'mastodon',
    name: 'Rosa Tanaka-Lindholm',
    handle: '@rosa@social.example',
    html: '<p>Notes from #TestKitchen: <a href="https://rosa.example/notes/test-kitchen" rel="nofollow noopener ugc">rosa.example/notes/test-kitchen</a></p>',
    language: 'en',
    hoursAgo: 13 * 24,
  },
  {
    event: 'test-kitchen',
    source: 'mastodon',
    name: 'Uriel Benítez',
    handle: '@uriel@otra.example',
    html: '<p>Una charla sobre pruebas que termina con pan recién hecho. #TestKitchen lo entiende.</p>',
    language: 'es',
    hoursAgo: 14 * 24 - 9,
  },
  {
    event: 'tram-stop-devops',
    source: 'x',
    name: 'Inês Valadares',
    handle: '@inesvaladares',
    html: '<p>Metade da sala admitiu que faz deploy à sexta-feira. A outra metade mente. #TramStop</p>',
    language: 'pt',
    hoursAgo: 29 * 24,
  },
  {
    event: 'tram-stop-devops',
    source: 'mastodon',
    name: 'Jonas Breitkopf',
    handle: '@jonas@social.example',
    html: '<p>Hallway track at #TramStop: three people, one whiteboard, a better rollback plan than ours.</p>',
    language: 'en',
    hoursAgo: 30 * 24 - 6,
  },
]
