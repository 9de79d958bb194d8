import { expect, test } from 'vitest'
import { parseEdition } from '#functions/imports/rubyevents/parse-edition.ts'

const file = (name: string, text: string) => ({
  file: name,
  bytes: new TextEncoder().encode(text),
})

test('A file of 150,000 talks that are none tells each of them', () => {
  const files = {
    event: file(
      'event.yml',
      'id: x\ntitle: X\nlocation: Berlin, Germany\nstart_date: "2030-01-01"\n',
    ),
    videos: file('videos.yml', '- 1\n'.repeat(150_000)),
    venue: null,
    schedule: null,
    cfp: null,
    involvements: null,
  }
  expect(parseEdition(files, new Map()).rejected).toHaveLength(150_000)
})
