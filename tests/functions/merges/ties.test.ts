import { expect, test } from 'vitest'
import { eventTies } from '#functions/events/event-ties.ts'
import { programmeTies } from '#functions/events/move-programme.ts'
import type { Tie } from '#functions/merges/tie.ts'
import { personTies } from '#functions/people/person-ties.ts'
import { topicTies } from '#functions/topics/topic-ties.ts'
import { derived, referrersOf } from './every-row.ts'

const columnsOf = (ties: readonly Tie[]) =>
  ties.map(({ table, column }) => `${table}.${column}`).sort()

test.each([
  ['people', personTies],
  ['events', [...eventTies, ...programmeTies]],
  ['topics', topicTies],
])('a merge knows every row that can speak of %s', async (table, ties) => {
  const known = (at: string) => !derived.includes(at.split('.')[0] ?? '')
  expect(columnsOf(ties)).toEqual((await referrersOf(table)).filter(known))
})
