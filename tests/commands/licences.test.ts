import { spawnSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { objectionTo } from '#scripts/licences/allowed.ts'
import { shippedWorks } from '#scripts/licences/shipped.ts'

const works = await shippedWorks()
const names = new Set(works.map(({ name }) => name))
const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'))

test('the check says which licences we ship under, and is content', () => {
  const { status, stdout } = spawnSync(process.execPath, ['scripts/licences.ts'], {
    encoding: 'utf8',
  })

  expect(status).toBe(0)
  expect(stdout).toMatch(/^MIT: .*hono \d/m)
  expect(stdout).toMatch(/^OFL-1\.1: @fontsource-variable\/bricolage-grotesque \d/m)
  expect(works.filter((work) => objectionTo(work) !== null)).toEqual([])
})

test('the site has a file with the notice of each', () => {
  const notices = readFileSync(`dist/assets${readJson('dist/assets.json')['licences.txt']}`, 'utf8')

  for (const { name, version, notice } of works) {
    expect(notices).toContain(`${name} (${version})`)
    expect(notices).toContain(notice)
  }
})

test('the list holds every package that the deployed bundle was made of, and no tool', () => {
  const maps: { sources: string[] }[] = globSync('dist/worker/*.js.map').map(readJson)
  const packages = maps
    .flatMap(({ sources }) => sources)
    .flatMap((file) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? [])
    // Packages that were bundled themselves bring maps with folders of their own makers.
    .filter((name) => existsSync(`node_modules/${name}/package.json`))

  expect(packages.length).toBeGreaterThan(100)
  expect(packages.filter((name) => !names.has(name))).toEqual([])
  expect(Object.keys(readJson('package.json').dependencies).filter((n) => !names.has(n))).toEqual(
    [],
  )
  expect(names).not.toContain('vitest')
})
