import { Hono } from 'hono'
import * as z from 'zod'
import { callKinds } from '#db/schema/index.ts'
import { callCursor } from '#functions/calls/call-cursor.ts'
import { listCalls } from '#functions/calls/call-list.ts'
import { getEventCalls } from '#functions/calls/event-calls.ts'
import { paths } from '#functions/paths.ts'
import type { AppEnv } from '../../app-env.ts'
import { findChoices, mustExist } from '../components/list-choices.ts'
import { slugQuery } from '../components/slug-param.ts'
import { pageOfEvent } from '../events/event-scope.ts'
import { listPage } from '../page.ts'
import { CallsPage } from './calls-page.tsx'
import { EventCallsPage } from './event-calls-page.tsx'

const list = listPage({
  path: paths.calls(),
  tag: 'calls',
  query: z
    .object({
      kind: z.enum(callKinds),
      topic: slugQuery,
      place: slugQuery,
      travel: z.literal('1'),
      closing: z.literal('soon'),
      after: callCursor,
    })
    .partial(),
  find: async ({ deps, now, query: { kind, topic, place, travel, closing, after } }) => {
    const filter = {
      kind,
      topic,
      place,
      paysTravel: travel === '1',
      closingSoon: closing === 'soon',
    }
    const [page, choices] = await Promise.all([
      listCalls(deps.read, { ...filter, now, after }),
      findChoices(deps),
    ])
    if (page.calls.length === 0) mustExist(filter, choices)
    return { page, choices }
  },
  html: (found, { query: { after: _, ...filter }, onward, now }) => ({
    title: 'Calls',
    description:
      'Conferences that look for speakers, papers, workshops, volunteers and sponsors, by deadline.',
    content: <CallsPage {...found} {...{ filter, onward, now }} />,
  }),
})

const ofEvent = pageOfEvent('calls/', {
  path: paths.eventCalls,
  find: ({ deps, ref }) => getEventCalls(deps.read, ref),
  html: ({ event, calls }, { now }) => ({
    title: `Calls of ${event.name}`,
    description: `Whom ${event.name} is looking for, and until when.`,
    noindex: calls.length === 0,
    content: <EventCallsPage {...{ event, calls, now }} />,
  }),
})

export const callRoutes = new Hono<AppEnv>().route('/', list).route('/', ofEvent)
