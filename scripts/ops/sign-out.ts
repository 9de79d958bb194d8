import type { Command } from 'commander'
import { signOutPerson } from '#functions/accounts/sign-out-person.ts'
import { explain } from './merging.ts'
import { report } from './report.ts'
import { openStores, type TargetOptions, withTarget } from './target.ts'

/** `ops sign-out <handle>`: ends every session of somebody whose account is in other hands. */
export function addSignOut(program: Command): void {
  withTarget(
    program
      .command('sign-out')
      .description(
        'End every session of one person, wherever they are signed in. To end everybody’s, change SESSION_SECRET and deploy.',
      )
      .argument('<handle>', 'whose'),
  ).action(async (handle: string, options: TargetOptions) => {
    const ended = await signOutPerson(await openStores(options), handle).catch(explain)
    report(options, `@${handle} is signed out: ${ended} sessions have ended.`, { handle, ended })
  })
}
