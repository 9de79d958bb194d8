import type { Random } from '../../chaos/random.ts'
import { localLinks } from '../../support/hostile/audit-page.ts'
import { type Address, formsOf, pagesOf } from './addresses.ts'
import type { Sent } from './client.ts'
import { differenceOf, pageOf } from './compare-pages.ts'
import type { Answer } from './exchange.ts'
import { Findings } from './findings.ts'
import { inParallel } from './in-parallel.ts'
import { get, post, type Reader, visitor } from './reader.ts'
import { CONNECTIONS, type CrawledSite } from './site.ts'

const ROUNDS = 2
/** Links that lead on from the addresses of routes. */
const MAX_LINKS = 60

type Visit = { readonly address: Address; readonly reader: Reader; readonly sent: Sent }

export type Visits = {
  readonly findings: Findings
  /** Routes that answered nobody with anything. */
  readonly unreached: readonly string[]
  /** How many pages each reader was shown as theirs. */
  readonly own: ReadonlyMap<string, number>
}

/**
 * Every route as every reader, all mixed and again and again, so that each page is asked for from a
 * warm cache, just after somebody else has seen theirs; forms in between make pages anew.
 */
export async function visitEverything(site: CrawledSite, random: Random): Promise<Visits> {
  const { stack, ask, secrets, directory } = site
  const findings = new Findings({ ask, secrets, origin: stack.origin })
  const pages = await withLinks(pagesOf(directory), findings)
  const readers = [visitor, ...Object.values(site.readers)]
  const reached = new Set<string>()
  const own = new Map<string, number>()
  const shown = new Map<string, string>()
  for (let round = 0; round < ROUNDS; round++) {
    const visits = [
      ...pages.flatMap((address) =>
        readers.map((reader) => ({ address, reader, sent: get(address.path, reader.cookie) })),
      ),
      ...readers.flatMap((reader) => formVisits(site, reader)),
    ]
    await inParallel(
      CONNECTIONS,
      random.shuffle(visits),
      async ({ address, reader, sent }: Visit) => {
        const answer = await findings.ask(reader, sent)
        if (!answer) return findings.note(reader, sent, 'has no answer')
        if (answer.status !== 404) reached.add(address.route)
        if (reader.initial && answer.body.includes(`>${reader.initial}</span> You<`))
          own.set(reader.name, (own.get(reader.name) ?? 0) + 1)
        if (reader === visitor && sent.method === 'GET') mustBeSame(answer, sent)
      },
    )
  }
  const routes = [...directory.patterns.keys(), ...directory.forms.keys()]
  return { findings, own, unreached: routes.filter((route) => !reached.has(route)) }

  function mustBeSame(answer: Answer, sent: Sent) {
    const page = pageOf(answer)
    const before = shown.get(sent.path) ?? page
    shown.set(sent.path, before)
    if (page !== before) findings.note(visitor, sent, `changed: ${differenceOf(before, page)}`)
  }
}

/** The addresses, and what their pages lead to. */
async function withLinks(addresses: readonly Address[], findings: Findings): Promise<Address[]> {
  const known = new Set(addresses.map(({ path }) => path))
  const links = new Set<string>()
  await inParallel(CONNECTIONS, addresses, async ({ path }) => {
    const answer = await findings.ask(visitor, get(path))
    for (const link of answer ? localLinks(answer.body, path) : [])
      if (!known.has(link)) links.add(link)
  })
  const more = [...links].sort().slice(0, MAX_LINKS)
  return [...addresses, ...more.map((path) => ({ route: 'a link', path }))]
}

/**
 * Each form, empty; and what a reader has pressed already, pressed once more: that changes nothing, and
 * makes the cache forget pages. Whoever is signed in does not sign out.
 */
function formVisits({ stack, directory }: CrawledSite, reader: Reader): Visit[] {
  const { origin } = stack
  const { cookie, marks, accountId } = reader
  const send = (address: Address, fields: Record<string, string>) => {
    const sent = post(address.path, fields, { origin, cookie })
    return { address, reader, sent }
  }
  const isSafe = ({ path }: Address) => !accountId || !path.startsWith('/sign-out/')
  const empty = formsOf(directory).filter(isSafe)
  const again = [...(marks?.roles ?? [])].map(([event, role]) =>
    send({ route: 'again', path: `/${event}/attendance/` }, { role }),
  )
  return [...empty.map((address) => send(address, {})), ...again]
}
