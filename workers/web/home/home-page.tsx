import type { Home } from '#functions/home/queries.ts'
import { paths } from '#functions/paths.ts'
import { CallsBox } from '../calls/calls-box.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { EventGrid } from '../components/event-list.tsx'
import { CityNames, TopicNames } from '../components/name-lists.tsx'
import { PostCard } from '../components/post-card.tsx'
import type { Reader } from '../components/reader.ts'
import { MonthLinks } from './month-links.tsx'

type Props = { home: Home; reader: Reader }

/** Of the busiest topics, those that are named at the top. */
const TOPICS_NAMED = 3
/** What confs.tech has under no other topic. */
const NOTHING_SPECIAL = 'general'

/** What is next, what it is about, where, and what people say. */
export const HomePage = ({ home, reader }: Props) => (
  <div class="wrap">
    <header class="hero">
      <h1>See who is going to which conference</h1>
      <p class="lead">
        A directory of conferences and meetups{about(home.topics)}: what is on, who speaks, and who
        is going. Say where you will be, keep an eye on the rest, and meet people in the hallway.
      </p>
      {reader.viewer ? (
        <a class="button primary" href={paths.dashboard()}>
          Your dashboard
        </a>
      ) : (
        <a class="button primary" href={paths.conferences()}>
          Browse conferences
        </a>
      )}
    </header>
    <section class="section">
      <div class="title">
        <h2>Coming up</h2>
        <a href={paths.conferences()}>All conferences</a>
      </div>
      <MonthLinks now={reader.now} />
      {home.upcoming.length > 0 ? (
        <EventGrid events={home.upcoming} reader={reader} />
      ) : (
        <EmptyState>No conference is on the calendar yet. Come back soon.</EmptyState>
      )}
    </section>
    <CallsBox
      calls={home.calls}
      more={{ href: paths.calls(), name: 'All open calls' }}
      now={reader.now}
    />
    <Busiest home={home} />
    {home.posts.length > 0 && (
      <section class="section">
        <h2>Said in the hallways</h2>
        <ul class="plain posts">
          {home.posts.map((post) => (
            <li>
              <PostCard post={post} />
            </li>
          ))}
        </ul>
      </section>
    )}
  </div>
)

/** " on Python, Rust, CSS and more". */
function about(topics: Home['topics']): string {
  const telling = topics.filter(({ slug }) => slug !== NOTHING_SPECIAL)
  if (telling.length === 0) return ''
  const names = telling.slice(0, TOPICS_NAMED).map(({ name }) => name)
  return ` on ${names.join(', ')}${telling.length > names.length ? ' and more' : ''}`
}

const Busiest = ({ home: { topics, places } }: Pick<Props, 'home'>) => (
  <div class="split">
    {topics.length > 0 && (
      <section class="section">
        <div class="title">
          <h2>Busiest topics</h2>
          <a href={paths.topics()}>All topics</a>
        </div>
        <TopicNames topics={topics} />
      </section>
    )}
    {places.length > 0 && (
      <section class="section">
        <div class="title">
          <h2>Busiest places</h2>
          <a href={paths.places()}>All places</a>
        </div>
        <CityNames places={places} />
      </section>
    )}
  </div>
)
