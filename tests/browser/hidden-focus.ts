import type { Page } from 'playwright-core'

/** A page of more is walked so far from either end: what sticks there is met by then. */
const MOST_PRESSES = 40

/** As much of a browser as is asked here: the tests' own types know none. */
type Box = Readonly<Record<'left' | 'right' | 'top' | 'bottom' | 'width' | 'height', number>>
type Element = {
  readonly outerHTML: string
  blur(): void
  contains(other: Element): boolean
  getBoundingClientRect(): Box
  getClientRects(): Iterable<Box>
}
type Document = {
  readonly activeElement: Element | null
  readonly body: Element
  readonly defaultView: { readonly innerHeight: number; scrollTo(x: number, y: number): void }
  elementFromPoint(x: number, y: number): Element | null
  /** Where the walk began, which it comes back to. */
  first?: Element | undefined
}

/**
 * Tabs through a page, or back from its end, and tells each element that has the focus and is not seen
 * (WCAG 2.4.11): outside of the window, cut off, or under something else.
 */
export async function findHiddenFocus(page: Page, key: 'Tab' | 'Shift+Tab'): Promise<string[]> {
  const document = await page.evaluateHandle<Document>('document')
  await document.evaluate(({ activeElement, defaultView }) => {
    defaultView.scrollTo(0, 0)
    activeElement?.blur()
  })
  const hidden: string[] = []
  for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
    await page.keyboard.press(key)
    const fault = await document.evaluate(lookAtFocus)
    if (fault === 'end') break
    if (fault !== null) hidden.push(fault)
  }
  return hidden
}

/** In the page: what is wrong with what has the focus, or that it has been round. */
function lookAtFocus(document: Document): string | null {
  const { activeElement: focused, body, first, defaultView: view } = document
  if (focused === null || focused === body || focused === first) {
    document.first = undefined
    return 'end'
  }
  document.first ??= focused
  /** Browsers leave what is to be scrolled sideways where they find it once 32 pixels are seen. */
  const [widthSeen, step] = [32, 4]
  const isSeenAt = (x: number, y: number) => {
    const shown = document.elementFromPoint(x, y)
    return shown !== null && focused.contains(shown)
  }
  const isSeen = (box: Box) => {
    // Of what is higher than the window some has to be seen, else all from top to bottom.
    const [top, bottom] =
      box.height < view.innerHeight
        ? [box.top, box.bottom]
        : [Math.max(box.top, 0), Math.min(box.bottom, view.innerHeight)]
    const ys = [top + 2, (top + bottom) / 2, bottom - 2]
    const enough = Math.min(box.width, widthSeen) / step - 2
    let columns = 0
    for (let x = box.left + 2; x < box.right && columns < enough; x += step)
      if (ys.every((y) => isSeenAt(x, y))) columns += 1
    return columns >= enough
  }
  const boxes = [...focused.getClientRects()].filter(({ width, height }) => width > 4 && height > 4)
  if (boxes.length > 0 && boxes.every(isSeen)) return null
  const { left, top, right, bottom } = focused.getBoundingClientRect()
  const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
  const at = [left, top, right, bottom].map(Math.round).join(' ')
  return `${focused.outerHTML.slice(0, 120)} at ${at}, under ${over?.outerHTML.slice(0, 60)}`
}
