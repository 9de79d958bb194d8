import { expect, test } from 'vitest'
import { allSources, bundleWorker, sourcesAtStart } from '#scripts/bundle/bundle-worker.ts'

const bundle = await bundleWorker()
const atStart = sourcesAtStart(bundle)

test('an isolate starts with the gateway, and without apps, pages, the database or any package', () => {
  expect(atStart).toContain('workers/gateway/gateway.ts')
  const rest =
    /^db\/|^queues\/|^workers\/(?:web|middleware|jsx|site|public-pages|apps)|node_modules/
  expect(atStart.filter((file) => rest.test(file))).toEqual([])
})

test('of the importers the Worker holds those that a subscription reads with, and no other', () => {
  const importers = allSources(bundle).filter((file) => file.startsWith('functions/imports/'))
  const others = /imports\/(?:rubyevents|markup|gazetteer|confs-tech|import-|upsert-|write-|world-)/
  expect(importers.length).toBeGreaterThan(20)
  expect(importers.filter((file) => others.test(file))).toEqual([])
})
