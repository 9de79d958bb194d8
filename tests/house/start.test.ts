import { expect, test } from 'vitest'
import { bundleWorker, sourcesAtStart } from '#scripts/bundle/bundle-worker.ts'

const atStart = sourcesAtStart(await bundleWorker())

test('an isolate starts with the gateway, and without apps, pages, the database or any package', () => {
  expect(atStart).toContain('workers/gateway/gateway.ts')
  const rest =
    /^db\/|^queues\/|^workers\/(?:web|middleware|jsx|site|public-pages|apps)|node_modules/
  expect(atStart.filter((file) => rest.test(file))).toEqual([])
})
