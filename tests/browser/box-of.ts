import type { Locator } from 'playwright-core'

/** Where an element is drawn, in CSS pixels. Throws for one that is not. */
export async function boxOf(element: Locator) {
  const box = await element.boundingBox()
  if (!box) throw new Error('It is not drawn')
  return box
}
