import type { CallOfEvent } from '#functions/calls/call.ts'
import type { KindCount } from '#functions/coverage/coverage.ts'
import type { EventPage } from '#functions/events/event.ts'
import { paths } from '#functions/paths.ts'
import type { TopicWithCounts } from '#functions/topics/topic.ts'
import { CallsBox } from '../calls/calls-box.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { EventList } from '../components/event-list.tsx'
import { CutTabs, ListHead } from '../components/list-head.tsx'
import { Pager, pagerLabel } from '../components/pager.tsx'
import type { Reader } from '../components/reader.ts'
import { Years } from '../components/years.tsx'
import { CoverageSoFar } from '../coverage/kind-counts.tsx'

/** The events to come, those that were, or all of one year. */
export type TopicCut = 'upcoming' | 'past' | number

type Props = {
  topic: TopicWithCounts
  page: EventPage
  calls: readonly CallOfEvent[]
  coverageCounts: readonly KindCount[]
  years: readonly { readonly year: number; readonly count: number }[]
  cut: TopicCut
  onward: boolean
  reader: Reader
}

/** The events about one topic. */
export function TopicPage(props: Props) {
  const { topic, page, calls, coverageCounts, years, cut, onward, reader } = props
  const list = cutPath(topic.slug, cut)
  return (
    <div class="wrap">
      <ListHead title={topicTitle(topic, cut)} crumb={{ href: paths.topics(), name: 'Topics' }} />
      <TopicTabs topic={topic} cut={cut} years={years} />
      {page.events.length > 0 ? (
        <EventList events={page.events} reader={reader} />
      ) : (
        <Nothing topic={topic} cut={cut} />
      )}
      <Pager list={list} next={page.next} onward={onward} label={pagerLabel(cut)} />
      {cut === 'upcoming' && !onward && (
        <CallsBox
          calls={calls}
          more={{ href: paths.calls({ topic: topic.slug }), name: `All ${topic.name} calls` }}
          now={reader.now}
        />
      )}
      {!onward && (
        <CoverageSoFar
          counts={coverageCounts}
          now={reader.now}
          href={(kind) => paths.coverageOf('topic', topic.slug, kind)}
        />
      )}
      <Years years={years} href={(year) => paths.topicYear(topic.slug, year)} current={cut} />
    </div>
  )
}

/** "Rust conferences", and which of them. */
export function topicTitle({ name }: { name: string }, cut: TopicCut): string {
  if (cut === 'upcoming') return `${name} conferences`
  return cut === 'past' ? `Past ${name} conferences` : `${name} conferences in ${cut}`
}

export function cutPath(slug: string, cut: TopicCut): string {
  if (cut === 'upcoming') return paths.topic(slug)
  return cut === 'past' ? paths.topicPast(slug) : paths.topicYear(slug, cut)
}

type TabsProps = Pick<Props, 'topic' | 'cut' | 'years'>

const TopicTabs = ({ topic, cut, years }: TabsProps) => (
  <CutTabs
    counts={topic}
    href={(one) => cutPath(topic.slug, one)}
    current={cut}
    more={years
      .filter(({ year }) => year === cut)
      .map(({ year, count }) => ({
        href: paths.topicYear(topic.slug, year),
        name: String(year),
        count,
        current: true,
      }))}
  />
)

function Nothing({ topic, cut }: Pick<Props, 'topic' | 'cut'>) {
  const links =
    cut === 'upcoming' ? (
      <>
        <a href={paths.topicPast(topic.slug)}>See past ones</a>
        <a href={paths.topics()}>Other topics</a>
      </>
    ) : (
      <a href={paths.topic(topic.slug)}>See what is coming up</a>
    )
  return (
    <EmptyState links={links}>
      {cut === 'upcoming'
        ? `No ${topic.name} conference is on the calendar just now.`
        : `There is nothing about ${topic.name} here.`}
    </EmptyState>
  )
}
