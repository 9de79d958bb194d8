import type { PageFunction } from '#db/page-query.ts'
import { dashboardPage } from './attendances/dashboard.ts'
import { eventPeoplePage } from './attendances/event-people.ts'
import { signedIn } from './attendances/queries.ts'
import { callList } from './calls/call-list.ts'
import { eventCallsPage } from './calls/event-calls.ts'
import { personCoverage, seriesCoverage, topicCoverage } from './coverage/coverage-of.ts'
import { coverageList, eventCoveragePage, offeredSessions } from './coverage/queries.ts'
import { monthList } from './events/derived-counts.ts'
import { eventList, eventPage } from './events/queries.ts'
import { exportedEventPage, exportedProgrammePage } from './exports/queries.ts'
import { homePage } from './home/queries.ts'
import { personPage } from './people/profile.ts'
import { speakersByName, speakersByRank } from './people/speakers.ts'
import { placeList, placePages } from './places/queries.ts'
import { searchOf, searchOfAll } from './search/queries.ts'
import { seriesList, seriesPage } from './series/queries.ts'
import { eventSpeakersPage } from './sessions/event-speakers.ts'
import { eventPicks, trackedNext } from './sessions/picks.ts'
import { schedulePage, sessionPage } from './sessions/queries.ts'
import { firstPage, otherPages, topicList } from './topics/queries.ts'
import { wishedThing } from './tracking/wished.ts'
import { venuePage } from './venues/queries.ts'

/** Every page query there is, for the migration that makes functions of them. A test looks for others. */
const pageQueries = [
  callList,
  coverageList,
  dashboardPage,
  eventCallsPage,
  eventCoveragePage,
  eventList,
  eventPage,
  eventPeoplePage,
  eventPicks,
  eventSpeakersPage,
  exportedEventPage,
  exportedProgrammePage,
  homePage,
  monthList,
  offeredSessions,
  personCoverage,
  personPage,
  placeList,
  ...Object.values(placePages),
  schedulePage,
  searchOfAll,
  ...Object.values(searchOf),
  seriesCoverage,
  seriesList,
  seriesPage,
  sessionPage,
  signedIn,
  speakersByName,
  speakersByRank,
  topicCoverage,
  topicList,
  trackedNext,
  firstPage,
  ...Object.values(otherPages),
  venuePage,
  wishedThing,
]

export const listPageFunctions = (): PageFunction[] => pageQueries.flatMap((one) => one.functions())
