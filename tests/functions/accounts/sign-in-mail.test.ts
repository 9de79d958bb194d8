import { expect, test } from 'vitest'
import { signInMail } from '#functions/accounts/sign-in-mail.ts'

const write = () =>
  signInMail({
    origin: 'https://hallway.example',
    url: 'https://hallway.example/sign-in/token/?a=1&b=2',
    code: 'ABC234',
    email: `<o'brien>&"co"@example.org`,
  })

test('a mail says whom it signs in, by which link and by which code', () => {
  const mail = write()
  expect(mail).toMatchObject({ to: `<o'brien>&"co"@example.org`, subject: 'Sign in to Hallway' })
  expect(mail.text).toContain('\n\nhttps://hallway.example/sign-in/token/?a=1&b=2\n\n')
  expect(mail.text).toContain('where you asked for it: ABC-234\n')
  expect(mail.text).toContain(`sign in to Hallway as <o'brien>&"co"@example.org:`)
  expect(mail.text).toMatch(
    /within 10 minutes of asking[^\n]*never ask for them\.\n\nHallway, hallway\.example\n$/,
  )
})

test('an address of any kind is text in the HTML of a mail, and nothing else', () => {
  const mail = write()
  expect(mail.html).toContain('<b>&lt;o&#39;brien&gt;&amp;&quot;co&quot;@example.org</b>')
  expect(mail.html).toContain('href="https://hallway.example/sign-in/token/?a=1&amp;b=2"')
  expect(mail.html).toMatch(/<b style="[^"]*">ABC-234<\/b>/)
  expect(mail.html).toMatch(/within 10 minutes of asking[^<]*never ask for them\.</)
})
