import type { Random } from '../../chaos/random.ts'
import { formsOf, pagesOf } from './addresses.ts'
import { bend, scramble } from './bend.ts'
import type { Sent } from './client.ts'
import { drawForm } from './draw-form.ts'
import { Findings } from './findings.ts'
import { inParallel } from './in-parallel.ts'
import { get, type Reader, visitor } from './reader.ts'
import { CONNECTIONS, type CrawledSite } from './site.ts'

const WRITES = 0.25
const SCRAMBLED = 0.05

type Drawn = { readonly reader: Reader; readonly sent: Sent }

/** Requests that nobody would send, drawn one after the other from the seed: none may break anything. */
export async function fuzzEverything(site: CrawledSite, random: Random, count: number) {
  const { stack, ask, secrets } = site
  const findings = new Findings({ ask, secrets, origin: stack.origin })
  await inParallel(CONNECTIONS, draws(site, random, count), async ({ reader, sent }) => {
    const answer = await findings.ask(reader, sent)
    if (!answer && !sent.wire) findings.note(reader, sent, 'has no answer')
  })
  return findings
}

function* draws(site: CrawledSite, random: Random, count: number): Generator<Drawn> {
  const { host, origin } = new URL(site.stack.origin)
  const pages = pagesOf(site.directory)
  const forms = formsOf(site.directory)
  const { ada, bea, cyd, gus, mallory } = site.readers
  for (let drawn = 0; drawn < count; ) {
    const writes = random.next() < WRITES
    // Who has something to hide only looks, so that what is theirs stays as it is.
    const reader = random.pick(
      writes ? [visitor, gus, mallory] : [visitor, visitor, ada, bea, cyd, gus, mallory],
    )
    const { path } = random.pick(writes ? forms : pages)
    const plain = writes ? drawForm({ path, reader, origin }, random) : get(path, reader.cookie)
    const sent = bend(plain, { cookie: reader.cookie, host }, random)
    if (reader.accountId && endsSession(sent)) continue
    drawn += 1
    yield { reader, sent: random.next() < SCRAMBLED ? scramble(sent, host, random) : sent }
  }
}

/** Whoever is signed out has nothing left to leak. */
const endsSession = ({ path }: Sent) =>
  path
    .replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
    .toLowerCase()
    .includes('sign-out')
