import { makeDeps } from './deps.ts'
import { makePublicSite } from './public-site.ts'

/** In the first hour of `makeProgrammeDay`. */
export const during = new Date('2026-06-01T08:15:00Z')

export const site = (now = during) => makePublicSite(makeDeps({ now }).deps)

/** What a page says, then or at another time. */
export const text = async (path: string, now?: Date) => (await site(now).get(path)).text()
