import { globSync } from 'node:fs'
import { commandLine } from './command-line.ts'
import { copyProject } from './mutate/copy-project.ts'
import { CORE_FILES, measureFiles, printShares } from './mutate/measure-files.ts'
import { tryListed } from './mutate/try-listed.ts'

/** `npm run mutate`: says what the fast tests would not notice. Minutes to hours; no part of `npm test`. */
const program = commandLine(
  'npm run mutate --',
  'Mutation testing: changes the code of a copy of the project and sees whether a fast test fails. With --listed it tries the changes that stand in tests/mutations/. Else StrykerJS makes them up, in the given files or in those of the core, and the share that was killed is printed for each file and for all.',
)
  .argument('[files...]', 'files to change (default: those of the core)')
  .option('--listed [topic]', 'try what tests/mutations/ lists, of one topic or of all')
  .option('--static', 'change also what modules make once, as they are loaded: takes hours', false)
  .option('--survivors', 'print what no test has noticed', false)
  .option('--tests <globs...>', 'run these fast tests only: quicker, and no fewer survive')
  .option('--concurrency <count>', 'changes tried at once', Number, 2)
  .addHelpText('after', '\nExit code 1 when a listed mutation survives, else 0.')
  .parse()

type Options = {
  listed?: string | true
  static: boolean
  survivors: boolean
  concurrency: number
  tests?: string[]
}
const { listed, survivors, static: withStatic, concurrency, tests } = program.opts<Options>()
const folder = await copyProject()
if (listed) {
  process.exitCode = (await tryListed(folder, listed === true ? null : listed)) ? 0 : 1
} else {
  const files = program.args.length > 0 ? program.args : globSync(CORE_FILES).sort()
  const results = await measureFiles(folder, { files, withStatic, concurrency, tests })
  printShares(results, { survivors })
}
