import { closingWords } from '#functions/calls/closing-words.ts'
import { daysBetween } from '#functions/time/day.ts'
import { agoText } from '#functions/time/format-ago.ts'
import { relativeDays } from '#functions/time/relative-days.ts'

/**
 * "Tomorrow" is the reader's. The server, which makes one page for everybody, counts days of UTC; here
 * they are counted again on the calendar of whoever reads, also in a page that was made a day ago.
 */
export function countOwnDays(within: ParentNode = document) {
  const now = new Date()
  const today = ownDay(now)
  for (const words of within.querySelectorAll<HTMLElement>('[data-days]')) {
    const [startsOn = '', endsOn = ''] = words.dataset.days?.split(' ') ?? []
    const isOver = words.dataset.over !== undefined
    words.textContent = relativeDays({ startsOn, endsOn }, { today, isOver })
    words.classList.toggle('now', !isOver && startsOn <= today)
  }
  for (const words of within.querySelectorAll<HTMLElement>('[data-closes]')) {
    const [day = '', deadline = ''] = words.dataset.closes?.split(' ') ?? []
    const isEverywhere = words.dataset.everywhere !== undefined
    const closing = { day, deadline: new Date(deadline), isEverywhere }
    words.textContent = closingWords(closing, { now, dayOf: ownDay })
  }
  for (const time of within.querySelectorAll<HTMLTimeElement>('time[data-ago]'))
    time.textContent = agoText(daysBetween(ownDay(new Date(time.dateTime)), today))
}

// Sweden writes its days the ISO way.
const calendar = new Intl.DateTimeFormat('sv-SE')
const ownDay = (at: Date) => calendar.format(at)

countOwnDays()
