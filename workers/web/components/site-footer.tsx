import type { Viewer } from '#functions/attendances/queries.ts'
import { paths } from '#functions/paths.ts'

export const SiteFooter = ({ viewer }: { viewer: Viewer | null }) => (
  <footer class="site-footer">
    <div class="wrap">
      <p>Hallway: the social conference directory.</p>
      <ul class="plain">
        <li>
          <a href={paths.conferences()}>Conferences</a>
        </li>
        <li>
          <a href={paths.topics()}>Topics</a>
        </li>
        <li>
          <a href={paths.places()}>Places</a>
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
