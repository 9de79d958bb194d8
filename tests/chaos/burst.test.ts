import { expect, onTestFinished, test } from 'vitest'
import type { makeVisitor } from '../stack/people.ts'
import { chaosSeed, createRandom, type Random } from './random.ts'
import { makeReaders } from './reader.ts'
import { Report } from './report.ts'
import { startWorld, stopWorld, type World } from './world.ts'

const CONNECTIONS = 1_500
const FOR_MS = 12_000
const TIMEOUT_MS = 40_000
const EVENTS = 60
const PEOPLE = 20

type Visitor = Awaited<ReturnType<typeof makeVisitor>>

test('a burst of fifteen hundred connections is answered or refused, never failed', {
  timeout: 50_000,
}, async () => {
  const seed = chaosSeed()
  const report = new Report('burst', seed)
  const world: World = await startWorld({ seed, report, events: EVENTS })
  onTestFinished(() => stopWorld(world))
  const people = (await makeReaders(world, PEOPLE)).map(({ visitor }) => visitor)
  const untilMs = Date.now() + FOR_MS

  await Promise.all(
    Array.from({ length: CONNECTIONS }, async (_, i) => {
      const random = createRandom(seed + i)
      while (Date.now() < untilMs) await ask(world, random, random.pick(people))
    }),
  )

  // What was broken, and how, is printed.
  console.log(String(report))
  expect(report.violations).toHaveLength(0)
})

/** A signed-in page, a write, or a page that nobody has asked for. */
async function ask({ stack, events, report }: World, random: Random, visitor: Visitor) {
  const { path } = random.pick(events)
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  const cold = `/conferences/?year=${random.between(2000, 2099)}&place=nowhere-${random.between(1, 9999)}`
  const [operation, asking] = random.pick([
    [
      'GET signed in',
      () => visitor.get(random.pick(['/dashboard/', '/conferences/', path]), signal),
    ],
    ['POST', () => visitor.attend(path, random.pick(['attending', 'none']), signal)],
    ['GET cold', () => fetch(stack.origin + cold, { redirect: 'manual', signal })],
  ] as const)
  report.operations += 1
  const answer = await asking().catch((error: Error) => error)
  const status = answer instanceof Error ? 0 : answer.status
  if (answer instanceof Response) await answer.arrayBuffer().catch(() => {})
  report.note(`${operation} ${status}`)
  const retryAfter = answer instanceof Response ? answer.headers.get('retry-after') : null
  const right = status === 503 ? Number(retryAfter) > 0 : [200, 303, 404].includes(status)
  if (right) return
  report.violate({
    invariant: 'an overload is answered, or refused with a time to come back',
    who: 'crowd',
    operation,
    expected: '200, 303 or 503 with Retry-After',
    seen: answer instanceof Error ? answer.message : `${status}, Retry-After ${retryAfter}`,
    requestId: answer instanceof Response ? answer.headers.get('x-request-id') : null,
  })
}
