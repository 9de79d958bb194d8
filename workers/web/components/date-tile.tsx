import { type EventDates, longDates, shortMonthName } from '#functions/time/format-dates.ts'

type Props = {
  dates: EventDates
  /** Marks up the days for h-event readers. */
  hEvent?: boolean
  /** For pages that write out the dates beside it: drawn, but not read aloud. */
  hidden?: boolean
}

/** When an event is, as a calendar leaf. Read aloud it is the whole range of days. */
export function DateTile({ dates, hEvent = false, hidden = false }: Props) {
  const { startsOn, endsOn } = dates
  if (hidden)
    return (
      <div class="date-tile">
        <span aria-hidden="true">
          <Leaf {...dates} />
        </span>
      </div>
    )
  return (
    <p class="date-tile">
      <span aria-hidden="true">
        <Leaf {...dates} />
      </span>
      <span class="unseen">
        {hEvent ? (
          <>
            <time class="dt-start" datetime={startsOn}>
              {longDates(dates)}
            </time>
            <time class="dt-end" datetime={endsOn} />
          </>
        ) : (
          longDates(dates)
        )}
      </span>
    </p>
  )
}

function Leaf(dates: EventDates) {
  const { startsOn, endsOn, datePrecision } = dates
  const year = <span class="year">{yearText(dates)}</span>
  if (datePrecision === 'year') return <span class="days few">{startsOn.slice(0, 4)}</span>
  const [from, to] = [shortMonthName(startsOn), shortMonthName(endsOn)]
  if (datePrecision === 'month')
    return (
      <>
        <span class="days few">{from}</span>
        {year}
      </>
    )
  const [first, last] = [Number(startsOn.slice(8)), Number(endsOn.slice(8))]
  if (startsOn.slice(0, 7) !== endsOn.slice(0, 7))
    return (
      <>
        <span class="days two">
          {first} {from}
        </span>
        <span class="days two">
          {last} {to}
        </span>
        {year}
      </>
    )
  return (
    <>
      <span class="month">{from}</span>
      <span class={first === last ? 'days' : 'days few'}>
        {first === last ? first : `${first}–${last}`}
      </span>
      {year}
    </>
  )
}

/** "2026", or "2026–27" for what lasts into the next. */
function yearText({ startsOn, endsOn }: EventDates): string {
  const [from, to] = [startsOn.slice(0, 4), endsOn.slice(0, 4)]
  return from === to ? from : `${from}–${to.slice(2)}`
}
