import type { Random } from '../../chaos/random.ts'
import { type Address, pagesOf } from './addresses.ts'
import type { Sent } from './client.ts'
import { differenceOf, pageOf } from './compare-pages.ts'
import { expirePages } from './expire-pages.ts'
import { Findings } from './findings.ts'
import { headerTechniques } from './header-techniques.ts'
import { inParallel } from './in-parallel.ts'
import { pathTechniques } from './path-techniques.ts'
import { get, type Reader, visitor } from './reader.ts'
import { CONNECTIONS, type CrawledSite } from './site.ts'
import type { Technique } from './technique.ts'
import { wireTechniques } from './wire-techniques.ts'

export const techniques: readonly Technique[] = [
  ...pathTechniques,
  ...headerTechniques,
  ...wireTechniques,
]

/** How many routes each technique is tried on: others with another seed. */
const ROUTES_EACH = 8

type Attempt = {
  readonly reader: Reader
  readonly poison: Sent
  readonly clean: Sent
  page: string
}

/**
 * Asks for a page of every route by every technique, as a visitor or a member, when no cache has the
 * page, and then plainly: the visitor who comes next gets what the one before got.
 */
export async function poisonEverything(site: CrawledSite, random: Random): Promise<Findings> {
  const { stack, ask, secrets, directory } = site
  const findings = new Findings({ ask, secrets, origin: stack.origin })
  const pages = onePerRoute(pagesOf(directory))
  const readers = [visitor, visitor, ...Object.values(site.readers)]
  for (const technique of random.shuffle(techniques)) {
    const some = random.shuffle(pages).slice(0, ROUTES_EACH)
    const attempts = some.map((page) =>
      attemptOf(technique, page, random.pick(readers), stack.origin),
    )
    await inParallel(CONNECTIONS, attempts, async (attempt) => {
      attempt.page = pageOf(await findings.ask(visitor, attempt.clean))
    })
    await expirePages(stack)
    await inParallel(CONNECTIONS, attempts, async ({ reader, poison, clean, page }) => {
      // Twice: a cache may keep only what is asked for again.
      await findings.ask(reader, poison)
      await findings.ask(reader, poison)
      const after = pageOf(await findings.ask(visitor, clean))
      if (after === page) return
      findings.note(reader, poison, `by “${technique.name}” ${differenceOf(page, after)}`)
    })
  }
  return findings
}

function attemptOf(
  technique: Technique,
  { path }: Address,
  reader: Reader,
  origin: string,
): Attempt {
  const { host } = new URL(origin)
  const poison = technique.apply(get(path, reader.cookie), reader.cookie, host)
  return { reader, poison, clean: get(poison.path), page: '' }
}

const onePerRoute = (addresses: readonly Address[]) => [
  ...new Map(addresses.toReversed().map((address) => [address.route, address])).values(),
]
