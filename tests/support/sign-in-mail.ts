import { sendEmail } from '#functions/accounts/send-email.ts'
import { jobs } from '#functions/jobs.ts'
import { makeDeps } from './deps.ts'
import { makeSite, type Site, Visitor } from './site.ts'

export const anEmail = () => `${crypto.randomUUID()}@example.org`

let last = 0
/** A browser in a network of its own, and one that Cloudflare vouches for nowhere in these tests. */
export const aVisitor = (site: Site) =>
  new Visitor(site, { 'CF-Connecting-IP': `198.51.100.${last++}` })

/** The same browser once more, as whoever copied its cookies has it. */
export function copyOf({ site, headers, cookies }: Visitor): Visitor {
  const copy = new Visitor(site, headers)
  for (const [name, value] of cookies) copy.cookies.set(name, value)
  return copy
}

/** A site whose mails can be read, and somebody who has come to sign in. */
export function arriveToSignIn(now = new Date()) {
  const made = makeDeps({ now })
  const site = makeSite(made.deps)
  /** The path of the link, and the code, in the last mail that was asked for. */
  const readMail = async () => {
    const asked = made.committed.filter(({ job }) => job === 'send-email').at(-1)
    await sendEmail(made.deps, jobs['send-email'].payload.parse(asked?.payload))
    const text = made.mails.at(-1)?.text ?? ''
    const [, link = ''] = /http:\/\/localhost(\/sign-in\/[\w-]{43}\/)/.exec(text) ?? []
    const [, code = ''] = /: ([0-9A-Z]{3}-[0-9A-Z]{3})\n/.exec(text) ?? []
    return { link, code }
  }
  /** Asks for a mail in this browser, and reads it. */
  const ask = async (who: Visitor, email = anEmail()) => {
    const answer = await who.post('/sign-in/', { email })
    if (answer.status !== 303) throw new Error(`Asking for a mail was answered ${answer.status}`)
    return { email, ...(await readMail()) }
  }
  return { ...made, site, readMail, ask, visitor: aVisitor(site) }
}
