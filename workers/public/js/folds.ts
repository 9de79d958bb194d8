/**
 * A long day is folded by the hour, for phones. Where there is room it is opened whole, as it is for
 * the printer, and whoever follows an address into a fold finds it open.
 */
const folds = [...document.querySelectorAll<HTMLDetailsElement>('.schedule details.hour')]

export function openAll() {
  for (const fold of folds) fold.open = true
}

function openNamed() {
  const named = document.getElementById(location.hash.slice(1))
  const fold = named?.closest<HTMLDetailsElement>('details.hour:not([open])')
  if (!fold) return
  fold.open = true
  named?.scrollIntoView()
}

if (matchMedia('(min-width: 48rem)').matches) openAll()
addEventListener('beforeprint', openAll)
addEventListener('hashchange', openNamed)
openNamed()
