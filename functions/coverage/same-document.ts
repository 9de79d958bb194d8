/** The endings of what one document or one recording comes in, the one that opens nearly everywhere first. */
const FORMS = [
  ...['pdf', 'pptx', 'ppt', 'key', 'odp'],
  ...['mp4', 'm4v', 'webm', 'mov', 'mkv', 'avi', 'ogv'],
  ...['mp3', 'm4a', 'opus', 'oga', 'flac', 'wav', 'ogg'],
]

type Found = { readonly kind: string; readonly url: string }

/**
 * Of one session's things those that are documents of their own: of a file that is there in several
 * forms (`talk.pdf`, `talk.odp`) the form that opens nearly everywhere. In the order given.
 */
export function oneOfEachDocument<T extends Found>(items: readonly T[]): T[] {
  const best = new Map<string, number>()
  for (const item of items) {
    const { document, rank } = formOf(item)
    best.set(document, Math.min(rank, best.get(document) ?? rank))
  }
  return items.filter((item) => {
    const { document, rank } = formOf(item)
    return rank === best.get(document)
  })
}

/** Whether two addresses at one session are the same document in two forms. */
export function isSameDocument(one: Found, other: Found): boolean {
  const [a, b] = [formOf(one), formOf(other)]
  return a.document === b.document && a.rank !== b.rank
}

/** A file by its name without its ending, wherever it lies: each form may have a folder of its own. */
function formOf({ kind, url }: Found): { document: string; rank: number } {
  const name = URL.canParse(url) ? (new URL(url).pathname.split('/').at(-1) ?? '') : ''
  const [, stem, ending = ''] = /^(.+)\.(\w{2,4})$/.exec(name.toLowerCase()) ?? []
  const rank = FORMS.indexOf(ending)
  return stem && rank >= 0
    ? { document: `${kind} ${stem}`, rank }
    : { document: `${kind} ${url}`, rank: FORMS.length }
}
