import { paths } from '#functions/paths.ts'
import type { SessionSummary } from '#functions/sessions/session.ts'
import type { Child } from '../../jsx/jsx-runtime.ts'
import type { Shown } from './schedule-list.tsx'

type Props = { event: Shown['event']; session: SessionSummary; on: boolean; children?: Child }

/** The title of a session on a schedule, after what is to come first, and whether it is on or off. A break has no page. */
export const SessionTitle = ({
  event,
  session: { slug, title, withdrawn, kind },
  on,
  children,
}: Props) => (
  <p class="name">
    {children}
    {withdrawn && <strong class="gone">Withdrawn </strong>}
    {on && <strong class="live">On now </strong>}
    {kind === 'break' ? (
      <span dir="auto">{title}</span>
    ) : (
      <a href={paths.session(event, slug)} dir="auto">
        {title}
      </a>
    )}
  </p>
)
