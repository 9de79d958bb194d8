import type { CoverageKind } from '#functions/coverage/coverage.ts'

type SampleCoverage = {
  /** The slug of an event that has begun, and of one of its sessions if it is about that. */
  readonly event: string
  readonly session?: string
  readonly kind: CoverageKind
  readonly url: string
  readonly title: string
  readonly author?: string
  readonly provider?: string
  readonly durationS?: number
  readonly daysAgo: number
  /** Where a copy of what is gone by now is. */
  readonly archiveUrl?: string
}

/** What there is to watch and read of invented events. The one real video is the first on YouTube. */
export const sampleCoverage: readonly SampleCoverage[] = [
  {
    ...{ event: 'hallway-conf', session: 'opening', kind: 'video', daysAgo: 0.2 },
    url: 'https://www.youtube.com/watch?v=jNQXAC9IVRw',
    title: 'Opening: why the corridor is the conference',
    ...{ author: 'Hallway Conf', provider: 'YouTube', durationS: 2520 },
  },
  {
    ...{ event: 'hallway-conf', session: 'opening', kind: 'slides', daysAgo: 0.4 },
    url: 'https://example.org/tamsin/corridor.pdf',
    title: 'Why the corridor is the conference (slides)',
    ...{ author: 'Tamsin', provider: 'example.org' },
  },
  {
    ...{ event: 'hallway-conf', session: 'colour-for-everyone', kind: 'sketchnote', daysAgo: 0.6 },
    url: 'https://example.org/sketches/colour-for-everyone',
    title: 'Colour for everyone, on one page',
    ...{ author: 'Marguerite Ojukwu', provider: 'Sketches' },
  },
  {
    ...{ event: 'swift-half', kind: 'write-up', daysAgo: 7 },
    url: 'https://example.org/gwen/swift-half',
    title: 'What I would delete: notes from Swift Half',
    ...{ author: 'Gwen Pritchard', provider: 'Gwen writes' },
  },
  {
    ...{ event: 'swift-half', kind: 'photo', daysAgo: 8 },
    url: 'https://example.org/photos/swift-half',
    title: 'Swift Half in 40 pictures',
  },
  {
    ...{ event: 'test-kitchen', kind: 'video', daysAgo: 10 },
    url: 'https://vimeo.com/76979871',
    title: 'Test Kitchen: the whole day',
    ...{ author: 'Test Kitchen', provider: 'Vimeo', durationS: 21_900 },
  },
  {
    ...{ event: 'test-kitchen', kind: 'code', daysAgo: 11 },
    url: 'https://example.org/code/flaky-soup',
    title: 'Flaky soup: the exercises',
  },
  {
    ...{ event: 'tram-stop-devops', kind: 'audio', daysAgo: 21 },
    url: 'https://example.org/podcast/tram-stop',
    title: 'Live from the tram stop',
    ...{ provider: 'Podcast', durationS: 3480 },
  },
  {
    ...{ event: 'small-teams', kind: 'write-up', daysAgo: 52 },
    url: 'https://example.org/gone/small-teams',
    title: 'Eleven things small teams told each other',
    author: 'Dermot Galvin',
    archiveUrl: 'https://web.archive.org/web/2026/https://example.org/gone/small-teams',
  },
  {
    ...{ event: 'python-by-lamplight', kind: 'transcript', daysAgo: 100 },
    url: 'https://example.org/lamplight/transcript',
    title: 'Everything that was said, by lamplight',
  },
  {
    ...{ event: 'windward-web', kind: 'video', daysAgo: 290 },
    url: 'https://media.ccc.de/v/windward-web-closing',
    title: 'Hold on to your hat: the closing talk',
    ...{ provider: 'media.ccc.de', durationS: 1860 },
  },
]
