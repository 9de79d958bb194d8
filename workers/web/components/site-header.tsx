import type { Viewer } from '#functions/attendances/queries.ts'
import { paths } from '#functions/paths.ts'
import { Face } from './face.tsx'
import { Icon } from './icon.tsx'

type Props = { path: string; search: string; viewer: Viewer | null }

const sections = [
  { name: 'Conferences', href: paths.conferences() },
  { name: 'Topics', href: paths.topics() },
  { name: 'Places', href: paths.places() },
  { name: 'Speakers', href: paths.speakers() },
  { name: 'Coverage', href: paths.coverage() },
  { name: 'Calls', href: paths.calls() },
]

/** The way around. On a phone the links hide in a menu that needs no script. */
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
        <details class="menu">
          <summary>
            <Icon name="menu" /> Menu
          </summary>
          <nav aria-label="Main">
            <Links {...props} />
          </nav>
        </details>
      </div>
    </header>
  )
}

function Links({ path, search, viewer }: Props) {
  return (
    <ul class="plain">
      {sections.map(({ name, href }) => (
        <li>
          <a href={href} aria-current={current(path, href)}>
            {name}
          </a>
        </li>
      ))}
      <li class="apart">
        {viewer ? (
          <a href={paths.dashboard()} aria-current={current(path, paths.dashboard())}>
            <Face person={viewer} /> Dashboard
          </a>
        ) : (
          <a
            // Signing in is nowhere to come back to.
            href={
              path.startsWith(paths.signIn()) ? paths.signIn() : paths.signInThen(path + search)
            }
            rel="nofollow"
            aria-current={current(path, paths.signIn())}
          >
            Sign in
          </a>
        )}
      </li>
    </ul>
  )
}

/** The page itself, or the section it is in. */
function current(path: string, href: string): 'page' | 'true' | undefined {
  if (path === href) return 'page'
  return href !== '/' && path.startsWith(href) ? 'true' : undefined
}
