import { paths } from '#functions/paths.ts'
import type { PersonDetail, PersonPage as Profile } from '#functions/people/person.ts'
import { Html } from '../../jsx/jsx-runtime.ts'
import { counted } from '../components/event-words.ts'
import { Face } from '../components/face.tsx'
import { Icon } from '../components/icon.tsx'
import { PlaceName } from '../components/place-name.tsx'
import { TopicLinks } from '../components/topic-links.tsx'
import { KindCounts } from '../coverage/kind-counts.tsx'
import { shortUrl, webUrl } from '../events/web-link.ts'

type Props = { profile: Profile; now: Date }

/** Who it is, and all that the profile holds at a glance. */
export const PersonHead = ({ profile, now }: Props) => {
  const { person, topics, coverageCounts } = profile
  const photo = webUrl(person.photoUrl)
  return (
    <header class="person-head h-card">
      {photo ? (
        // From us: whoever hosts the picture need not learn who looks.
        <img class="photo u-photo" src={paths.personPicture(person.handle)} alt="" />
      ) : (
        <Face person={person} />
      )}
      <div class="text">
        <h1>
          <bdi class="p-name">{person.name}</bdi>
        </h1>
        <p class="quiet who">
          <a class="u-url u-uid handle" href={paths.person(person.handle)}>
            @{person.handle}
          </a>
          {person.place && <PlaceName place={person.place} />}
        </p>
        <Holds profile={profile} />
        <KindCounts
          counts={coverageCounts}
          now={now}
          href={(kind) => paths.coverageOf('person', person.handle, kind)}
        />
        {person.bio && (
          <div class="bio p-note" dir="auto">
            {new Html(person.bio)}
          </div>
        )}
        <TopicLinks topics={topics} />
        <Elsewhere person={person} />
      </div>
    </header>
  )
}

const LINKS_SHOWN = 8

/** Their website and where else they are, each once. */
export function webAddresses({ website, links }: PersonDetail): URL[] {
  const found = [website, ...links].flatMap((text) => webUrl(text) ?? [])
  return [...new Map(found.map((url) => [url.href, url])).values()].slice(0, LINKS_SHOWN)
}

function Elsewhere({ person }: { person: PersonDetail }) {
  const urls = webAddresses(person)
  if (urls.length === 0) return null
  return (
    <ul class="plain sites" aria-label="Elsewhere">
      {urls.map((url) => (
        <li>
          <Icon name="link" />
          <a class="u-url" href={url.href} rel="nofollow ugc noopener">
            {shortUrl(url)}
          </a>
        </li>
      ))}
    </ul>
  )
}

/** "58 talks", "41 events", "2009–2026". */
function Holds({ profile: { talkCount, years } }: { profile: Profile }) {
  const [newest, oldest] = [years[0]?.year, years.at(-1)?.year]
  if (newest === undefined) return null
  const eventCount = years.reduce((sum, { count }) => sum + count, 0)
  return (
    <p class="holds">
      {talkCount > 0 && <span>{counted(talkCount, 'talk', 'talks')}</span>}
      <span>{counted(eventCount, 'event', 'events')}</span>
      <span>{newest === oldest ? newest : `${oldest}–${newest}`}</span>
    </p>
  )
}
