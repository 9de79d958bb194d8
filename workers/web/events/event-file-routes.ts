import { exportEvent } from '#functions/exports/export-event.ts'
import { getExportedEvent } from '#functions/exports/queries.ts'
import { paths } from '#functions/paths.ts'
import { pageOfEvent } from './event-scope.ts'

/** An event for calendars. */
export const eventFileRoutes = pageOfEvent('event.ics', {
  path: paths.eventFile,
  find: ({ deps, ref }) => getExportedEvent(deps.read, ref),
  type: 'text/calendar; charset=utf-8',
  file: (found, { deps }) => exportEvent(found, deps.config.origin),
})
