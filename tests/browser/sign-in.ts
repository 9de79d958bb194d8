import type { Page } from 'playwright-core'
import { vi } from 'vitest'
import type { Stack } from '#scripts/stack/stack.ts'

type Person = { email: string; name: string; handle: string; onEachPage?: () => Promise<void> }

/** Signs in as people do: asks for a mail, opens the link, presses the button, chooses a name. */
export async function signIn(
  page: Page,
  stack: Stack,
  { email, name, handle, onEachPage }: Person,
) {
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await page.getByRole('heading', { name: 'Look into your mail' }).waitFor()
  await onEachPage?.()
  await page.goto(await linkFor(stack, { email }))
  await onEachPage?.()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByLabel('Name').waitFor()
  await onEachPage?.()
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Handle').fill(handle)
  await page.getByRole('button', { name: 'Come in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/welcome/'))
}

/** The link in the newest mail to an address, once so many have come. */
export function linkFor(
  stack: Stack,
  { email, count = 1 }: { email: string; count?: number },
): Promise<string> {
  return vi.waitFor(
    () => {
      const mails = stack.mails().filter(({ to }) => to.includes(email))
      const [mail] = mails
      const link = mail && mails.length >= count && /http\S+\/sign-in\/\S+/.exec(mail.text)?.[0]
      if (!link) throw new Error(`No mail for ${email} yet`)
      return link
    },
    { timeout: 15_000, interval: 100 },
  )
}
