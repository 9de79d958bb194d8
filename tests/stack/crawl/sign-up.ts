import { Parser } from 'htmlparser2'
import { vi } from 'vitest'
import type { Stack } from '#scripts/stack/stack.ts'
import type { Ask } from './client.ts'
import { Browser } from './reader.ts'

type Person = { readonly email: string; readonly name: string; readonly handle: string }

/** Becomes a member as people do: asks for a mail, opens the link, presses the button, chooses a name. */
export async function signUp(stack: Stack, ask: Ask, { email, ...chosen }: Person) {
  const browser = new Browser(ask, stack.origin)
  await browser.post('/sign-in/', { email })
  const link = new URL(await linkFor(stack, email))
  const page = await browser.get(link.pathname + link.search)
  const { action, fields } = firstForm(page.body)
  await browser.post(action || link.pathname, fields)
  await browser.post('/welcome/', chosen)
  return browser
}

const linkFor = (stack: Stack, email: string): Promise<string> =>
  vi.waitFor(
    () => {
      const mail = stack.mails().find(({ to }) => to.includes(email))
      const link = mail && /http\S+\/sign-in\/\S+/.exec(mail.text)?.[0]
      if (!link) throw new Error(`No mail for ${email} yet`)
      return link
    },
    { timeout: 15_000, interval: 50 },
  )

/** Where the first form of a page leads that sends something, and what it holds already. */
function firstForm(html: string) {
  let action: string | undefined
  let isOpen = false
  const fields: Record<string, string> = {}
  const parser = new Parser({
    onopentag(tag, { method, name, value = '', ...attributes }) {
      if (tag === 'form' && method === 'post' && action === undefined) {
        action = attributes.action ?? ''
        isOpen = true
      }
      if (tag === 'input' && isOpen && name) fields[name] = value
    },
    onclosetag(tag) {
      if (tag === 'form') isOpen = false
    },
  })
  parser.end(html)
  if (action === undefined) throw new Error(`There is no form in ${html.slice(0, 2_000)}`)
  return { action, fields }
}
