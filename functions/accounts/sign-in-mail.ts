import type { Mail } from '../deps.ts'

type Input = { origin: string; url: string; email: string }

/** The words of a sign-in mail. */
export function signInMail({ origin, url, email }: Input): Omit<Mail, 'idempotencyKey'> {
  const host = new URL(origin).host
  return {
    to: email,
    subject: 'Sign in to Hallway',
    text: `Hello,

open this link to sign in to Hallway as ${email}:

${url}

It works once, within 15 minutes of asking for it. If it was not you who asked, you need do nothing: nobody can sign in without this mail.

Hallway, ${host}
`,
    html: `<!doctype html>
<html lang="en">
<body style="font-family: system-ui, sans-serif; font-size: 16px; line-height: 1.5; max-width: 34em; margin: 2em auto; padding: 0 1em">
<p>Hello,</p>
<p>press the button to sign in to Hallway as <b>${escapeHtml(email)}</b>:</p>
<p><a href="${escapeHtml(url)}" style="display: inline-block; padding: 12px 20px; border-radius: 10px; background: #1f3fae; color: #ffffff; text-decoration: none; font-weight: 600">Sign in to Hallway</a></p>
<p>It works once, within 15 minutes of asking for it. If it was not you who asked, you need do nothing: nobody can sign in without this mail.</p>
<p>If the button does not work, open this address:<br>${escapeHtml(url)}</p>
<p>Hallway, ${escapeHtml(host)}</p>
</body>
</html>
`,
  }
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escapeHtml = (text: string) => text.replaceAll(/[&<>"']/g, (char) => entities[char] ?? char)
