import { countOwnDays } from './days.ts'
import './find-session.ts'
import './now.ts'
import './play.ts'
import './zone.ts'

/**
 * Makes the forms that say `data-swap` answer in place. Without this script they are plain forms, and
 * whatever fails here falls back to that: pressing twice is the same as pressing once.
 */
document.addEventListener('submit', (event) => {
  const { target: form, submitter: button } = event
  if (!(form instanceof HTMLFormElement) || !(button instanceof HTMLButtonElement)) return
  // A button that swaps nothing but itself names nothing.
  const ids =
    (button.dataset.swap ?? form.dataset.swap) || (button.dataset.swap === '' && button.id)
  if (!ids || event.defaultPrevented) return
  event.preventDefault()
  if (button.ariaBusy !== 'true') void send(form, button, ids)
})

/** Many buttons may share a form; what they say of themselves comes before what the form says. */
async function send(form: HTMLFormElement, button: HTMLButtonElement, ids: string) {
  button.ariaBusy = 'true'
  try {
    // A button without an address of its own would name this page's.
    const to = button.hasAttribute('formaction') ? button.formAction : form.action
    const answer = await fetch(to, {
      method: 'POST',
      body: fields(form, button),
      headers: { Accept: 'text/html' },
    })
    if (new URL(answer.url).pathname.startsWith('/sign-in/')) return location.assign(answer.url)
    if (!answer.ok) throw new Error(String(answer.status))
    swap(ids, await answer.text())
    refocus(button)
    const said = document.getElementById('said')
    if (said) said.textContent = button.dataset.said ?? form.dataset.said ?? ''
  } catch {
    button.ariaBusy = null
    delete form.dataset.swap
    delete button.dataset.swap
    form.requestSubmit(button)
  }
}

/** These forms hold no files, so every value is text. A script may go back to a lighter page. */
function fields(form: HTMLFormElement, button: HTMLButtonElement) {
  const values = [...new FormData(form, button)].map(([name, value]) => [name, String(value)])
  const body = new URLSearchParams(values)
  if (button.dataset.back) body.set('back', button.dataset.back)
  return body
}

/** Puts the answer's version of each named part in place. */
function swap(ids: string, html: string) {
  const page = new DOMParser().parseFromString(html, 'text/html')
  for (const id of ids.split(' ')) {
    const [old, fresh] = [document.getElementById(id), page.getElementById(id)]
    if (!old || !fresh) return location.reload()
    countOwnDays(fresh)
    old.replaceWith(fresh)
  }
}

/** The focus goes to what stands where the pressed button stood. */
function refocus({ id, dataset: { key } }: HTMLButtonElement) {
  const fresh = key
    ? document.querySelector(`[data-key="${CSS.escape(key)}"]`)
    : document.getElementById(id)
  if (fresh instanceof HTMLElement) fresh.focus()
}

/** A menu of the header closes when one clicks or tabs out of it, or presses Escape. */
for (const menu of document.querySelectorAll<HTMLDetailsElement>('details.menu')) {
  const leave = (event: Event) => {
    if (menu.open && event.target instanceof Node && !menu.contains(event.target)) menu.open = false
  }
  document.addEventListener('click', leave)
  document.addEventListener('focusin', leave)
  menu.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !menu.open) return
    menu.open = false
    menu.querySelector('summary')?.focus()
  })
}
