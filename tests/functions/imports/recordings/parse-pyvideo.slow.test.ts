import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ProgrammeRecord, ProgrammeSession } from '#functions/imports/programme-record.ts'
import { billedNames } from '#functions/imports/recordings/billed-names.ts'
import { type PyvideoOptions, parsePyvideo } from '#functions/imports/recordings/parse-pyvideo.ts'

const REAL = '../shared/data/pyvideo'
const isAbsent = !existsSync(REAL)
if (isAbsent) console.warn(`${REAL} is not here: the real recordings are skipped`)

type Files = Readonly<Record<string, unknown>>

const options: PyvideoOptions = { category: 'treeconf-2030', event: null }

async function parse(files: Files, chosen: Partial<PyvideoOptions> = {}) {
  async function* named() {
    for (const [file, content] of Object.entries(files)) {
      const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2)
      yield { file, bytes: new TextEncoder().encode(text) }
    }
  }
  return sort(parsePyvideo(named(), { ...options, ...chosen }))
}

async function sort(records: AsyncIterable<ProgrammeRecord>) {
  const sessions: ProgrammeSession[] = []
  const remarks: string[] = []
  let event = null
  for await (const record of records) {
    if (record.type === 'event') event = record.event
    else if (record.type === 'session') sessions.push(record.session)
    else
      remarks.push(
        `${record.type} ${record.remark.file}:${record.remark.line}: ${record.remark.reason}`,
      )
  }
  return { event, sessions, remarks }
}

const talk = (fields: object = {}) => ({
  title: 'How trees grow',
  description: '',
  recorded: '2030-05-02',
  speakers: ['Ada Oak'],
  videos: [{ type: 'youtube', url: 'https://youtu.be/abc' }],
  ...fields,
})

test('a recording is a session with its video, in its own name for it', async () => {
  const { event, sessions, remarks } = await parse({
    'category.json': { title: 'TreeConf 2030' },
    'videos/how-trees-grow.json': talk({
      language: 'eng',
      duration: 1800,
      thumbnail_url: 'https://i.example/abc.jpg',
      related_urls: [
        'http://creativecommons.org/licenses/by/4.0/',
        { label: 'Talk slides', url: 'https://decks.example/trees' },
        { label: 'Talk schedule', url: 'https://treeconf.example/talk/7/' },
        { label: 'Conference Website', url: 'https://treeconf.example' },
      ],
    }),
    'videos/roots.json': talk({ title: 'Keynote: roots', recorded: '2030-05-03', speakers: [] }),
  })

  expect(remarks).toEqual([])
  expect(event).toMatchObject({
    externalId: 'treeconf-2030',
    name: 'TreeConf 2030',
    startsOn: '2030-05-02',
    endsOn: '2030-05-03',
    website: 'https://treeconf.example/',
  })
  expect(sessions).toMatchObject([
    {
      externalId: 'treeconf-2030/how-trees-grow',
      kind: 'talk',
      day: '2030-05-02',
      startsAt: null,
      language: 'en',
      url: 'https://treeconf.example/talk/7/',
      credits: [{ name: 'Ada Oak', externalId: 'treeconf-2030:Ada Oak' }],
      coverage: [
        { kind: 'video', url: 'https://youtu.be/abc', durationS: 1800, language: 'en' },
        { kind: 'slides', url: 'https://decks.example/trees', title: 'Talk slides' },
      ],
    },
    { externalId: 'treeconf-2030/roots', kind: 'keynote', day: '2030-05-03', credits: [] },
  ])
})

test('a date that all talks share, or outside of the event, tells no day', async () => {
  const shared = await parse({ 'videos/a.json': talk(), 'videos/b.json': talk({ title: 'B' }) })
  expect(shared.sessions.map(({ day }) => day)).toEqual([null, null])
  expect(shared.event).toMatchObject({ startsOn: '2030-05-02', endsOn: null })

  const files = {
    'category.json': { title: 'TreeConf 2030' },
    'videos/a.json': talk({ recorded: '2030-05-01T09:00:00' }),
    'videos/b.json': talk({ recorded: '2030-05-02' }),
    'videos/c.json': talk({ recorded: '2029-05-02' }),
    'videos/d.json': talk({ recorded: '2030-11-30' }),
    'videos/e.json': talk({ recorded: '2030-05-03' }),
  }
  const alone = await parse(files)
  expect(alone.sessions.map(({ day }) => day)).toEqual([
    '2030-05-01',
    '2030-05-02',
    null,
    null,
    '2030-05-03',
  ])
  const placed = await parse(files, { event: { startsOn: '2030-05-02', endsOn: '2030-05-03' } })
  expect(placed.sessions[0]?.day).toBeNull()
})

test('several people in one string are taken apart only where that is sure', () => {
  expect(billedNames(['Ben Doherty, Ishaan Varshney'])).toEqual(['Ben Doherty', 'Ishaan Varshney'])
  expect(billedNames(['Ada Oak and Bo Elm'])).toEqual(['Ada Oak', 'Bo Elm'])
  expect(billedNames(['Haque Ishfaq; Hassan Sami Adnan ...'])).toEqual([
    'Haque Ishfaq',
    'Hassan Sami Adnan',
  ])
  expect(
    billedNames(['Ada Oak, PhD', 'Bo Elm, Acme Inc', '加藤皓也/Hiroya Kato', 'Oak, Ada']),
  ).toEqual(['Ada Oak, PhD', 'Bo Elm, Acme Inc', '加藤皓也/Hiroya Kato', 'Oak, Ada'])
  expect(billedNames(['Various speakers', 'Todo', 'TBD', ' ', 'Ada  Oak', 'Ada Oak', 7])).toEqual([
    'Ada Oak',
  ])
})

test('descriptions are Markdown or reStructuredText, and never script', async () => {
  const { sessions } = await parse({
    'videos/a.json': talk({
      description:
        'See `the *site* <https://trees.example/>`__ and [this](javascript:alert(1)).\n\n' +
        '<script>alert(1)</script><img src=x onerror=alert(1)>\n\n**Leaves** & roots',
    }),
  })
  const abstract = sessions[0]?.abstract ?? ''
  expect(abstract).toContain('href="https://trees.example/"')
  expect(abstract).toMatch(/Leaves.* &amp; roots/)
  expect(abstract).not.toMatch(/script|onerror|<img/i)
})

test('what cannot be read is rejected with its line, and stops no other', async () => {
  const { sessions, remarks } = await parse({
    'videos/a.json': '{\n  "title": "A",\n  oops\n}',
    'videos/b.json': '{\n  "recorded": "2030-05-02",\n  "title": ""\n}',
    'videos/c.json': '[]',
    'videos/d.json': '['.repeat(100_000),
    'videos/e.json': talk({ videos: [{ url: 'javascript:alert(1)' }], speakers: 'Ada', tags: 7 }),
    'videos/f.json': ' '.repeat(2 ** 20 + 1),
  })
  expect(sessions).toMatchObject([{ title: 'How trees grow', credits: [], coverage: [] }])
  expect(remarks.map((remark) => remark.replace(/: Broken JSON.*/, ': Broken JSON'))).toEqual([
    'rejected videos/a.json:3: Broken JSON',
    'rejected videos/b.json:3: The title is empty',
    'rejected videos/c.json:1: This is not a record',
    'rejected videos/d.json:1: Broken JSON',
    'rejected videos/f.json:1: The file is larger than 1 MiB',
    'note videos/e.json:1: A video is left out: it has no address on the web',
  ])
})

test('whatever a record holds, reading it does not throw', async () => {
  const anything = fc.record(
    {
      title: fc.oneof(fc.string(), fc.anything()),
      description: fc.oneof(fc.string(), fc.anything()),
      recorded: fc.oneof(fc.constant('2030-02-30'), fc.anything()),
      speakers: fc.anything(),
      related_urls: fc.array(fc.anything()),
      videos: fc.array(
        fc.oneof(fc.record({ url: fc.anything(), type: fc.anything() }), fc.anything()),
      ),
      language: fc.string(),
    },
    { requiredKeys: [] },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(anything, { maxLength: 4 }), async (records) => {
      const files = records.map((record, index) => [`videos/${index}.json`, JSON.stringify(record)])
      const { sessions, remarks } = await parse(Object.fromEntries(files))
      expect(
        sessions.length + remarks.filter((remark) => remark.startsWith('rejected')).length,
      ).toBe(records.length)
    }),
    { numRuns: 100 },
  )
})

test.skipIf(isAbsent)('all 22 real events are read: 1,412 talks, 147 with slides', async () => {
  async function* files(folder: string) {
    for (const entry of await readdir(join(REAL, folder), { recursive: true }))
      if (entry.endsWith('.json'))
        yield { file: `${folder}/${entry}`, bytes: await readFile(join(REAL, folder, entry)) }
  }
  const source = await readFile(join(REAL, 'SOURCE.md'), 'utf8')
  const counted = [
    ...(/^djangocon-us-2023 .*$/m.exec(source)?.[0] ?? '').matchAll(/([a-z0-9-]+) (\d+)/g),
  ]
  expect(counted).toHaveLength(22)

  const all: ProgrammeSession[] = []
  for (const [, category = '', count] of counted) {
    const { sessions, remarks, event } = await sort(
      parsePyvideo(files(category), { category, event: null }),
    )
    expect({ category, count: sessions.length, remarks }).toEqual({
      category,
      count: Number(count),
      remarks: [],
    })
    expect(event?.name).toBeTruthy()
    expect(new Set(sessions.map(({ externalId }) => externalId)).size).toBe(sessions.length)
    all.push(...sessions)
  }
  const linking = (kind: string) =>
    all.filter(({ coverage }) => coverage.some((item) => item.kind === kind)).length
  expect({ talks: all.length, video: linking('video'), slides: linking('slides') }).toEqual({
    talks: 1412,
    video: 1412,
    slides: 147,
  })
  expect(
    new Set(all.flatMap(({ credits }) => credits.map(({ name }) => name))).size,
  ).toBeGreaterThan(1300)
  const dayless = (category: string) =>
    all.filter(({ externalId, day }) => externalId.startsWith(`${category}/`) && day).length
  for (const category of ['pycon-es-2019', 'pycon-ar-2019', 'scipy-2022', 'pycon-ru-2019'])
    expect(dayless(category)).toBe(0)
})
