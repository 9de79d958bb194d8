import { Hono } from 'hono'
import { exportFrabJson } from '#functions/exports/export-frab-json.ts'
import { exportFrabXml } from '#functions/exports/export-frab-xml.ts'
import { exportIcal } from '#functions/exports/export-ical.ts'
import type { ExportedProgramme } from '#functions/exports/exported-programme.ts'
import { getExportedProgramme } from '#functions/exports/queries.ts'
import { paths } from '#functions/paths.ts'
import type { AppEnv } from '../../app-env.ts'
import { pageOfEvent } from '../events/event-scope.ts'

type Ending = 'xml' | 'json' | 'ics'
type Format = {
  readonly type: string
  readonly write: (programme: ExportedProgramme, origin: string) => string | Promise<string>
}

const formats: Readonly<Record<Ending, Format>> = {
  xml: { type: 'application/xml; charset=utf-8', write: exportFrabXml },
  json: { type: 'application/json; charset=utf-8', write: exportFrabJson },
  ics: { type: 'text/calendar; charset=utf-8', write: exportIcal },
}

const scheduleFile = (ending: Ending) =>
  pageOfEvent(`schedule.${ending}`, {
    path: (ref) => paths.scheduleFile(ref, ending),
    find: ({ deps, ref }) => getExportedProgramme(deps.read, ref),
    type: formats[ending].type,
    file: (programme, { deps }) => formats[ending].write(programme, deps.config.origin),
  })

/** An event's programme for other programs. */
export const exportRoutes = new Hono<AppEnv>()
  .route('/', scheduleFile('xml'))
  .route('/', scheduleFile('json'))
  .route('/', scheduleFile('ics'))
