import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Database } from '#db/client.ts'
import { importRubyEvents } from '#functions/imports/rubyevents/import-rubyevents.ts'
import { createCommit } from '#functions/outbox/commit.ts'
import { openRubyEvents } from '#scripts/ops/read-rubyevents.ts'

const speakers = `
- name: "Ada Oak"
  slug: "ada-oak"
  github: "adaoak"
  mastodon: "https://trees.example/@ada"
  aliases:
    - name: "A. Oak"
      slug: "a-oak"
- name: "Bo Elm"
  slug: "bo-elm"
`
/** What `treeconf/treeconf-2030/event.yml` says. */
export const event = `
id: "treeconf-2030"
title: "TreeConf 2030"
location: "Somewhere near, Berlin, Germany"
timezone: "Europe/Berlin"
kind: "conference"
description: "All about **trees**"
start_date: "2030-05-02"
end_date: "2030-05-03"
website: "https://www.treeconf.example/2030/"
coordinates:
  latitude: 52.52
  longitude: 13.4
`
const videos = `
- id: "ada-treeconf-2030"
  title: "Roots"
  kind: "keynote"
  date: "2030-05-02"
  language: "Japanese"
  track: "Soil"
  video_provider: "youtube"
  video_id: "abcdefghijk"
  slides_url: "https://decks.example/roots"
  description: "See [this](javascript:alert(1))<script>alert(1)</script>"
  speakers: ["A. Oak"]
- id: "lightning-treeconf-2030"
  title: "Lightning talks"
  date: "2030-05-02"
  video_provider: "vimeo"
  video_id: "123456"
  speakers: []
  talks:
    - id: "bo-treeconf-2030"
      title: "Leaves"
      start_cue: "00:01:30"
      video_provider: "parent"
      video_id: "123456"
      speakers: ["Bo Elm", "Nobody Known"]
- id: "rain-treeconf-2030"
  title: "Rain"
  date: "2030-05-03"
  video_provider: "not_recorded"
  video_id: "rain-treeconf-2030"
  speakers: ["Ada Oak"]
- id: "broken-treeconf-2030"
  title: ""
`
const schedule = `
days:
  - date: "2030-05-02"
    grid:
      - { start_time: "9:00", end_time: "09:45", slots: 1 }
      - { start_time: "09:45", end_time: "10:15", slots: 1, items: ["Coffee break"] }
      - { start_time: "10:15", end_time: "11:00", slots: 1 }
  - date: "2030-05-03"
    grid:
      - { start_time: "09:00", end_time: "10:00", slots: 2 }
`
/** An invented checkout of rubyevents' data: one series, one event. */
export const files = {
  'speakers.yml': speakers,
  'treeconf/series.yml': 'id: treeconf\nname: TreeConf\nwebsite: https://treeconf.example\n',
  'treeconf/treeconf-2030/event.yml': event,
  'treeconf/treeconf-2030/videos.yml': videos,
  'treeconf/treeconf-2030/schedule.yml': schedule,
  'treeconf/treeconf-2030/venue.yml': `
name: Forest Hall
instructions: Second tree on the left
address: { city: Berlin, country_code: DE, display: "Baumweg 1, Berlin" }
coordinates: { latitude: 52.5, longitude: 13.41 }
`,
  'treeconf/treeconf-2030/cfp.yml': `
- { link: "https://treeconf.example/cfp", open_date: "2030-01-01", close_date: "2030-02-01" }
- { name: "Late call", link: "javascript:alert(1)", close_date: "2030-02-01" }
`,
  'treeconf/treeconf-2030/involvements.yml': `
- name: Organizer
  users: ["Bo Elm", "Cy Ash"]
  organisations: ["Trees e.V."]
`,
}

/** These files in a folder that goes with the test. */
export async function folderOf(contents: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(join(tmpdir(), 'rubyevents-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const [file, text] of Object.entries(contents)) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
  return folder
}

/** What `ops import rubyevents <folder>` does. */
export async function run(db: Database, folder: string, options: { dryRun?: boolean } = {}) {
  const stores = { write: db, commit: createCommit(db, () => {}) }
  const opened = await openRubyEvents(folder)
  return importRubyEvents(stores, opened.speakers, opened.folders(), options)
}

/** Of each noun, how many were created and updated. */
export const outcomes = ({ counts }: Awaited<ReturnType<typeof run>>) =>
  Object.values(counts).map(({ created, updated }) => [created, updated])
