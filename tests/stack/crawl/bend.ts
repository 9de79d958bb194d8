import type { Random } from '../../chaos/random.ts'
import { payloads } from '../../support/hostile/payloads.ts'
import { type Sent, wireOf } from './client.ts'
import { headerTechniques } from './header-techniques.ts'
import { pathTechniques } from './path-techniques.ts'

/** No server takes longer ones in an address or a header. */
const MAX_LENGTH = 2_000
const short = payloads.filter((payload) => payload.length < MAX_LENGTH)
const techniques = [...pathTechniques, ...headerTechniques]

const MAX_TECHNIQUES = 3
const MAX_SCRAMBLED = 4

type Asker = { readonly cookie: string; readonly host: string }

/** A request with a few techniques and texts of strangers worked into it. */
export function bend(plain: Sent, { cookie, host }: Asker, random: Random): Sent {
  let sent = plain
  for (let i = random.between(0, MAX_TECHNIQUES); i > 0; i--)
    sent = random.pick(techniques).apply(sent, cookie, host)
  return random.next() < 0.5 ? withText(sent, random) : sent
}

/** In the path, in the query, or in a header; as it is, or encoded. */
function withText(sent: Sent, random: Random): Sent {
  const text = random.pick(short).toWellFormed()
  const written = random.next() < 0.7 ? encodeURIComponent(text) : latin(text)
  const { path, headers } = sent
  return random.pick([
    { ...sent, path: `${path}${path.includes('?') ? '&' : '?'}after=${written}` },
    { ...sent, path: `${path}${path.includes('?') ? '&' : '?'}${written}` },
    { ...sent, path: path.replace(/[^/]+(?=\/?$)/, () => written) },
    { ...sent, path: path.replace(/[^/]+/, () => written) },
    { ...sent, path: `${path}${written}/` },
    {
      ...sent,
      headers: [...headers, [random.pick(['accept', 'referer', 'x-a']), written] as const],
    },
  ])
}

/** As bytes that stand for themselves on the wire, without the ends of lines. */
const latin = (text: string) => Buffer.from(text.replaceAll(/[\r\n]/g, ' ')).toString('latin1')

/** The request as bytes, of which a few are lost, doubled or changed. */
export function scramble(sent: Sent, host: string, random: Random): Sent {
  let wire = sent.wire ?? wireOf(sent, host)
  for (let i = random.between(1, MAX_SCRAMBLED); i > 0; i--) {
    const at = random.between(0, Math.max(0, wire.length - 1))
    const length = random.between(0, 8)
    const put = random.pick([
      '',
      wire.slice(at, at + length).repeat(2),
      String.fromCharCode(random.between(0, 255)),
      random.pick(['\r\n', '\0', '%', '/', ' ', ':', '\n', '\t', ';', '\u00ff']),
    ])
    wire = wire.slice(0, at) + put + wire.slice(at + length)
  }
  return { ...sent, wire }
}
