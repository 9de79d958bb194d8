import { wallAt } from '../../time/wall-clock.ts'

export type Days = {
  readonly startsOn: string
  readonly endsOn: string
  readonly datePrecision: 'day' | 'month' | 'year'
}

const MAX_DAYS = 366
const DAY_MS = 86_400_000

/**
 * The days of an event from ISO 8601 dates or date-times, on the calendar of its zone, or why there
 * are none. Of reduced dates (`2030-05`, `2030`) it is the whole month or year.
 */
export function readDays(
  start: string | null,
  end: string | null,
  zone: string,
): Days | { readonly reason: string } {
  if (!start) return { reason: 'It has no start' }
  const first = readDate(start, zone)
  if (!first) return { reason: `Its start is no date: ${start.slice(0, 40)}` }
  const last = (end && readDate(end, zone)) || first
  const days = {
    startsOn: first.from,
    endsOn: last.to,
    datePrecision: first.precision,
  }
  if (days.endsOn < days.startsOn) return { reason: 'It ends before it starts' }
  const length = Date.parse(days.endsOn) - Date.parse(days.startsOn)
  if (length >= MAX_DAYS * DAY_MS) return { reason: `It takes longer than ${MAX_DAYS} days` }
  if (!/^(?:19|20)/.test(days.startsOn)) return { reason: 'It is in no year of ours' }
  return days
}

type Span = {
  readonly from: string
  readonly to: string
  readonly precision: Days['datePrecision']
}

function readDate(text: string, zone: string): Span | null {
  const match =
    /^(\d{4})(?:-?(\d\d)(?:-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?\d\d(?:\.\d+)?)?\s*(Z|[+-]\d\d:?(?:\d\d)?)?)?)?)?$/i.exec(
      text.trim(),
    )
  if (!match) return null
  const [, year = '', month, date, hours, minutes, offset] = match
  if (!month) return { from: `${year}-01-01`, to: `${year}-12-31`, precision: 'year' }
  if (!date) return wholeMonth(year, month)
  const day = `${year}-${month}-${date}`
  if (!isDay(day)) return null
  const at = offset && hours ? instant(`${day}T${hours}:${minutes}`, offset) : null
  const shown = at ? wallAt(at, zone).slice(0, 10) : day
  return { from: shown, to: shown, precision: 'day' }
}

function wholeMonth(year: string, month: string): Span | null {
  const from = `${year}-${month}-01`
  if (!isDay(from)) return null
  const end = new Date(Date.UTC(Number(year), Number(month), 0))
  return { from, to: end.toISOString().slice(0, 10), precision: 'month' }
}

function instant(local: string, offset: string): Date | null {
  const [, sign, hours, minutes = '00'] = /^([+-])(\d\d):?(\d\d)?$/.exec(offset) ?? []
  const suffix = sign ? `${sign}${hours}:${minutes}` : 'Z'
  const at = new Date(`${local}${suffix}`)
  return Number.isNaN(at.getTime()) ? null : at
}

const isDay = (day: string) =>
  !Number.isNaN(Date.parse(`${day}T00:00Z`)) &&
  new Date(`${day}T00:00Z`).toISOString().startsWith(day)
