import { expect, test } from 'vitest'
import { paths } from '#functions/paths.ts'
import { desktop, phone, useChromium } from './chromium.ts'
import { day, fosdem, scrollsSideways, useProgrammeSite, withFosdem } from './programme-site.ts'

const chromium = useChromium()
const { sample, open } = useProgrammeSite(chromium)

withFosdem('printed, the list is in columns and unfolded', async () => {
  const page = await open(paths.schedule(fosdem, { day }), { ...phone, javaScriptEnabled: false })
  await page.emulateMedia({ media: 'print' })
  await page.setViewportSize({ width: 718, height: 1_000 })
  expect(await page.locator('.slot li').filter({ visible: true }).count()).toBe(484)
  const across = await page
    .locator('.slot li')
    .evaluateAll((items) => new Set(items.map((item) => item.getBoundingClientRect().x)).size)
  expect(across).toBe(3)
})

/** A4 less the margins, in CSS pixels. */
const [LONG_SIDE, SHORT_SIDE] = [281, 194].map((mm) => Math.floor((mm / 25.4) * 96)) as [
  number,
  number,
]

async function openPrinted(path: string) {
  const page = await open(path, desktop)
  await page.emulateMedia({ media: 'print' })
  await page.setViewportSize({ width: LONG_SIDE, height: SHORT_SIDE })
  const pdf = await page.pdf({ preferCSSPageSize: true })
  const drawn = await page.locator('.sheet').evaluateAll((sheets) =>
    sheets.map((sheet) => {
      const cells = [...sheet.querySelectorAll('.lanes li > div')].map((cell) => ({
        time: cell.querySelector('time')?.getAttribute('datetime') ?? '',
        name: cell.querySelector('.name')?.textContent ?? '',
        nameEnds: cell.querySelector('.name')?.getBoundingClientRect().bottom ?? Infinity,
        box: cell.getBoundingClientRect(),
      }))
      return {
        height: sheet.getBoundingClientRect().height,
        names: [...sheet.querySelectorAll('.names span')].map((name) => ({
          name: name.textContent,
          x: Math.round(name.getBoundingClientRect().x),
        })),
        columns: [...new Set(cells.map(({ box }) => Math.round(box.x)))].sort((a, b) => a - b),
        /** Titles that their own cell cuts off or another one covers. */
        cut: cells.flatMap(({ name, nameEnds, box }) => {
          const next = cells.filter((one) => one.box.x === box.x && one.box.y > box.y)
          const end = Math.min(box.bottom, ...next.map((one) => one.box.y))
          return nameEnds > end + 0.5 ? [name] : []
        }),
        /** How far apart those are drawn that start together. */
        astray: Math.max(
          ...[...Map.groupBy(cells, ({ time }) => time).values()].map((together) => {
            const tops = together.map(({ box }) => box.y)
            return Math.max(...tops) - Math.min(...tops)
          }),
        ),
      }
    }),
  )
  return { page, drawn, pages: pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length }
}

withFosdem('printed, a grid has six rooms a page, aligned by time, every title whole', async () => {
  const { page, drawn, pages } = await openPrinted(paths.schedule(fosdem, { day, view: 'grid' }))
  expect(await page.locator('.lanes .name').count()).toBe(484)
  expect(drawn.map(({ names }) => names.length)).toEqual([6, 6, 6, 6, 5])
  for (const { names, columns, cut, astray, height } of drawn) {
    expect(cut).toEqual([])
    expect(astray).toBeLessThan(1)
    expect(height).toBeLessThan(2 * SHORT_SIDE)
    // Each name is above its own column.
    expect(columns).toHaveLength(names.length)
    for (const [index, { x }] of names.entries())
      expect(Math.abs(x - (columns[index] ?? 0))).toBeLessThan(5)
  }
  expect(await page.locator('.axis .mark').filter({ visible: true }).count()).toBeGreaterThan(
    5 * 15,
  )
  expect(pages).toBe(10)
  expect(await scrollsSideways(page)).toBe(false)
})

test('printed, a small event’s day is one page', async () => {
  const { page, drawn, pages } = await openPrinted(paths.schedule(sample, { view: 'grid' }))
  expect(pages).toBe(1)
  expect(drawn.map(({ cut }) => cut)).toEqual([[]])
  expect(drawn[0]?.astray).toBeLessThan(1)
  expect(await scrollsSideways(page)).toBe(false)
})
