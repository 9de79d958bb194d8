import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import * as z from 'zod'

export type Imported = {
  readonly created: number
  /** What the command itself tells; starting Node and loading the parsers come on top. */
  readonly tookMs: number
  /** The largest memory of the whole command, Node itself included. */
  readonly peakMib: number
}

const root = join(import.meta.dirname, '../..')
const TRACKS = 12
const ROOMS = 25
const PER_DAY = 500

const npmPackage = z.object({ scripts: z.object({ ops: z.string() }) })
const summary = z.object({
  tookMs: z.number(),
  programmes: z.array(z.object({ created: z.number() })),
})

/**
 * Imports an invented frab schedule into the stack whose data folder this is, by the real command. It
 * names its city, which is looked up among all of the world.
 */
export async function measureImport(dataDir: string, sessions: number): Promise<Imported> {
  const folder = await mkdtemp(join(tmpdir(), 'hallway-import-'))
  const [file, peak] = [join(folder, 'schedule.xml'), join(folder, 'peak')]
  try {
    await writeFile(file, schedule(sessions))
    const loaded = join(import.meta.dirname, 'peak-memory.ts')
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', loaded, ...(await opsArguments()), 'import', 'schedule', file, '--json'],
      { cwd: root, env: { ...process.env, HALLWAY_DATA: dataDir, PEAK_MEMORY: peak } },
    )
    const { tookMs, programmes } = summary.parse(JSON.parse(stdout))
    const created = programmes.reduce((sum, one) => sum + one.created, 0)
    return { created, tookMs, peakMib: Number(await readFile(peak, 'utf8')) / 1024 }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** How `npm run ops` calls Node. */
async function opsArguments(): Promise<string[]> {
  const { scripts } = npmPackage.parse(
    JSON.parse(await readFile(join(root, 'package.json'), 'utf8')),
  )
  return scripts.ops.split(' ').slice(1)
}

function schedule(sessions: number): string {
  const days = Array.from({ length: Math.ceil(sessions / PER_DAY) }, (_, day) => {
    const inDay = Math.min(PER_DAY, sessions - day * PER_DAY)
    const rooms = Array.from({ length: ROOMS }, (_, room) => {
      const slots = Array.from({ length: inDay }, (_, n) => n).filter((n) => n % ROOMS === room)
      return `<room name="Room ${room}">${slots.map((n) => talk(day, n, room)).join('')}</room>`
    })
    return `<day index="${day + 1}" date="${dateOf(day)}">${rooms.join('')}</day>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<schedule><conference><acronym>measured</acronym><title>Measured Conf</title><city>Berlin</city><start>${dateOf(0)}</start>
<time_zone_name>Europe/Berlin</time_zone_name></conference>${days.join('\n')}</schedule>`
}

const dateOf = (day: number) => `2031-05-${String(day + 1).padStart(2, '0')}`
const ABSTRACT = 'What went well, what did not, and what we would do again. '.repeat(20)

function talk(day: number, n: number, room: number): string {
  const id = day * PER_DAY + n
  const minutes = 8 * 60 + Math.floor(n / ROOMS) * 45
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  return `<event id="${id}" guid="00000000-0000-4000-8000-${String(id).padStart(12, '0')}">
<date>${dateOf(day)}T${clock}:00+02:00</date><start>${clock}</start><duration>00:40</duration><room>Room ${room}</room>
<title>Measured talk ${id}</title><track>Track ${id % TRACKS}</track><type>lecture</type><language>en</language>
<abstract>${ABSTRACT}</abstract><persons><person id="${id % 800}">Person ${id % 800}</person></persons></event>`
}
