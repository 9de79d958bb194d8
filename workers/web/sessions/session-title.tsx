import { paths } from '#functions/paths.ts'
import type { SessionSummary } from '#functions/sessions/session.ts'
import type { Shown } from './schedule-list.tsx'

type Props = { event: Shown['event']; session: SessionSummary; on: boolean }

/** The title of a session on a schedule, and whether it is on or off. A break has no page. */
export const SessionTitle = ({ event, session: { slug, title, withdrawn, kind }, on }: Props) => (
  <p class="name">
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
