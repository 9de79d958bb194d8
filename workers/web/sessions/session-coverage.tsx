import type { CoverageItem } from '#functions/coverage/coverage.ts'
import { paths } from '#functions/paths.ts'
import type { SessionPage as Page } from '#functions/sessions/session.ts'
import type { Reader } from '../components/reader.ts'
import { CoverageList } from '../coverage/coverage-list.tsx'

type Props = { page: Page; reader: Reader; recordings: readonly CoverageItem[] }

/** What people come for once a session is over: as wide as its text, before all else. */
export const Recordings = ({ page, reader, recordings }: Props) =>
  recordings.length === 0 ? null : (
    <section class="section recording">
      <div class="title">
        <h2>{recordings.length === 1 ? 'Recording' : 'Recordings'}</h2>
        <AddLink page={page} />
      </div>
      <List page={page} reader={reader} items={recordings} />
    </section>
  )

/** What there is besides the recordings that stand above; all there is while none do. */
export function SessionCoverage({ page, reader, recordings }: Props) {
  const items = page.coverage.filter((item) => !recordings.includes(item))
  const isMore = recordings.length > 0
  if (items.length === 0 && isMore) return null
  return (
    <section class="section">
      <div class="title">
        <h2>{isMore ? 'More of it' : 'To watch and read'}</h2>
        {!isMore && <AddLink page={page} />}
      </div>
      {items.length > 0 ? (
        <List page={page} reader={reader} items={items} />
      ) : (
        <p class="quiet">No video, slides or notes yet. If you know of some, add the link.</p>
      )}
    </section>
  )
}

function List({ page, reader, items }: Omit<Props, 'recordings'> & { items: Props['recordings'] }) {
  const { slug, title, credits } = page.session
  const event = { ...page.event, topic: page.event.topics[0]?.slug ?? null }
  const listed = items.map((item) => ({ ...item, event, session: { slug, title }, credits }))
  return <CoverageList items={listed} on="session" viewer={reader.viewer} heading="h3" />
}

const AddLink = ({ page: { event, session } }: Pick<Props, 'page'>) => (
  <a href={paths.addCoverage(event, session.slug)} rel="nofollow">
    Add a link
  </a>
)
