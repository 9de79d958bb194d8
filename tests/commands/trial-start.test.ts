import { expect, test } from 'vitest'
import { readWorker } from '#scripts/bench/sizes.ts'
import { trialStart } from '#scripts/deploy/trial-start.ts'

test('what was built is started once before it is deployed', async () => {
  await expect(trialStart()).resolves.toBeUndefined()
})

test('what fails only when a request loads the apps behind the gateway is not deployed', async () => {
  const built = await readWorker()
  const apps = Object.keys(built).find((name) => name.startsWith('apps-')) ?? ''
  const broken = async () => ({
    ...built,
    [apps]: new TextEncoder().encode('throw new Error("as it is loaded")'),
  })
  await expect(trialStart(broken)).rejects.toThrow(/answers 500 .* Nothing was deployed/)
})
