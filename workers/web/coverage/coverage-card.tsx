import type { Viewer } from '#functions/attendances/queries.ts'
import type { CoverageKind, ListedCoverage } from '#functions/coverage/coverage.ts'
import { coverageName } from '#functions/coverage/coverage-name.ts'
import { coverageKindNames } from '#functions/coverage/kinds.ts'
import { isPlayerUrl } from '#functions/coverage/players.ts'
import { paths } from '#functions/paths.ts'
import { instantText } from '#functions/time/format-dates.ts'
import { eventHue } from '../components/hue.ts'
import { Icon } from '../components/icon.tsx'
import { NameOf } from '../components/person-item.tsx'
import { shortUrl, webUrl } from '../events/web-link.ts'
import { durationText } from './coverage-words.ts'
import { kindIcons } from './kind-icons.ts'

type Props = {
  item: ListedCoverage
  /** Whose page it stands on: what that says need not be said again. */
  on?: 'event' | 'session' | undefined
  /** Whoever is signed in, where what is theirs can be taken back. */
  viewer?: Viewer | null | undefined
  heading?: 'h2' | 'h3' | 'h4' | undefined
}

const REL = 'nofollow noopener ugc'

/**
 * Something to watch or read. Its picture comes from us, and nothing from anybody else: pressing the
 * picture puts a player in its place (play.ts), or without scripts leads to the site that has it.
 */
export const CoverageCard = ({ item, on, viewer, heading: Heading = 'h3' }: Props) => (
  <article class={item.hasThumbnail ? 'coverage' : 'coverage plated'} id={`link-${item.id}`}>
    <Poster item={item} />
    <div class="text">
      <Heading class="name">
        <a href={linkOf(item)} rel={REL} dir="auto" lang={item.language ?? undefined}>
          {coverageName(item)}
        </a>
      </Heading>
      <div class="what">
        <About item={item} />
        {on !== 'session' && <Where item={item} on={on} />}
        <Dead item={item} />
      </div>
      <Foot item={item} viewer={viewer} />
    </div>
  </article>
)

/** What is gone is linked where a copy of it is. */
function linkOf({ url, deadSince, archiveUrl }: ListedCoverage): string | undefined {
  const link = deadSince ? archiveUrl : url
  return webUrl(link)?.href
}

/**
 * A picture of it, over a drawn plate for where there is none, or none any more. On a plate its name
 * is drawn (coverage.css), which is its heading: a second one would only say the same again.
 */
function Poster({ item }: Pick<Props, 'item'>) {
  const { id, kind, hasThumbnail, playerUrl, deadSince, event } = item
  const hue = eventHue({ ...event, topics: event.topic ? [{ slug: event.topic }] : [] })
  const plays = playerUrl && !deadSince && isPlayerUrl(playerUrl)
  const picture = hasThumbnail && (
    <img src={paths.coveragePicture(id)} alt="" loading="lazy" width="320" height="180" />
  )
  return (
    <div class={`poster ${hue}`}>
      <div class="plate">{!plays && <Icon name={kindIcons[kind]} />}</div>
      {plays ? (
        <a class="play" href={linkOf(item)} rel={REL} data-player={playerUrl}>
          {picture}
          <span class="press">
            <Icon name="play" /> Play<span class="unseen">: {coverageName(item)}</span>
          </span>
        </a>
      ) : (
        picture
      )}
    </div>
  )
}

/** Of these whoever spoke is the author, whoever uploaded them. */
const SPOKEN: ReadonlySet<CoverageKind> = new Set(['video', 'slides', 'audio', 'transcript'])
const NAMES_SHOWN = 3

function About({ item }: Pick<Props, 'item'>) {
  const { kind, author, credits, durationS } = item
  const speakers = SPOKEN.has(kind) ? credits.slice(0, NAMES_SHOWN) : []
  const host = item.provider ?? hostOf(item)
  return (
    <p class="byline">
      <span>{coverageKindNames[kind].name}</span>
      {speakers.map((credit) => (
        <span>
          <NameOf person={credit} />
        </span>
      ))}
      {speakers.length === 0 && author && (
        <span>
          by <bdi>{author}</bdi>
        </span>
      )}
      {durationS !== null && <span>{durationText(durationS)}</span>}
      {host && (
        <span>
          on <bdi>{host}</bdi>
        </span>
      )}
    </p>
  )
}

function hostOf({ url }: ListedCoverage): string | undefined {
  const address = webUrl(url)
  return address ? shortUrl(new URL(address.origin)) : undefined
}

/** What it is of. An event whose name does not say its year has it beside it. */
function Where({ item, on }: Pick<Props, 'item' | 'on'>) {
  const { event, session } = item
  const year = String(event.year)
  if (on === 'event' && !session) return null
  return (
    <p class="byline">
      {session && (
        <span>
          <a href={paths.session(event, session.slug)} dir="auto">
            {session.title === coverageName(item) ? 'The session' : session.title}
          </a>
        </span>
      )}
      {on !== 'event' && (
        <span>
          <a href={paths.event(event)} dir="auto">
            {event.name.includes(year) ? event.name : `${event.name} ${year}`}
          </a>
        </span>
      )}
    </p>
  )
}

function Dead({ item: { deadSince, archiveUrl } }: Pick<Props, 'item'>) {
  if (!deadSince) return null
  return (
    <p class="dead">
      {archiveUrl ? 'Its own page is gone. This is the copy' : 'Its page is gone, and no copy is'}{' '}
      in the Internet Archive{archiveUrl ? '' : ' yet'}. Noticed{' '}
      <time datetime={deadSince.toISOString()}>{instantText(deadSince)}</time>.
    </p>
  )
}

/** Who added it, who may take it back, and for everybody the way to tell that something is wrong with it. */
const Foot = ({ item: { id, addedBy }, viewer }: Pick<Props, 'item' | 'viewer'>) => (
  <div class="byline foot">
    {addedBy && (
      <span>
        Added by <NameOf person={addedBy} />
      </span>
    )}
    {addedBy && viewer?.handle === addedBy.handle && (
      <form method="post" action={paths.coverageRemoval(id)}>
        <button type="submit" class="link">
          Take it back
        </button>
      </form>
    )}
    <span>
      <a href={paths.reportCoverage(id)} rel="nofollow">
        Report
      </a>
    </span>
  </div>
)
