import type { PageFunction } from '#db/page-query.ts'
import { signedIn } from './attendances/queries.ts'
import { eventPage } from './events/queries.ts'
import { homePage } from './home/queries.ts'
import { personPage } from './people/profile.ts'
import { placePages } from './places/queries.ts'
import { seriesPage } from './series/queries.ts'
import { eventPicks } from './sessions/picks.ts'
import { schedulePage, sessionPage } from './sessions/queries.ts'
import { firstPage, otherPages } from './topics/queries.ts'
import { venuePage } from './venues/queries.ts'

/** Every page query there is, for the migration that makes functions of them. A test looks for others. */
const pageQueries = [
  eventPage,
  eventPicks,
  homePage,
  personPage,
  ...Object.values(placePages),
  schedulePage,
  seriesPage,
  sessionPage,
  signedIn,
  firstPage,
  ...Object.values(otherPages),
  venuePage,
]

export const listPageFunctions = (): PageFunction[] => pageQueries.flatMap((one) => one.functions())
