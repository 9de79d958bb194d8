import { readdir, readFile } from 'node:fs/promises'

/** Clock ticks per second of /proc: fixed at 100 on every Linux that Node runs on. */
const TICKS_PER_S = 100

/**
 * Seconds of processor time that every workerd below the process `root` has used so far; null where
 * there is no /proc to ask.
 */
export async function workerCpuS(root: number): Promise<number | null> {
  const processes = await listProcesses()
  if (!processes) return null
  const family = new Set([root])
  // A parent is listed before its children more often than not; three passes cover our depth.
  for (let pass = 0; pass < 3; pass++)
    for (const { pid, parent } of processes) if (family.has(parent)) family.add(pid)
  const workers = processes.filter(({ pid, name }) => family.has(pid) && name === 'workerd')
  if (workers.length === 0) return null
  return workers.reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_PER_S
}

type Process = { pid: number; parent: number; name: string; ticks: number }

async function listProcesses(): Promise<Process[] | null> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))
  if (pids.length === 0) return null
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
