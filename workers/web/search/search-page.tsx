import { type DocumentKind, documentKinds } from '#db/schema/index.ts'
import { paths } from '#functions/paths.ts'
import type { SearchPage as Found, Results } from '#functions/search/result.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { ListHead, Tabs } from '../components/list-head.tsx'
import { Pager } from '../components/pager.tsx'
import type { Reader } from '../components/reader.ts'
import { SearchForm } from '../components/search-form.tsx'
import { ResultsOf } from './results-of.tsx'

type Props = {
  /** In its one spelling; empty before anything is searched for. */
  q: string
  kind: DocumentKind | undefined
  found: Found
  reader: Reader
  onward: boolean
}

const names: Readonly<Record<DocumentKind, string>> = {
  event: 'Events',
  session: 'Sessions',
  person: 'People',
  series: 'Series',
  topic: 'Topics',
  place: 'Places',
}

/** What is found of a text: the first few of every kind, or one kind page by page. */
export function SearchPage({ q, kind, found, reader, onward }: Props) {
  const kinds = documentKinds.filter((one) => (found.results[one] ?? []).length > 0)
  return (
    <div class="wrap">
      <ListHead title={q === '' ? 'Search' : `Search for “${q}”`} />
      <SearchForm id="search" q={q} />
      {q === '' ? (
        <p class="quiet">
          Conferences, talks, people, series, topics and places, by any of their words or the
          beginnings of them: <a href={paths.search({ q: 'ruby berlin' })}>ruby berlin</a>, say.
        </p>
      ) : (
        <>
          <Tabs
            label="What to find"
            tabs={[undefined, ...documentKinds].map((one) => ({
              href: paths.search({ q, kind: one }),
              name: one === undefined ? 'All' : names[one],
              current: one === kind,
            }))}
          />
          {kinds.map((one) => (
            <Section kind={one} named={kind === undefined} {...{ q, found, reader }} />
          ))}
          {kinds.length === 0 && <Nothing q={q} kind={kind} onward={onward} />}
          <Pager list={paths.search({ q, kind })} next={found.next} onward={onward} label="More" />
        </>
      )}
    </div>
  )
}

type SectionProps = {
  q: string
  kind: DocumentKind
  /** Does it stand among others? */
  named: boolean
  found: Found
  reader: Reader
}

function Section({ q, kind, named, found: { results, more }, reader }: SectionProps) {
  const list = <ResultsOf kind={kind} results={results as Results} reader={reader} />
  if (!named) return list
  return (
    <section class="section">
      <div class="title">
        <h2>{names[kind]}</h2>
        {more.has(kind) && (
          <a href={paths.search({ q, kind })}>
            More {names[kind].toLowerCase()}
            <span class="unseen"> that match</span>
          </a>
        )}
      </div>
      {list}
    </section>
  )
}

function Nothing({ q, kind, onward }: Pick<Props, 'q' | 'kind' | 'onward'>) {
  const what = kind === undefined ? 'Nothing' : `No ${names[kind].toLowerCase()}`
  return (
    <EmptyState
      links={
        <>
          {kind !== undefined && <a href={paths.search({ q })}>Search everything for “{q}”</a>}
          <a href={paths.conferences()}>Conferences by month, topic and place</a>
          <a href={paths.speakers()}>Speakers by name</a>
        </>
      }
    >
      {onward
        ? 'That was all of them.'
        : `${what} here has all of these words. Fewer words find more, and so does the beginning of one.`}
    </EmptyState>
  )
}
