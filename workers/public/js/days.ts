import { daysBetween } from '#functions/time/day.ts'
import { agoText } from '#functions/time/format-ago.ts'
import { relativeDays } from '#functions/time/relative-days.ts'

/**
 * "Tomorrow" is the reader's. The server, which makes one page for everybody, counts days of UTC; here
 * they are counted again on the calendar of whoever reads, also in a page that was made a day ago.
 */
export function countOwnDays(within: ParentNode = document) {
  const today = ownDay(new Date())
  for (const words of within.querySelectorAll<HTMLElement>('[data-days]')) {
    const [startsOn = '', endsOn = ''] = words.dataset.days?.split(' ') ?? []
    const isOver = words.dataset.over !== undefined
    words.textContent = relativeDays({ startsOn, endsOn }, { today, isOver })
    words.classList.toggle('now', !isOver && startsOn <= today)
  }
  for (const time of within.querySelectorAll<HTMLTimeElement>('time[data-ago]'))
    time.textContent = agoText(daysBetween(ownDay(new Date(time.dateTime)), today))
}

// Sweden writes its days the ISO way.
const calendar = new Intl.DateTimeFormat('sv-SE')
const ownDay = (at: Date) => calendar.format(at)

countOwnDays()
