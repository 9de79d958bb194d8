import { coverageKinds } from '#db/schema/index.ts'
import type { CoverageKind } from './coverage.ts'
import { plainHost } from './url-key.ts'

/** What each kind is called: beside a single thing, as a heading, and after a number. */
export const coverageKindNames: Readonly<
  Record<
    CoverageKind,
    { readonly name: string; readonly title: string; readonly one: string; readonly many: string }
  >
> = {
  video: { name: 'Video', title: 'Videos', one: 'video', many: 'videos' },
  slides: { name: 'Slides', title: 'Slides', one: 'slide deck', many: 'slide decks' },
  audio: { name: 'Audio', title: 'Audio', one: 'audio recording', many: 'audio recordings' },
  'write-up': { name: 'Write-up', title: 'Write-ups', one: 'write-up', many: 'write-ups' },
  liveblog: { name: 'Liveblog', title: 'Liveblogs', one: 'liveblog', many: 'liveblogs' },
  handout: { name: 'Handout', title: 'Handouts', one: 'handout', many: 'handouts' },
  photo: { name: 'Photos', title: 'Photos', one: 'set of photos', many: 'sets of photos' },
  sketchnote: { name: 'Sketchnote', title: 'Sketchnotes', one: 'sketchnote', many: 'sketchnotes' },
  transcript: { name: 'Transcript', title: 'Transcripts', one: 'transcript', many: 'transcripts' },
  code: { name: 'Code', title: 'Code', one: 'code example', many: 'code examples' },
}

/** The kind of this name, or null. Its name is also its part of an address. */
export const findKind = (name: string): CoverageKind | null =>
  coverageKinds.find((kind) => kind === name) ?? null

const HOSTS: readonly (readonly [CoverageKind, RegExp])[] = [
  ['video', /^(youtube\.com|youtube-nocookie\.com|youtu\.be|vimeo\.com|player\.vimeo\.com)$/],
  ['video', /^(media\.ccc\.de|video\.fosdem\.org|peertube\.|tube\.|twitch\.tv|dailymotion\.com)/],
  ['slides', /(^|\.)(speakerdeck\.com|slideshare\.net|slides\.com|noti\.st|pitch\.com)$/],
  ['code', /^(github\.com|gitlab\.com|codeberg\.org|bitbucket\.org|sr\.ht|git\.)/],
  ['audio', /(^|\.)(soundcloud\.com|mixcloud\.com|podcasts\.apple\.com)$/],
  ['photo', /(^|\.)(flickr\.com|flic\.kr|500px\.com|photos\.google\.com|photos\.app\.goo\.gl)$/],
]

const FILES: readonly (readonly [CoverageKind, RegExp])[] = [
  ['video', /\.(mp4|webm|mkv|mov|ogv)$/i],
  ['audio', /\.(mp3|ogg|oga|opus|m4a|flac|wav)$/i],
  ['slides', /\.(pdf|pptx?|odp|key)$/i],
  ['photo', /\.(jpe?g|png|webp|avif)$/i],
  ['transcript', /\.(srt|vtt)$/i],
]

/** What is probably at this address, told by its host and its file's name. A write-up, if nothing tells. */
export function guessKind(url: URL): CoverageKind {
  const host = plainHost(url)
  // A file at a code host is what it is: slides in a repository are slides.
  const byFile = FILES.find(([, ending]) => ending.test(url.pathname))
  const byHost = HOSTS.find(([, name]) => name.test(host))
  // PeerTube has the same addresses everywhere.
  const isPeertube = /^\/(w\/[\w-]{20,}|videos\/watch\/[\w-]{20,})/.test(url.pathname)
  return byFile?.[0] ?? byHost?.[0] ?? (isPeertube ? 'video' : 'write-up')
}
