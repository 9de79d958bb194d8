import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import subsetFont from 'subset-font'

const HEADINGS = '@fontsource-variable/bricolage-grotesque'
const FLAGS = 'country-flag-emoji-polyfill'

/** Whose files these are: their licences go along. */
export const fontPackages = [HEADINGS, FLAGS]

const packages = join(import.meta.dirname, '../../node_modules')

const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)).join(
    '',
  )

/** Letters that no living name needs in a heading: each costs bytes that every visitor pays. */
const rare = new Set('ĨĩĬĭĲĳĸĿŀŉŊŋŎŏŖŗŦŧŬŭſ')

const faces = [
  {
    name: 'bricolage-latin.woff2',
    file: 'bricolage-grotesque-latin-opsz-normal.woff2',
    text: `${range(0x20, 0x5b)}]_${range(0x61, 0x7a)}©·×${range(0xbf, 0xff)}–—‘’“”…€`,
    unicodeRange:
      'U+20-7E,U+A9,U+B7,U+D7,U+BF-FF,U+2013-2014,U+2018-2019,U+201C-201D,U+2026,U+20AC',
  },
  {
    name: 'bricolage-latin-ext.woff2',
    file: 'bricolage-grotesque-latin-ext-opsz-normal.woff2',
    text: `${[...range(0x100, 0x17e)].filter((letter) => !rare.has(letter)).join('')}ȘșȚțẞ`,
    unicodeRange: 'U+100-17E,U+218-21B,U+1E9E',
  },
] as const

/** The weights that headings use, and the one optical size: large type only. */
const variationAxes = { wght: { min: 600, max: 800 }, opsz: 32 }

/**
 * The heading face, cut down to the letters that names in Latin script need: under 40 kB for both
 * files, of which most visitors load the first alone. Other scripts fall back to the system's face.
 */
export async function subsetFonts() {
  const source = join(packages, HEADINGS, 'files')
  return Promise.all(
    faces.map(async ({ name, file, text, unicodeRange }) => {
      const font = await readFile(join(source, file))
      const content = await subsetFont(font, text, { targetFormat: 'woff2', variationAxes })
      return { name, family: 'Bricolage', weights: '600 800', unicodeRange, content }
    }),
  )
}

/**
 * Flags, for systems that draw two letters instead (Windows) or nothing. Fetched only there, and only
 * by pages that show a flag; the others have a font of their own.
 */
export const readFlagFont = () => readFile(join(packages, FLAGS, 'dist/TwemojiCountryFlags.woff2'))
