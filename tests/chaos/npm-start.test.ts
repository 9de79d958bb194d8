import { execFileSync } from 'node:child_process'
import { expect, test, vi } from 'vitest'
import { freePort } from '#scripts/stack/ports.ts'
import { start, up } from '../stack/npm-start.ts'
import { temporaryFolder } from '../stack/support.ts'
import { chaosSeed, createRandom } from './random.ts'
import { Report } from './report.ts'

/** The programs that npm start runs beside itself, told by their arguments. */
const PARTS = {
  'the replica': /postgres.*replica-1/,
  Redis: /redis-server/,
  workerd: /workerd serve/,
  'the primary': /postgres.*\/primary/,
}
type Part = keyof typeof PARTS
const RECOVERY_MS = 20_000

/** The processes of one part among the children of npm start. */
function pidsOf(part: Part, parent: number): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n')
  return lines.flatMap((line) => {
    const [, pid, ppid, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    return Number(ppid) === parent && PARTS[part].test(args) ? [Number(pid)] : []
  })
}

test('npm start survives kill -9 of each of its parts, and of two at once', {
  timeout: 60_000,
}, async () => {
  const seed = chaosSeed()
  const random = createRandom(seed)
  const report = new Report('npm start', seed)
  const dataDir = temporaryFolder()
  const origin = `http://localhost:${await freePort()}`
  const started = start({ PORT: new URL(origin).port, HALLWAY_DATA: dataDir })
  const { child } = started
  await up(dataDir, started)
  const parts = Object.keys(PARTS) as Part[]
  const [one, other] = random.shuffle(parts)
  const blows = [...random.shuffle(parts).map((part) => [part]), [one, other] as Part[]]

  for (const blow of blows) {
    const killed = blow.map((part) => ({ part, pids: pidsOf(part, child.pid ?? 0) }))
    for (const { part, pids } of killed) {
      expect(pids, part).toHaveLength(1)
      report.countFault(`${part} killed`)
      for (const pid of pids) process.kill(pid, 'SIGKILL')
    }
    const isWell = async () => {
      expect(child.exitCode).toBeNull()
      for (const { part, pids } of killed) {
        const again = pidsOf(part, child.pid ?? 0)
        expect([part, again.length, again[0] !== pids[0]]).toEqual([part, 1, true])
      }
      report.operations += 1
      expect(
        (await fetch(`${origin}/conferences/?year=${random.between(1900, 2099)}`)).status,
      ).toBe(200)
      expect(await (await fetch(`${origin}/healthz`)).json()).toMatchObject({ ok: true })
    }
    await vi.waitFor(isWell, { timeout: RECOVERY_MS, interval: 250 }).catch((error: Error) =>
      report.violate({
        invariant: 'a part that dies is started again',
        who: 'npm start',
        operation: `kill -9 of ${blow.join(' and ')}`,
        expected: `all well within ${RECOVERY_MS} ms`,
        seen:
          child.exitCode === null ? error.message.slice(0, 200) : `it ended with ${child.exitCode}`,
      }),
    )
    if (child.exitCode !== null) break
  }

  console.log(String(report))
  expect(report.violations).toHaveLength(0)
})
