/** Scripts in everyday use (Unicode TR31, table 5). Those on one line are one to whoever writes them. */
const SCRIPTS = [
  ...'Latin Greek Cyrillic Armenian Georgian Hebrew Arabic Thaana Ethiopic Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Thai Lao Tibetan Myanmar Khmer'.split(
    ' ',
  ),
  'Han Hiragana Katakana',
  'Han Bopomofo',
  'Han Hangul',
]

/** Signs, marks and spaces belong to every script. */
function isOfOneScript(text: string): boolean {
  return SCRIPTS.some((scripts) => {
    const letters = scripts.split(' ').map((script) => `\\p{scx=${script}}`)
    return new RegExp(`^[${letters.join('')}\\p{scx=Common}\\p{scx=Inherited}]*$`, 'u').test(text)
  })
}

const folded = (name: string) => name.normalize('NFKC').toLowerCase()

/**
 * Homoglyphs: whether one of two names that look alike passes for the other. Namesakes do not, and neither do
 * names of one script: `Ame` and `Arne` are two people, as are those who spell theirs by an Arabic
 * and by a Persian keyboard. Letters of several scripts, or of another one, are no way to spell a name twice.
 */
export const passesFor = (name: string, other: string): boolean =>
  folded(name) !== folded(other) && !isOfOneScript(name + other)
