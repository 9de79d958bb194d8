import { commandLine } from './command-line.ts'
import { purgeTable } from './scale/purge-queue.ts'

commandLine(
  'node scripts/simulate-purges.ts',
  'Print what docs/scale.md says of purging at more and more writes a minute.',
).parse()

console.log(purgeTable())
