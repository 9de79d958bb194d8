/** A schedule that stays open keeps saying what is on now, as the server did when it was made. */
const MINUTE_MS = 60_000

const slots = [...document.querySelectorAll('.schedule .slot')]
if (slots.length > 0) setInterval(mark, MINUTE_MS)

function mark() {
  const now = Date.now()
  for (const slot of slots) {
    const start = slot.querySelector<HTMLTimeElement>('h2 time')
    if (!start) continue
    const startsAt = Date.parse(start.dateTime)
    for (const item of slot.querySelectorAll<HTMLLIElement>('li:not(.off)')) {
      const length = item.querySelector<HTMLTimeElement>('.in time')?.dateTime
      const minutes = Number(/^PT(\d+)M$/.exec(length ?? '')?.[1] ?? 0)
      tell(item, startsAt <= now && now < startsAt + minutes * MINUTE_MS)
    }
  }
}

function tell(item: HTMLLIElement, on: boolean) {
  if (item.classList.toggle('on', on) === (item.querySelector('.live') !== null)) return
  item.querySelector('.live')?.remove()
  if (!on) return
  const words = document.createElement('strong')
  words.className = 'live'
  words.textContent = 'On now '
  item.querySelector('.name')?.prepend(words)
}
