import { expect, test } from 'vitest'
import { closingWords } from '#functions/calls/closing-words.ts'
import { paths } from '#functions/paths.ts'
import { relativeDays } from '#functions/time/relative-days.ts'
import { todayIn } from '#functions/time/today.ts'
import { desktop, useChromium } from './chromium.ts'
import { useSampleSite } from './sample-site.ts'

const stack = useSampleSite()
const chromium = useChromium()

// Half of the time it is another day there than in UTC, in one of them or the other.
test.each(['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'UTC'])(
  'D9: in %s, days are those of the reader',
  async (timezoneId) => {
    const page = await chromium.newPage({ ...desktop, timezoneId, baseURL: stack().origin })
    await page.goto(paths.conferences())
    const told = page.locator('[data-days]')
    const words = await told.evaluateAll((elements) =>
      elements.map((element) => [
        element.getAttribute('data-days'),
        element.hasAttribute('data-over'),
        element.textContent,
      ]),
    )
    expect(words.length).toBeGreaterThan(2)
    const today = todayIn(timezoneId, new Date())
    for (const [days, isOver, text] of words) {
      const [startsOn = '', endsOn = ''] = String(days).split(' ')
      expect(text).toBe(relativeDays({ startsOn, endsOn }, { today, isOver: Boolean(isOver) }))
    }
  },
)

// A deadline's day, too: one page would say "Today" and "Closes tomorrow" of the same day otherwise.
test.each(['Pacific/Kiritimati', 'Pacific/Pago_Pago'])(
  'in %s, deadlines are told in days of the reader',
  async (timezoneId) => {
    const page = await chromium.newPage({ ...desktop, timezoneId, baseURL: stack().origin })
    await page.goto(paths.calls())
    const words = await page
      .locator('[data-closes]')
      .evaluateAll((elements) =>
        elements.map((element) => [
          element.getAttribute('data-closes'),
          element.hasAttribute('data-everywhere'),
          element.textContent,
        ]),
      )
    expect(words.length).toBeGreaterThan(0)
    const calendar = { now: new Date(), dayOf: (at: Date) => todayIn(timezoneId, at) }
    for (const [closes, isEverywhere, text] of words) {
      const [day = '', at = ''] = String(closes).split(' ')
      const closing = { day, deadline: new Date(at), isEverywhere: Boolean(isEverywhere) }
      expect(text).toBe(closingWords(closing, calendar))
    }
  },
)

test('D9: without scripts, days are those of UTC', async () => {
  const plain = await chromium.newPage({ javaScriptEnabled: false, baseURL: stack().origin })
  await plain.goto(paths.conferences())
  const first = plain.locator('[data-days]').first()
  const [startsOn = '', endsOn = ''] = (await first.getAttribute('data-days'))?.split(' ') ?? []
  const today = todayIn('UTC', new Date())
  expect(await first.textContent()).toBe(
    relativeDays({ startsOn, endsOn }, { today, isOver: false }),
  )
})
