import type { CoverageItem, ListedCoverage } from '#functions/coverage/coverage.ts'
import { coverageKindNames } from '#functions/coverage/kinds.ts'
import { isPlayerUrl } from '#functions/coverage/players.ts'
import { paths } from '#functions/paths.ts'
import { instantText } from '#functions/time/format-dates.ts'
import { Icon } from '../components/icon.tsx'
import { webUrl } from '../events/web-link.ts'
import { durationText, titleOf } from './coverage-words.ts'

type Props = {
  item: CoverageItem & Partial<Pick<ListedCoverage, 'event' | 'session'>>
  heading?: 'h2' | 'h3' | 'h4'
}

const REL = 'nofollow noopener ugc'

/**
 * Something to watch or read. Its picture comes from us, and nothing from anybody else: pressing the
 * picture puts a player in its place (enhance.ts), or without scripts leads to the site that has it.
 */
export const CoverageCard = ({ item, heading: Heading = 'h3' }: Props) => (
  <article class="coverage" id={`link-${item.id}`}>
    <Poster item={item} />
    <div class="what">
      <Heading class="name">
        <a href={linkOf(item)} rel={REL} dir="auto" lang={item.language ?? undefined}>
          {titleOf(item)}
        </a>
      </Heading>
      <About item={item} />
      <Where item={item} />
      <Dead item={item} />
    </div>
  </article>
)

/** What is gone is linked where a copy of it is. */
function linkOf({ url, deadSince, archiveUrl }: CoverageItem): string | undefined {
  const link = deadSince ? archiveUrl : url
  return webUrl(link)?.href
}

function Poster({ item }: Props) {
  const { id, hasThumbnail, playerUrl, deadSince } = item
  const picture = hasThumbnail && (
    <img src={paths.coveragePicture(id)} alt="" loading="lazy" width="320" height="180" />
  )
  if (!playerUrl || deadSince || !isPlayerUrl(playerUrl))
    return picture ? <div class="poster">{picture}</div> : null
  return (
    <div class="poster">
      <a class="play" href={linkOf(item)} rel={REL} data-player={playerUrl}>
        {picture}
        <span class="press">
          <Icon name="play" /> Play<span class="unseen">: {titleOf(item)}</span>
        </span>
      </a>
    </div>
  )
}

const About = ({ item }: Props) => (
  <p class="byline">
    <span>{coverageKindNames[item.kind].name}</span>
    {item.author && (
      <span>
        by <bdi>{item.author}</bdi>
      </span>
    )}
    {item.provider && (
      <span>
        on <bdi>{item.provider}</bdi>
      </span>
    )}
    {item.durationS !== null && <span>{durationText(item.durationS)}</span>}
  </p>
)

function Where({ item: { event, session } }: Props) {
  if (!event) return null
  return (
    <p class="byline">
      {session && (
        <span>
          <a href={paths.session(event, session.slug)} dir="auto">
            {session.title}
          </a>
        </span>
      )}
      <span>
        <a href={paths.event(event)} dir="auto">
          {event.name}
        </a>
      </span>
    </p>
  )
}

function Dead({ item: { deadSince, archiveUrl } }: Props) {
  if (!deadSince) return null
  return (
    <p class="dead">
      {archiveUrl ? 'Its own page is gone. This is the copy' : 'Its page is gone, and no copy is'}{' '}
      in the Internet Archive{archiveUrl ? '' : ' yet'}. Noticed{' '}
      <time datetime={deadSince.toISOString()}>{instantText(deadSince)}</time>.
    </p>
  )
}
