import './play.ts'

/**
 * Makes the forms that say `data-swap` answer in place. Without this script they are plain forms, and
 * whatever fails here falls back to that: pressing twice is the same as pressing once.
 */
document.addEventListener('submit', (event) => {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || !form.dataset.swap || event.defaultPrevented) return
  event.preventDefault()
  if (form.ariaBusy !== 'true') void send(form)
})

async function send(form: HTMLFormElement) {
  const button = form.querySelector('button')
  form.ariaBusy = 'true'
  button?.setAttribute('aria-busy', 'true')
  try {
    const answer = await fetch(form.action, {
      method: 'POST',
      body: fields(form),
      headers: { Accept: 'text/html' },
    })
    if (new URL(answer.url).pathname.startsWith('/sign-in/')) return location.assign(answer.url)
    if (!answer.ok) throw new Error(String(answer.status))
    swap(form, button?.dataset.key, await answer.text())
  } catch {
    form.ariaBusy = null
    button?.removeAttribute('aria-busy')
    form.submit()
  }
}

/** These forms hold no files, so every value is text. */
const fields = (form: HTMLFormElement) =>
  new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]))

/** Puts the answer's version of each named part in place, and the focus back where it was. */
function swap(form: HTMLFormElement, key: string | undefined, html: string) {
  const page = new DOMParser().parseFromString(html, 'text/html')
  for (const id of (form.dataset.swap ?? '').split(' ')) {
    const [old, fresh] = [document.getElementById(id), page.getElementById(id)]
    if (!old || !fresh) return location.reload()
    old.replaceWith(fresh)
  }
  if (key) document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus()
  const said = document.getElementById('said')
  if (said) said.textContent = form.dataset.said ?? ''
}

/** The phone's menu closes when one clicks or tabs out of it, or presses Escape. */
const menu = document.querySelector<HTMLDetailsElement>('details.menu')
if (menu) {
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
