import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parsers } from '../support/worst-cases/parsers.ts'

const sources = globSync('{functions,workers,queues,db,scripts/ops}/**/*.{ts,tsx}').filter(
  (file) => !file.startsWith('workers/public/'),
)
const read = (file: string) => readFileSync(file, 'utf8')

/** Libraries that take texts or bytes apart. A new one is added here, and what uses it is found. */
const LIBRARIES =
  /(?:from|import\()\s*'(?:htmlparser2|sanitize-html|microformats-parser|saxes|jsonc-parser|yaml|ical\.js|marked|pbf)'/
const TYPES_ONLY = /import type [^;\n]* from '(?:ical\.js|jsonc-parser)'/g
/** Bytes and texts that are taken apart without one. */
const BY_HAND =
  /JSON\.parse\(|\.json\(\)|\.(?:text|arrayBuffer)\(\)|new TextDecoder\(|sniff\w+ *\(\w+: Uint8Array/

const parses = (file: string) => {
  const text = read(file).replace(TYPES_ONLY, '')
  return LIBRARIES.test(text) || BY_HAND.test(text)
}

/** What is read here is not strangers': whose it is, and what bounds it. */
const trusted: Readonly<Record<string, string>> = {
  'db/ask-together.ts': 'our database’s answers',
  'db/read-session.ts': 'our database’s answers',
  'db/route.ts': 'our database’s answers',
  'functions/accounts/github.ts': 'GitHub’s answers, cut at 64 kB',
  'functions/exports/ical-calendar.ts': 'writes, and reads nothing',
  'functions/imports/world-cities.ts': 'a file of a package',
  'queues/consumer.ts': 'signed by the queue, cut at 64 kB',
  'workers/gateway/answer-page.ts': 'our own page',
  'workers/overload/refuse.tsx': 'our own page',
  'workers/web/accounts/github-routes.tsx': 'a cookie that we signed',
  'scripts/ops/mode-store.ts': 'our own switch',
  'scripts/ops/site.ts': 'our own site’s health',
  'scripts/ops/target.ts': 'our own stack’s file',
}

test('whatever takes bytes apart is given its worst case, or is not strangers’', () => {
  const measured = parsers.flatMap(({ files }) => files)
  const unlisted = sources.filter(
    (file) => parses(file) && !measured.includes(file) && !Object.hasOwn(trusted, file),
  )
  expect(unlisted).toEqual([])
})

test('nothing is listed that takes nothing apart', () => {
  const idle = [...Object.keys(trusted)].filter((file) => !sources.includes(file) || !parses(file))
  expect(idle).toEqual([])
  const measured = parsers.flatMap(({ files }) => files)
  expect(measured.filter((file) => !sources.includes(file))).toEqual([])
})
