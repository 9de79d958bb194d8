/**
 * Puts a player where its picture was, once somebody asks for it: until then nobody else hears of
 * the visit. Which players there may be is for the page's policy to say (frame-src).
 */
document.addEventListener('click', (event) => {
  const { target } = event
  const link = target instanceof Element ? target.closest('a[data-player]') : null
  // With a key held down it is a link like any other: another tab, a download.
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey
  if (!(link instanceof HTMLAnchorElement) || !plain || event.altKey) return
  event.preventDefault()
  const frame = document.createElement('iframe')
  frame.title = link.textContent.trim()
  // A player may not lead the page elsewhere; its own storage it needs in order to run at all.
  frame.sandbox.add('allow-scripts', 'allow-same-origin', 'allow-presentation', 'allow-popups')
  // YouTube plays for nobody who does not say where from: it hears the site, not the page.
  frame.referrerPolicy = 'strict-origin-when-cross-origin'
  frame.allow = 'fullscreen; encrypted-media; picture-in-picture'
  frame.src = link.dataset.player ?? ''
  link.replaceWith(frame)
  frame.focus()
})

/** A picture that its host no longer has leaves the drawn plate, not a broken one. */
const isLost = (picture: EventTarget | null) =>
  picture instanceof HTMLImageElement && picture.matches('.poster img')
document.addEventListener(
  'error',
  ({ target }) => {
    if (isLost(target)) (target as Element).remove()
  },
  true,
)
for (const picture of document.querySelectorAll<HTMLImageElement>('.poster img'))
  if (picture.complete && picture.naturalWidth === 0) picture.remove()
