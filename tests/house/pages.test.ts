import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** What pages share is written once. Each failure says what to do. */
const product = globSync('{workers,queues,functions,db}/**/*.{ts,tsx}').sort()
const pages = product.filter((file) => file.startsWith('workers/web/'))
const read = (file: string) => readFileSync(file, 'utf8')
const filesWith = (pattern: RegExp) => product.filter((file) => pattern.test(read(file)))

test('what is tracked is written through functions/tracking, by one form and by the press that signs in', () => {
  const rows = /\.(?:insert|update|delete)\((?:attendances|\w+Trackings)\)/
  expect(filesWith(rows)).toEqual([
    'functions/attendances/event-target.ts',
    'functions/sessions/session-target.ts',
  ])
  expect(filesWith(/\bawait (?:un)?trackTarget\(/)).toEqual([
    'workers/web/tracking/grant-wish.ts',
    'workers/web/tracking/take-tracking.ts',
  ])
})

test('no markup is written twice: five lines that say the same are a component', () => {
  const LINES = 5
  const places = new Map<string, Set<string>>()
  for (const file of pages.filter((file) => file.endsWith('.tsx'))) {
    const code = read(file).replaceAll(/^import [\s\S]*?from .*$/gm, '')
    const lines = code.split('\n').map((line) => line.trim())
    // What only closes something says nothing.
    const saying = lines.filter((line) => /\w/.test(line) && !/^<\/\w+>$/.test(line))
    for (let i = 0; i + LINES <= saying.length; i += 1) {
      const run = saying.slice(i, i + LINES)
      const text = run.join('\n')
      if (!run.some((line) => line.startsWith('<'))) continue
      places.set(text, (places.get(text) ?? new Set()).add(file))
    }
  }
  expect(places.size).toBeGreaterThan(1_000)
  expect([...places].filter(([, files]) => files.size > 1)).toEqual([])
})
