import type { Viewer } from '#functions/attendances/queries.ts'
import { paths } from '#functions/paths.ts'
import { Face } from './face.tsx'
import { Icon } from './icon.tsx'
import { SearchForm } from './search-form.tsx'

type Props = {
  path: string
  /** The address to come back to, which what was posted has none of. */
  here: string | null
  viewer: Viewer | null
}

const sections = [
  { name: 'Conferences', href: paths.conferences() },
  { name: 'Topics', href: paths.topics() },
  { name: 'Places', href: paths.places() },
  { name: 'Speakers', href: paths.speakers() },
  { name: 'Coverage', href: paths.coverage() },
  { name: 'Calls', href: paths.calls() },
]

/** The way around, and to what is the reader's own. On a phone the links hide in a menu; no menu needs a script. */
export function SiteHeader(props: Props) {
  return (
    <header class="site-header">
      <div class="wrap">
        <a class="wordmark" href={paths.home()} aria-current={current(props.path, paths.home())}>
          <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
            <path class="strap" d="M7 0h4l2.500 6h-3zM17 0h-4l-2.500 6h3z" />
            <rect x="3" y="5" width="18" height="18" rx="4.500" />
            <path class="mark" d="M8.500 10v9M15.500 10v9M8.500 14.500h7" />
          </svg>
          Hallway
        </a>
        <nav class="bar" aria-label="Main">
          <Links {...props} />
        </nav>
        <SearchForm id="site-search" />
        <a
          class="to-search"
          href={paths.search()}
          aria-current={current(props.path, paths.search())}
        >
          <Icon name="search" /> <span class="unseen">Search</span>
        </a>
        <details class="menu sections" name="header">
          <summary>
            <Icon name="menu" /> Menu
          </summary>
          <nav aria-label="Main">
            <Links {...props} />
          </nav>
        </details>
        {props.viewer && <OwnMenu path={props.path} viewer={props.viewer} />}
      </div>
    </header>
  )
}

function Links({ path, here, viewer }: Props) {
  return (
    <ul class="plain">
      {sections.map(({ name, href }) => (
        <li>
          <a href={href} aria-current={current(path, href)}>
            {name}
          </a>
        </li>
      ))}
      {!viewer && (
        <li class="apart">
          <a
            // Signing in is nowhere to come back to.
            href={
              here === null || path.startsWith(paths.signIn())
                ? paths.signIn()
                : paths.signInThen(here)
            }
            rel="nofollow"
            aria-current={current(path, paths.signIn())}
          >
            Sign in
          </a>
        </li>
      )}
    </ul>
  )
}

/** What is the reader's own, at any width: their dashboard, how others see them, and the way out. */
const OwnMenu = ({ path, viewer }: { path: string; viewer: Viewer }) => (
  <details class="menu own" name="header">
    <summary>
      <Face person={viewer} /> You
    </summary>
    <nav aria-label="You">
      <ul class="plain">
        {[
          { name: 'Dashboard', href: paths.dashboard() },
          { name: 'Your profile', href: paths.person(viewer.handle) },
        ].map(({ name, href }) => (
          <li>
            <a href={href} aria-current={current(path, href)}>
              {name}
            </a>
          </li>
        ))}
        <li>
          <form method="post" action={paths.signOut()}>
            <button type="submit">Sign out</button>
          </form>
        </li>
      </ul>
    </nav>
  </details>
)

/** The page itself, or the section it is in. */
function current(path: string, href: string): 'page' | 'true' | undefined {
  if (path === href) return 'page'
  return href !== '/' && path.startsWith(href) ? 'true' : undefined
}
