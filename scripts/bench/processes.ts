import { readdir, readFile } from 'node:fs/promises'

export type Process = {
  readonly pid: number
  readonly parent: number
  readonly name: string
  /** Of processor time, user's and system's together. */
  readonly ticks: number
}

/** A process and all below it; none where there is no /proc to ask. */
export async function listFamily(root: number): Promise<Process[]> {
  const processes = await listProcesses()
  const family = new Set([root])
  // A parent is listed before its children more often than not; three passes cover our depth.
  for (let pass = 0; pass < 3; pass++)
    for (const { pid, parent } of processes) if (family.has(parent)) family.add(pid)
  return processes.filter(({ pid }) => family.has(pid))
}

async function listProcesses(): Promise<Process[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))
  const stats = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')), // It has ended.
  )
  return stats.filter(Boolean).map(parseStat)
}

/** proc(5): the name is in parentheses and may hold spaces; user and system time are fields 14 and 15. */
function parseStat(stat: string): Process {
  const end = stat.lastIndexOf(')')
  const fields = stat.slice(end + 2).split(' ')
  return {
    pid: Number.parseInt(stat, 10),
    name: stat.slice(stat.indexOf('(') + 1, end),
    parent: Number(fields[1]),
    ticks: Number(fields[11]) + Number(fields[12]),
  }
}
