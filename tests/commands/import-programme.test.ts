import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { expect, onTestFinished, test, vi } from 'vitest'
import { events, sessions } from '#db/schema/index.ts'
import { createCommit } from '#functions/outbox/commit.ts'
import { importInput, type ProgrammeOptions } from '#scripts/ops/import-programme.ts'
import { openSchedules } from '#scripts/ops/programme-inputs.ts'
import { openDatabase } from '#tests/support/database.ts'

// The first to ask the gazetteer waits for it, and each test opens a database of its own.
vi.setConfig({ testTimeout: 30_000 })

const frab = ({
  zone = true,
  name = 'Invented Conf',
  talks = ['Trees', 'Leaves'],
} = {}) => `<?xml version="1.0"?>
<schedule><version>1</version><conference><acronym>invented</acronym><title>${name}</title>
<city>Brussels</city><start>2031-03-01</start><end>2031-03-02</end><day_change>05:00:00</day_change>
${zone ? '<time_zone_name>Europe/Brussels</time_zone_name>' : ''}</conference>
<day index="1" date="2031-03-01"><room name="Hall">
${talks.map((title, i) => `<event id="${i + 1}"><start>10:00</start><duration>00:30</duration><room>Hall</room><title>${title}</title></event>`).join('\n')}
</room></day></schedule>`

async function commandLine() {
  const write = await openDatabase()
  const stores = { write, commit: createCommit(write, () => {}) }
  const folder = await mkdtemp(join(tmpdir(), 'programmes-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const noWeb = async () => {
    throw new Error('There is no web in this test')
  }
  const run = async (text: string, options: ProgrammeOptions = {}) => {
    const file = join(folder, 'schedule.xml')
    await writeFile(file, text)
    const { inputs } = await openSchedules(file, noWeb)
    const [input] = inputs
    if (!input) throw new Error('It was not told to be a programme')
    return importInput(stores, input, options)
  }
  return { write, folder, run, noWeb }
}

test('a schedule makes its event, and finds it again by its name for it', async () => {
  const { write, run } = await commandLine()

  const first = await run(frab())
  const again = await run(frab({ name: 'Invented Conference' }))

  expect(first).toMatchObject({ event: '2031/invented-conf', isNewEvent: true, created: 2 })
  expect(again).toMatchObject({ event: '2031/invented-conf', isNewEvent: false, unchanged: 2 })
  const [event] = await write.select().from(events)
  expect(event).toMatchObject({
    ...{ name: 'Invented Conf', startsOn: '2031-03-01', endsOn: '2031-03-02' },
    ...{ zone: 'Europe/Brussels', dayChangeMinutes: 300, datePrecision: 'day' },
  })
  expect(event?.placeId).not.toBeNull()
})

test('an event is chosen by its address, and its zone is what times are told on', async () => {
  const { write, run } = await commandLine()
  const days = { startsOn: '2031-03-01', endsOn: '2031-03-02', year: 2031 }
  await write.insert(events).values({ slug: 'ours', name: 'Ours', zone: 'Europe/London', ...days })

  expect(await run(frab(), { event: { year: 2031, slug: 'ours' } })).toMatchObject({
    ...{ event: '2031/ours', isNewEvent: false, created: 2 },
  })

  const [session] = await write.select().from(sessions).where(eq(sessions.slug, 'trees'))
  expect(session?.startsAt).toBe('2031-03-01 09:00:00')
  await expect(run(frab(), { event: { year: 2031, slug: 'none' } })).rejects.toThrow(
    'There is no event 2031/none',
  )
})

test('without a zone it says what to add; with one it goes on', async () => {
  const { write, run } = await commandLine()

  await expect(run(frab({ zone: false }))).rejects.toThrow('add --zone')
  await expect(run(frab(), { zone: 'Mars/Olympus' })).rejects.toThrow('is no time zone')
  expect(await write.$count(events)).toBe(0)

  expect(await run(frab({ zone: false }), { zone: 'Europe/Brussels' })).toMatchObject({
    created: 2,
  })
})

test('a dry run says the same and writes nothing', async () => {
  const { write, run } = await commandLine()

  expect(await run(frab(), { dryRun: true })).toMatchObject({ isNewEvent: true, created: 2 })
  expect([await write.$count(events), await write.$count(sessions)]).toEqual([0, 0])

  await run(frab())
  const fewer = frab({ talks: ['Bushes'] })
  expect(await run(fewer, { dryRun: true })).toMatchObject({ updated: 1, withdrawn: 1 })
  expect(await run(frab())).toMatchObject({ unchanged: 2, updated: 0 })
})

test('a file that cannot be read makes no event, and says where and why', async () => {
  const { write, run, folder, noWeb } = await commandLine()

  const broken = await run(frab().slice(0, -30))

  expect(broken).toMatchObject({
    event: null,
    created: 0,
    rejected: [{ line: expect.any(Number) }],
  })
  expect(await write.$count(events)).toBe(0)
  await expect(openSchedules(join(folder, 'none.xml'), noWeb)).rejects.toThrow('cannot be read')
  await writeFile(join(folder, 'note.xml'), '<note/>')
  await expect(openSchedules(join(folder, 'note.xml'), noWeb)).rejects.toThrow('is no schedule')
})
