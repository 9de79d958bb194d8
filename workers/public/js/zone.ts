/**
 * Times come from the server on the event's clock, with its zone beside them. This offers the
 * reader's own clock, where that shows other times, and remembers who prefers it. What has no place
 * but online is on the reader's clock to begin with.
 */
const KEPT_AS = 'hallway-clock'
/** In the order of the switch's buttons. */
const CHOICES = ['theirs', 'mine'] as const
type Choice = (typeof CHOICES)[number]

/** A programme's times are to the minute; moments of other kinds are not, and have their zone with them. */
function offerOwnTimes(part: HTMLElement, zone: string) {
  const times = [...part.querySelectorAll<HTMLTimeElement>('time[datetime$="Z"]')]
    .filter(({ dateTime }) => dateTime.length === '2026-02-01T09:00Z'.length)
    .map((element) => ({
      element,
      theirs: element.textContent ?? '',
      mine: ownText(element, zone),
    }))
  const note = part.querySelector('.zone-note')
  const [name, clocks] = [
    note?.querySelector('strong'),
    note?.querySelector<HTMLElement>('.switch'),
  ]
  if (!name || !clocks || times.every(({ theirs, mine }) => theirs === mine)) return
  const theirName = name.textContent ?? ''
  const choices = [...clocks.querySelectorAll('button')]

  const show = (choice: Choice) => {
    for (const { element, ...texts } of times) element.textContent = texts[choice]
    name.textContent = choice === 'mine' ? `your time (${ownZone()})` : theirName
    for (const [index, button] of choices.entries())
      button.ariaPressed = String(CHOICES[index] === choice)
  }
  clocks.hidden = false
  const usual = part.dataset.online === undefined ? 'theirs' : 'mine'
  if ((recall() ?? usual) === 'mine') show('mine')
  for (const [index, button] of choices.entries())
    button.addEventListener('click', () => {
      const choice = CHOICES[index] ?? usual
      show(choice)
      keep(choice)
    })
}

const ownZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone

const calendar = (timeZone?: string) => new Intl.DateTimeFormat('sv-SE', { timeZone })
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short' })
const ownClock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const ownCalendar = calendar()

const dayAndClock = (style: 'long' | 'short') =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: style,
    day: 'numeric',
    month: style,
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })
const withDay = { long: dayAndClock('long'), short: dayAndClock('short') }

/** With its day where the server wrote that; else with the weekday where it is another for the reader. */
function ownText({ dateTime, dataset: { day } }: HTMLTimeElement, zone: string) {
  const at = new Date(dateTime)
  const clock = ownClock.format(at)
  if (day === 'long' || day === 'short') {
    const parts = withDay[day].formatToParts(at)
    const part = (name: string) => parts.find(({ type }) => type === name)?.value
    const year = day === 'long' ? ` ${part('year')}` : ''
    return `${part('weekday')} ${part('day')} ${part('month')}${year}, ${clock}`
  }
  const sameDay = ownCalendar.format(at) === calendarOf(zone).format(at)
  return sameDay ? clock : `${weekday.format(at)} ${clock}`
}

let theirCalendar: Intl.DateTimeFormat | undefined
function calendarOf(zone: string) {
  theirCalendar ??= calendar(zone)
  return theirCalendar
}

/** A browser may refuse to keep anything; then the choice lasts for the page. */
function recall() {
  try {
    return localStorage.getItem(KEPT_AS)
  } catch {
    return null
  }
}

function keep(choice: Choice) {
  try {
    localStorage.setItem(KEPT_AS, choice)
  } catch {
    // See above.
  }
}

// Last, since it needs all of the above.
const part = document.querySelector<HTMLElement>('[data-zone]')
if (part) offerOwnTimes(part, part.dataset.zone ?? 'UTC')
