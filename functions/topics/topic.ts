export type TopicSummary = { readonly slug: string; readonly name: string }

export type TopicWithCounts = TopicSummary & {
  readonly upcomingCount: number
  readonly eventCount: number
}
