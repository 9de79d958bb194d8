import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { audit } from '#functions/audit.ts'

type Ran = { readonly args: readonly string[]; readonly exitCode: number }

/**
 * Writes into the audit log that a command was run, by whom, and how it ended: for the stack that runs
 * here into `ops.log` in its data folder, for a deployed site on stderr, which whatever deploys keeps.
 */
export function auditRun(command: Command, { args, exitCode }: Ran): void {
  const print = command.opts().remote ? (line: string) => console.error(line) : append
  audit(
    { runId: randomUUID(), by: userInfo().username, print },
    { event: 'command', command: nameOf(command), args: args.join(' '), exitCode },
  )
}

/** Where there is no data folder there is no stack, and nothing was done to one. */
function append(line: string) {
  const dataDir = process.env.HALLWAY_DATA ?? '.hallway'
  if (existsSync(dataDir)) appendFileSync(join(dataDir, 'ops.log'), `${line}\n`, { mode: 0o600 })
}

/** Such as `people merge`. */
const nameOf = (command: Command): string =>
  command.parent?.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name()
