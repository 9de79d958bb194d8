import { sendEmail } from '#functions/accounts/send-email.ts'
import { messages } from '#functions/messages.ts'
import { makeDeps } from './deps.ts'
import { makeEdge } from './edge.ts'
import { queue } from './queue.ts'
import { type TestEdge, Visitor } from './visitor.ts'

export const anEmail = () => `${crypto.randomUUID()}@example.org`

let last = 0
/** A browser in a network of its own. */
export const aVisitor = (edge: TestEdge) =>
  new Visitor(edge, { 'CF-Connecting-IP': `198.51.100.${last++}` })

/** The same browser once more, as whoever copied its cookies has it. */
export function copyOf({ edge, headers, cookies }: Visitor): Visitor {
  const copy = new Visitor(edge, headers)
  for (const [name, value] of cookies) copy.cookies.set(name, value)
  return copy
}

/** Somebody who has come to sign in, and their mail. */
export function arriveToSignIn(edge: TestEdge = makeEdge()) {
  const { deps, mails } = makeDeps({ now: new Date() })
  /** The path of the link, and the code, in the last mail that the queue was given. */
  const readMail = async () => {
    await edge.settle()
    const asked = queue.taken.filter(({ job }) => job === 'send-email').at(-1)
    await sendEmail(deps, messages['send-email'].parse(asked?.payload))
    const text = mails.at(-1)?.text ?? ''
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
  return { edge, readMail, ask, visitor: aVisitor(edge) }
}
