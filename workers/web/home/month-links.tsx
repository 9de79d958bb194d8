import { paths } from '#functions/paths.ts'
import { monthsFrom } from '#functions/time/day.ts'
import { shortMonthName } from '#functions/time/format-dates.ts'
import { todayIn } from '#functions/time/today.ts'

/** A year on, the month that is now is to come again. */
const MONTHS_SHOWN = 13

/** Ways into the directory for who knows when, but not yet where or what. */
export function MonthLinks({ now }: { now: Date }) {
  const months = monthsFrom(todayIn('UTC', now).slice(0, 7), MONTHS_SHOWN)
  return (
    <nav aria-label="By month">
      <ul class="plain month-links">
        {months.map((month, index) => (
          <li>
            <a href={paths.conferences({ from: month, to: month })}>
              {shortMonthName(`${month}-01`)}
              {/* Eyes see it once, where a year begins. */}
              <span class={index === 0 || month.endsWith('-01') ? undefined : 'unseen'}>
                {` ${month.slice(0, 4)}`}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
