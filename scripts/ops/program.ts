import { Command } from 'commander'
import { addDeadLettersList } from './dead-letters-list.ts'
import { addDeadLettersReplay } from './dead-letters-replay.ts'
import { addEvents } from './events.ts'
import { addImportConfsTech } from './import.ts'
import { addImportMarkup } from './import-markup.ts'
import { addImportProgrammes } from './import-programmes.ts'
import { addImportRubyEvents } from './import-rubyevents.ts'
import { addPeople } from './people.ts'
import { addReadOnlyOff } from './read-only-off.ts'
import { addReadOnlyOn } from './read-only-on.ts'
import { addReadOnlyStatus } from './read-only-status.ts'
import { addRebuildCoverageCounts } from './rebuild-coverage-counts.ts'
import { addRebuildSearch } from './rebuild-search.ts'
import { addRebuildSets } from './rebuild-sets.ts'
import { addReports } from './reports.ts'
import { addSeries } from './series.ts'
import { addSignOut } from './sign-out.ts'
import { addSubscriptions } from './subscriptions.ts'
import { addTopics } from './topics.ts'

const exitCodes = `
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but records were rejected (import --strict).`

/** All commands of `npm run ops -- …`. Wrong usage throws CommanderError instead of exiting. */
export function createProgram(): Command {
  const program = new Command('ops')
    .description('Operate Hallway: the stack that runs here, or with --remote the deployed site.')
    .usage('<command> [options]   (npm run ops -- <command> [options])')
    .addHelpText('after', exitCodes)
    .showHelpAfterError('Add --help to see how.')
    .configureOutput({
      writeOut: (text) => console.log(text.trimEnd()),
      writeErr: (text) => console.error(text.trimEnd()),
    })
    .exitOverride()
  const readOnly = program.command('read-only').description('turn the site read-only and back')
  addReadOnlyOn(readOnly)
  addReadOnlyOff(readOnly)
  addReadOnlyStatus(readOnly)
  const importing = program.command('import').description('fill the directory from elsewhere')
  addImportConfsTech(importing)
  addImportProgrammes(importing)
  addImportRubyEvents(importing)
  addImportMarkup(importing)
  addSubscriptions(program)
  const rebuild = program.command('rebuild').description('make what is derived from nothing')
  addRebuildSets(rebuild)
  addRebuildCoverageCounts(rebuild)
  addRebuildSearch(rebuild)
  addPeople(program.command('people').description('merge people who are one, and take it back'))
  addEvents(program.command('events').description('merge events that are one, and take it back'))
  addTopics(program.command('topics').description('merge topics that are one, and name them'))
  addSeries(program.command('series').description('make editions of conferences and meetups'))
  addReports(program.command('reports').description('see what people report, and close it'))
  addSignOut(program)
  const deadLetters = program
    .command('dead-letters')
    .description('see and replay the messages that the queue gave up on')
  addDeadLettersList(deadLetters)
  addDeadLettersReplay(deadLetters)
  return program
}
