import { type Command, CommanderError } from 'commander'
import { auditRun } from './audit-run.ts'
import { CommandFailure, EXIT, reasonOf } from './command-failure.ts'
import { createProgram } from './program.ts'

/**
 * Runs one command line, such as `['read-only', 'status']`. Resolves to the exit code; what went
 * wrong is then on stderr in one line, and with `--json` on stdout as an object too.
 */
export async function run(args: readonly string[]): Promise<number> {
  let running: Command | undefined
  const program = createProgram().hook('preAction', (_, command) => {
    running = command
  })
  const exitCode = await runProgram(program, args)
  if (running) auditRun(running, { args, exitCode })
  return exitCode
}

async function runProgram(program: Command, args: readonly string[]): Promise<number> {
  const json = args.includes('--json')
  try {
    await program.parseAsync([...args], { from: 'user' })
    return EXIT.ok
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.ok
    const message = explain(error)
    if (json) console.log(JSON.stringify({ ok: false, error: message }))
    if (error instanceof CommanderError) return EXIT.usage
    return error instanceof CommandFailure ? error.exitCode : EXIT.failed
  }
}

function explain(error: unknown): string {
  // Commander has already said it.
  if (error instanceof CommanderError) return error.message.replace(/^error: /, '')
  const message = error instanceof CommandFailure ? error.message : reasonOf(error)
  console.error(`ops: ${message}`)
  if (process.env.DEBUG) console.error(error)
  return message
}
