import { existsSync, globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { knownNames } from '#scripts/ops/settings-file.ts'
import { filesWith, product, read } from './sources.ts'

/** The code base checks itself for what the linter cannot see. Each failure says what to do. */
const sources = [...product, ...globSync('{scripts,tests}/**/*.{ts,tsx}')]
const pages = product.filter((file) => file.startsWith('workers/web/'))

test('no file is longer than 250 lines: split it by noun or verb', () => {
  expect(sources.filter((file) => read(file).split('\n').length > 250)).toEqual([])
})

test('no junk drawers: name a file for what it knows, not for who uses it', () => {
  const drawers = /(^|\/)(utils?|helpers?|common|misc|shared|manager)(\.|\/)/
  expect(sources.filter((file) => drawers.test(file))).toEqual([])
})

test('files are named in kebab-case', () => {
  const named = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)+$/
  expect(sources.filter((file) => !named.test(file.split('/').at(-1) ?? ''))).toEqual([])
})

test('every table says what a row is, in a doc comment', () => {
  const bare = globSync('db/schema/*.ts').filter((file) =>
    [...read(file).matchAll(/(\*\/\n)?export const \w+ = pgTable\(/g)].some((match) => !match[1]),
  )
  expect(bare).toEqual([])
})

test('what ARCHITECTURE.md and STYLE.md name is there', () => {
  const named = [
    ...read('ARCHITECTURE.md').matchAll(
      /`((?:workers|queues|functions|db|scripts|tests)\/[\w./-]+)`/g,
    ),
  ]
  const terms = [...read('STYLE.md').matchAll(/\| .* \| .*?`(\w+)`(?: \(.*?\))? \|$/gm)]
  expect(named.length).toBeGreaterThan(30)
  expect(named.map(([, path]) => String(path)).filter((path) => !existsSync(path))).toEqual([])
  const words = new Set(product.flatMap((file) => read(file).match(/\w+/g) ?? []))
  expect(terms.map(([, term]) => String(term)).filter((term) => !words.has(term))).toEqual([])
})

test('who may see an event is decided in one file: take a condition from functions/events/visibility.ts', () => {
  const except = [
    'functions/events/visibility.ts',
    'db/schema/',
    'functions/posts/mastodon-payload.ts',
  ]
  const compared = /\bvisibility\b(?!\.ts)/
  // The next edition of a series takes the visibility of the one before, and compares it with nothing.
  expect(filesWith(compared, { except })).toEqual(['functions/series/edition-pattern.ts'])
})

test('the migration makes functions of every page query', () => {
  const list = read('functions/page-queries.ts')
  for (const file of filesWith(/\bpageQuery\(/, { except: ['db/page-query.ts'] })) {
    const made = /export const (\w+) = (?:forEach\w+\(\(\w+\) =>\s*)?pageQuery\(/g
    const names = [...read(file).matchAll(made)].map(([, name]) => String(name))
    expect([...read(file).matchAll(/\bpageQuery\(/g)], file).toHaveLength(names.length)
    expect(
      names.filter(
        (name) => !new RegExp(`\\b${name}\\b,`).test(list) && !list.includes(`values(${name})`),
      ),
      file,
    ).toEqual([])
  }
})

test('every setting is in .dev.vars.example or wrangler.toml, and nothing else is', () => {
  const documented = [
    ...read('.dev.vars.example').matchAll(/^#? ?([A-Z][A-Z0-9_]+)\s*=/gm),
    ...read('wrangler.toml').matchAll(/^([A-Z][A-Z0-9_]+)\s*=/gm),
  ].map((match) => match[1])
  expect([...new Set(documented)].sort()).toEqual([...knownNames].sort())
})

test('only workers/env.ts and the gateway’s entry look at bindings; nothing reads process.env', () => {
  expect(filesWith(/process\.env/)).toEqual([])
})

test('what drizzle keeps to itself is known in db/page-query.ts only: pages are asked by pageQuery', () => {
  expect(filesWith(/\._prepare\b|_prepare\(|\$client|\bmapResult\b/)).toEqual(['db/page-query.ts'])
})

test('URLs are literal in functions/paths.ts only', () => {
  const literal = /(href|action)="\/(?!assets\/)/
  expect(filesWith(literal)).toEqual([])
})

test('an answer leads elsewhere through workers/redirect.ts only, which knows no other site', () => {
  const leading = /\.redirect\(|['"`]location['"`]|\bLocation\b/
  const answering = product.filter((file) => /^(workers\/(?!public\/)|queues\/)/.test(file))
  expect(filesWith(leading, { among: answering, except: ['workers/redirect.ts'] })).toEqual([])
})

test('a personal query asks in its own trip whether its reader is still signed in', () => {
  // A mail is used before there is a session; the person is asked for by a write that has checked it.
  const others = ['findAskedMail', 'findSignInLink', 'findPersonOf']
  const personal = /\/\*\*\s(?:\s*\*\s)?\s*Personal\.[^/]*\*\/\n([\s\S]*?\n\}\n)/g
  const names = product.flatMap((file) => {
    // What a function asks may stand beside it, as a page query.
    const pages = [...read(file).matchAll(/const (\w+) = (pageQuery\([\s\S]*?\n\))/g)]
    return [...read(file).matchAll(personal)].map(([, code = '']) => {
      const asked = pages.flatMap(([, page, query]) => (code.includes(`${page}(`) ? query : []))
      return [/function (\w+)/.exec(code)?.[1] ?? '', [code, ...asked].join()] as const
    })
  })
  expect(names.length).toBeGreaterThan(4)
  const careless = names.filter(([, code]) => !/\b(isAlive|signedInPerson)\(/.test(code))
  expect(careless.map(([name]) => name).sort()).toEqual(others.sort())
})

test('no record of the log says which address was asked for: it names the route', () => {
  const records = product.flatMap((file) =>
    [...read(file).matchAll(/\blog\.(?:info|warn|error)\([\s\S]*?\)\n/g)].map(([text]) => [
      file,
      text,
    ]),
  )
  expect(records.length).toBeGreaterThan(10)
  expect(records.filter(([, text = '']) => /pathname|\.path\b|\.url\b/.test(text))).toEqual([])
})

test('the log is written in functions/log.ts only, as one line of JSON for each record', () => {
  expect(filesWith(/\bconsole\b/, { except: ['functions/log.ts', 'workers/public/'] })).toEqual([])
})

test('whoever refuses tells the audit log: call audit, auditRefusal or auditError beside it', () => {
  const refuses =
    /c\.status\(.*\b(401|403|410|429)\b|\.text\(.*\b40[13]\)|=== 'refused'|status: 429 \}|explain\(c, 40|HTTPException\(/
  const silent = filesWith(refuses).filter((file) => !/\baudit(Refusal|Error)?\(/.test(read(file)))
  expect(silent).toEqual([])
})

test('our own requests follow no redirect, which would be told what the service is told', () => {
  const calls = /\bawait fetch\((?:[^()]|\([^()]*\))*\)/g
  const careless = product.filter((file) =>
    (read(file).match(calls) ?? []).some((call) => !call.includes("redirect: 'manual'")),
  )
  expect(careless).toEqual(['functions/web/fetch-public.ts', 'workers/public/js/enhance.ts'])
})

test('cached pages read only the query that they declare with knownQuery', () => {
  const personal = ['/accounts/', 'add-routes.tsx', '/reports/']
  expect(filesWith(/req\.quer(?:y|ies)\(/, { among: pages, except: personal })).toEqual([])
})

test('who reads a page is asked by page(), beside what the page asks, and by the dashboard', () => {
  const asking = filesWith(/\bfindReader\(/, { except: ['workers/web/components/find-reader.ts'] })
  expect(asking.sort()).toEqual(['workers/web/dashboard/routes.tsx', 'workers/web/page.ts'])
})

test('the application does not know where it runs', () => {
  expect(filesWith(/NODE_ENV|if \(local\)|isLocal/)).toEqual([])
})

test('QStash clients never fall into development mode', () => {
  const careless = filesWith(/new (Client|Receiver)\(/, { among: sources }).filter(
    (file) => /@upstash\/qstash/.test(read(file)) && !/devMode: false/.test(read(file)),
  )
  expect(careless).toEqual([])
})

test('nothing is left half done or switched off', () => {
  const leftovers = new RegExp(
    `\\b(${['TO', 'FIX'].map((w) => `${w}${w === 'TO' ? 'DO' : 'ME'}`).join('|')})\\b|@ts-(ignore|nocheck)|\\.only\\(`,
  )
  expect(filesWith(leftovers, { among: sources })).toEqual([])
})

test('zod is imported as a namespace: by name it brings 180 kB that nobody calls', () => {
  expect(filesWith(/import \{[^}]*\} from 'zod'/)).toEqual([])
})

test('the lock file has the packages of every platform, so that `npm ci` works on each', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>
  }
  const locked = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)))
  const wanted = Object.values(packages).flatMap((one) =>
    Object.keys(one.optionalDependencies ?? {}),
  )
  expect(wanted.filter((name) => !locked.has(name))).toEqual([])
})

test('decisions are numbered without gaps', () => {
  const numbers = globSync('docs/decisions/*.md').map((file) =>
    Number(file.split('/').at(-1)?.slice(0, 4)),
  )
  expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, i) => i + 1))
})
