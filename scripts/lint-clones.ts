import { createRequire } from 'node:module'
import { relative } from 'node:path'
import type * as Jscpd from 'jscpd'
import { commandLine } from './command-line.ts'

// Node cannot load its ES modules, which import a folder.
const { detectClones } = createRequire(import.meta.url)('jscpd') as typeof Jscpd

const MIN_LINES = 10
const MIN_TOKENS = 50

/** What may stand twice, and why: both files, in the order of the alphabet. */
const ALLOWED: readonly (readonly [one: string, other: string, why: string])[] = [
  [
    'functions/imports/confs-tech.ts',
    'functions/imports/rubyevents/records.ts',
    'schemas of two sources, which change each when its source does',
  ],
]

commandLine(
  'node scripts/lint-clones.ts',
  `Fail when ${MIN_LINES} lines of code and more stand twice, outside a list with reasons: part of npm run check.`,
).parse()

const clones = await detectClones({
  path: ['workers', 'queues', 'functions', 'db', 'scripts', 'tests'],
  format: ['typescript', 'tsx', 'css'],
  ...{ minLines: MIN_LINES, minTokens: MIN_TOKENS, reporters: [], silent: true },
})
const found = clones.map(({ duplicationA, duplicationB }) => {
  const [one = '', other = ''] = [duplicationA, duplicationB]
    .map(({ sourceId, start }) => `${relative('.', sourceId)}:${start.line}`)
    .sort()
  return { one, other }
})
const isOf = (place: string, file: string) => place.startsWith(`${file}:`)
const isAllowed = ({ one, other }: { one: string; other: string }) =>
  ALLOWED.some(([first, second]) => isOf(one, first) && isOf(other, second))
const repeated = found.filter((clone) => !isAllowed(clone))
const stale = ALLOWED.filter(
  ([first, second]) => !found.some(({ one, other }) => isOf(one, first) && isOf(other, second)),
)
for (const { one, other } of repeated) console.error(`${one} stands again at ${other}`)
for (const [first, second] of stale)
  console.error(`${first} and ${second} have nothing in common any more: take them off the list`)
process.exitCode = repeated.length + stale.length > 0 ? 1 : 0
