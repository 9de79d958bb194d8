import { type Context, Hono } from 'hono'
import { findMovedEvent } from '#functions/events/queries.ts'
import { exportFrabJson } from '#functions/exports/export-frab-json.ts'
import { exportFrabXml } from '#functions/exports/export-frab-xml.ts'
import { exportIcal } from '#functions/exports/export-ical.ts'
import type { ExportedProgramme } from '#functions/exports/exported-programme.ts'
import { getExportedProgramme } from '#functions/exports/queries.ts'
import { paths } from '#functions/paths.ts'
import type { AppEnv } from '../../app-env.ts'
import { redirect } from '../../redirect.ts'
import { findOr, slugParam } from '../components/slug-param.ts'

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

/** An event's programme for other programs. */
export const exportRoutes = new Hono<AppEnv>()
  .get('/:year{[0-9]{4}}/:slug/schedule.xml', (c) => answer(c, 'xml'))
  .get('/:year{[0-9]{4}}/:slug/schedule.json', (c) => answer(c, 'json'))
  .get('/:year{[0-9]{4}}/:slug/schedule.ics', (c) => answer(c, 'ics'))

async function answer(c: Context<AppEnv>, ending: Ending): Promise<Response> {
  const { deps, tags } = c.var
  const given = c.req.param('slug') ?? ''
  const ref = { year: Number(c.req.param('year')), slug: slugParam(given, 'This event') }
  if (given !== ref.slug) return redirect(c, paths.scheduleFile(ref, ending), 301)
  const found = await findOr(getExportedProgramme(deps.read, ref), () =>
    findMovedEvent(deps.read, ref),
  )
  if ('moved' in found) return redirect(c, paths.scheduleFile(found.moved, ending), 301)
  tags.add(`event-${found.event.id}`)
  const { type, write } = formats[ending]
  return c.body(await write(found, deps.config.origin), 200, { 'Content-Type': type })
}
