import { hasWords } from '#functions/sessions/find-words.ts'
import { openAll } from './folds.ts'

/**
 * Narrows a day of a programme as one types. What the server has narrowed by words before is not there
 * whole, so there the form stays a plain one.
 */
const form = document.querySelector<HTMLFormElement>('.schedule .find')
const field = form?.querySelector('input[type="search"]')
if (form && field instanceof HTMLInputElement && field.defaultValue === '') {
  const sessions = [...document.querySelectorAll<HTMLElement>('.slot li, .lanes li')].map(
    (element) => ({ element, text: element.querySelector('div')?.textContent ?? '' }),
  )
  const around = document.querySelectorAll<HTMLElement>('.slot, details.hour, .grid .room')
  const nothing = document.getElementById('nothing-found')
  const wholes = document.querySelectorAll('.schedule .hours, .hour .count')
  const grid = document.querySelector('.grid')
  /** Brings the first into view within the grid alone: the page, and so the field, stay where they are. */
  const showFirst = () => {
    const found = sessions.flatMap(({ element }) =>
      element.classList.contains('lost') ? [] : element,
    )
    const top = Math.min(...found.map(({ offsetTop }) => offsetTop))
    const room = found.find(({ offsetTop }) => offsetTop === top)?.closest<HTMLElement>('.room')
    const axis = grid?.querySelector<HTMLElement>('.axis')
    if (room && axis) grid?.scrollTo(room.offsetLeft - axis.offsetWidth, top)
  }
  const find = () => {
    const isFound = hasWords(field.value)
    let count = 0
    for (const { element, text } of sessions) {
      const found = isFound(text)
      element.classList.toggle('lost', !found)
      if (found) count += 1
    }
    for (const part of around)
      part.classList.toggle('lost', part.querySelector('li:not(.lost)') === null)
    const asked = field.value.trim() !== ''
    // What counts and leads into the whole day is of no use to a part of it.
    for (const part of wholes) part.classList.toggle('lost', asked)
    if (asked) openAll()
    if (nothing) {
      nothing.hidden = count > 0
      for (const link of nothing.querySelectorAll<HTMLAnchorElement>('a[data-words]')) {
        const url = new URL(link.href)
        url.searchParams.set('q', field.value)
        link.href = url.href
      }
    }
    const told = form.querySelector('output')
    if (told) told.value = asked ? `${count} of ${sessions.length} sessions` : ''
    if (grid) showFirst()
  }
  field.addEventListener('input', find)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    find()
    // So that the address can be sent to somebody, or come back to.
    const query = new URLSearchParams(
      [...new FormData(form)].map(([name, value]) => [name, `${value}`]),
    )
    history.replaceState(null, '', `${form.action}?${query}`)
  })
  // A browser puts back what was typed before one left.
  if (field.value !== '') find()
}
