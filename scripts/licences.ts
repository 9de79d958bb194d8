import { commandLine } from './command-line.ts'
import { objectionTo } from './licences/allowed.ts'
import { shippedWorks } from './licences/shipped.ts'

commandLine(
  'node scripts/licences.ts',
  'Say under which licences others’ works are that we ship, and fail when one of them must not be: part of npm run check. Their notices are in /assets/licences.txt.',
).parse()

const works = await shippedWorks()
for (const [licence, those] of Map.groupBy(works, ({ licence }) => licence))
  console.log(`${licence}: ${those.map(({ name, version }) => `${name} ${version}`).join(', ')}`)
for (const work of works) {
  const objection = objectionTo(work)
  if (objection === null) continue
  console.error(`${work.name} must not be shipped: ${objection}`)
  process.exitCode = 1
}
