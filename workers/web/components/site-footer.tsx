import assets from '#assets'
import type { Viewer } from '#functions/attendances/queries.ts'
import { paths } from '#functions/paths.ts'

const sections = [
  { name: 'Conferences', href: paths.conferences() },
  { name: 'Series', href: paths.seriesList() },
  { name: 'Topics', href: paths.topics() },
  { name: 'Places', href: paths.places() },
  { name: 'Speakers', href: paths.speakers() },
  { name: 'Coverage', href: paths.coverage() },
  { name: 'Calls', href: paths.calls() },
  { name: 'About', href: paths.about() },
  { name: 'Help', href: paths.help() },
  { name: 'Privacy', href: paths.privacy() },
]

export const SiteFooter = ({ viewer }: { viewer: Viewer | null }) => (
  <footer class="site-footer">
    <div class="wrap">
      <p>Hallway: the social conference directory.</p>
      <ul class="plain">
        {sections.map(({ name, href }) => (
          <li>
            <a href={href}>{name}</a>
          </li>
        ))}
        <li>
          <a href={assets['licences.txt']}>Licences</a>
        </li>
        {viewer && (
          <li>
            <form method="post" action={paths.signOut()}>
              <button class="link" type="submit">
                Sign out
              </button>
            </form>
          </li>
        )}
      </ul>
    </div>
  </footer>
)
