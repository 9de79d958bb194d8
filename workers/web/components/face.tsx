import { lazily } from '#functions/lazily.ts'
import { hueClass } from './hue.ts'

const letters = lazily(() => new Intl.Segmenter('en', { granularity: 'grapheme' }))

/** Someone's picture: their first letter, in any script, on a colour that is always theirs. */
export const Face = ({ person }: { person: { handle: string; name: string } }) => (
  <span class={`face ${hueClass(person.handle)}`} aria-hidden="true">
    {initial(person.name)}
  </span>
)

/** The first letter as people see it: a Tamil vowel sign stays with its consonant. */
export function initial(name: string): string {
  // Nearly every name: asking Unicode's rules costs as much as twenty people's markup.
  if (/^[0-9A-Za-z\u00c0-\u00ff](?:[\x20-\u02ff]|$)/.test(name))
    return name.slice(0, 1).toLocaleUpperCase('en')
  for (const { segment } of letters().segment(name.trim())) return segment.toLocaleUpperCase('en')
  return '?'
}
