import { type EventRef, paths } from '#functions/paths.ts'
import type { Trackable } from '../components/track-button.tsx'

/** A session as its track button knows it. */
export const trackableSession = (
  event: EventRef,
  { slug, title }: { slug: string; title: string },
): Trackable => ({
  slug,
  name: title,
  page: paths.session(event, slug),
  action: paths.sessionTracking(event, slug),
})
