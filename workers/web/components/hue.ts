const HUES = 12

/** A number that is always the same for the same text (FNV-1a). */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}

/** The class that colours something by its name: always the same hue for the same text. */
export const hueClass = (text: string): string => `hue-${hashOf(text) % HUES}`

/** An event takes the colour of its first topic, so that lists show at a glance what is what. */
export const eventHue = (event: { slug: string; topics: readonly { slug: string }[] }) =>
  hueClass(event.topics[0]?.slug ?? event.slug)
