import { launchChromium } from './scripts/browser/launch-chromium.ts'

const [base, out, ...rest] = process.argv.slice(2)
const browser = await launchChromium()
for (const spec of rest) {
  const [path, name] = spec.split('=>')
  for (const [w, scheme] of [
    [1280, 'light'],
    [390, 'light'],
    [1280, 'dark'],
    [390, 'dark'],
  ] as const) {
    if (process.env.ONLY && !process.env.ONLY.split(',').includes(`${w}${scheme}`)) continue
    const context = await browser.newContext({
      viewport: { width: w, height: w === 390 ? 844 : 900 },
      colorScheme: scheme,
      isMobile: w === 390,
      hasTouch: w === 390,
    })
    const page = await context.newPage()
    const r = await page.goto(base + path, { waitUntil: 'load' })
    await page.waitForTimeout(300)
    const h = await page.evaluate(() => document.documentElement.scrollHeight)
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    console.log(name, w, scheme, r?.status(), 'height', h, over > 0 ? `OVERFLOWS ${over}` : '')
    await page.screenshot({
      path: `${out}/${name}-${w}-${scheme}.png`,
      clip: { x: 0, y: 0, width: w, height: Math.min(h, w === 390 ? 2600 : 2200) },
      fullPage: true,
    })
    await context.close()
  }
}
await browser.close()
