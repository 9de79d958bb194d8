import { realpathSync } from 'node:fs'
import { relative } from 'node:path'
import { Stryker } from '@stryker-mutator/core'

type MutantResult = Awaited<ReturnType<Stryker['runMutationTest']>>[number]

/** Where the promises are that are hardest to keep. */
export const CORE_FILES = [
  'workers/{gateway,middleware}/*.ts',
  'functions/{attendances,outbox,accounts,site,web}/*.ts',
  'db/{client,replicas,retry-budget}.ts',
]

type Measuring = {
  readonly files: readonly string[]
  readonly withStatic: boolean
  readonly concurrency: number
  /** Globs of the tests that are run; all fast ones unless given. */
  readonly tests?: readonly string[] | undefined
}

/** Has StrykerJS change the files of a copy of the project, one expression at a time, and run the fast tests. */
export async function measureFiles(
  folder: string,
  { files, withStatic, concurrency, tests }: Measuring,
): Promise<readonly MutantResult[]> {
  process.chdir(folder)
  const stryker = new Stryker({
    mutate: [...files],
    testRunner: 'vitest',
    vitest: { configFile: 'scripts/mutate/vitest.config.ts' },
    // The folder is a copy already.
    inPlace: true,
    // It asks TypeScript for an API that version 7 does not have, unless there is no such file.
    tsconfigFile: 'none.json',
    disableTypeChecks: false,
    reporters: ['progress-append-only'],
    concurrency,
    ...(tests && { testFiles: [...tests] }),
    ignoreStatic: !withStatic,
    allowConsoleColors: false,
  })
  const results = await stryker.runMutationTest()
  const root = realpathSync(folder)
  return results.map((one) => ({ ...one, fileName: relative(root, one.fileName) }))
}

/** Prints how many of each file's mutants were killed, and of all, and if asked for which were not. */
export function printShares(results: readonly MutantResult[], { survivors = false }) {
  const valid = results.filter(({ status }) => status in IS_KILLED)
  const byFile = [...Map.groupBy(valid, ({ fileName }) => fileName)].map(shareOf)
  for (const { share, killed, of, name } of byFile.toSorted((a, b) => a.share - b.share))
    console.log(`${percent(share)}  ${killed}/${of}  ${name}`)
  const all = shareOf(['all', valid])
  console.log(`${percent(all.share)}  ${all.killed}/${all.of}  together`)
  if (!survivors) return
  for (const { fileName, location, mutatorName, replacement, status } of valid)
    if (!IS_KILLED[status as keyof typeof IS_KILLED])
      console.log(`${fileName}:${location.start.line}  ${mutatorName}: ${replacement}`)
}

/** By what became of a mutant. What could not be tried is not counted. */
const IS_KILLED = { Killed: true, Timeout: true, Survived: false, NoCoverage: false } as const

function shareOf([name, mutants]: [string, readonly MutantResult[]]) {
  const killed = mutants.filter(({ status }) => IS_KILLED[status as keyof typeof IS_KILLED]).length
  return { name, killed, of: mutants.length, share: killed / mutants.length }
}

const percent = (share: number) => `${Math.floor(share * 100)} %`.padStart(5)
