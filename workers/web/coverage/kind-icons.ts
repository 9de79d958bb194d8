import type { CoverageKind } from '#functions/coverage/coverage.ts'
import type { IconName } from '../components/icon.tsx'

/** What is drawn for each kind. The kind is always told in words beside it. */
export const kindIcons: Readonly<Record<CoverageKind, IconName>> = {
  video: 'play',
  slides: 'slides',
  audio: 'headphones',
  'write-up': 'page',
  liveblog: 'page',
  handout: 'page',
  photo: 'photo',
  sketchnote: 'pencil',
  transcript: 'speech',
  code: 'code',
}
