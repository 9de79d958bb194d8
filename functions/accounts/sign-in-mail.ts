import type { Mail } from '../deps.ts'

type Input = { origin: string; url: string; code: string; email: string }

const LIMITS =
  'Both work once, within 10 minutes of asking, and only in the browser in which you asked.'
const WARNING =
  'If it was not you who asked, you need do nothing. Give neither to anybody: we never ask for them.'

/** The words of a sign-in mail. */
export function signInMail({ origin, url, code, email }: Input): Omit<Mail, 'idempotencyKey'> {
  const host = new URL(origin).host
  const shown = `${code.slice(0, 3)}-${code.slice(3)}`
  return {
    to: email,
    subject: 'Sign in to Hallway',
    text: `Hello,

open this link to sign in to Hallway as ${email}:

${url}

Are you reading this on another device? Then type this code where you asked for it: ${shown}

${LIMITS} ${WARNING}

Hallway, ${host}
`,
    html: `<!doctype html>
<html lang="en">
<body style="font-family: system-ui, sans-serif; font-size: 16px; line-height: 1.5; max-width: 34em; margin: 2em auto; padding: 0 1em">
<p>Hello,</p>
<p>press the button to sign in to Hallway as <b>${escapeHtml(email)}</b>:</p>
<p><a href="${escapeHtml(url)}" style="display: inline-block; padding: 12px 20px; border-radius: 10px; background: #1f3fae; color: #ffffff; text-decoration: none; font-weight: 600">Sign in to Hallway</a></p>
<p>Are you reading this on another device? Then type this code where you asked for it: <b style="white-space: nowrap; letter-spacing: 0.05em">${shown}</b></p>
<p>${LIMITS} ${WARNING}</p>
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
