import { Command } from 'commander'

const USAGE = 2

/** The command line of a script: `--help` says what it does, and wrong usage ends it with 2. */
export const commandLine = (name: string, description: string): Command =>
  new Command(name)
    .description(description)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : USAGE))
