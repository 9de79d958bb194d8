import type { SessionKind } from '../sessions/session.ts'

/**
 * Whole titles of what is no talk: meals, doors, queues. In the languages of the sets that we read. No
 * word of it can be read in two ways, or a title of many would be tried in all of them.
 */
const BREAK =
  /^(?:(?:short|long|mini|big|morning|mid-morning|afternoon|evening|the|extended|networking)\s+)*(?:breaks?|tea|coffee|lunch|breakfast|brunch|dinner|supper|registration|doors(?: open)?|sign-?in|check-?in|accueil|petit[- ]d[ée]jeuner|pause(?:[- ]caf[ée])?|d[ée]jeuner|d[îi]ner|pausa(?: caff[èe])?|pranzo|colazione|cena|almuerzo|almo[çc]o|comida|mittagessen|mittagspause|kaffeepause|fr[üu]hst[üu]ck|abendessen|休憩|昼食|coffee and \w+|morning tea|afternoon tea)(?:\s*(?:break\b|time\b|opens?\b|(?:and|&|\/)(?: (?!(?:and|break|time|opens?)\b)\w+\b){1,5}|\([^)]*\)))*\s*[.!]?$/iu

const named: readonly (readonly [RegExp, SessionKind])[] = [
  [/\blight(?:n|en)ing[- ]talks?\b/i, 'lightning'],
  [/\bkeynotes?\b/i, 'keynote'],
  [/\b(?:workshops?|tutorials?|hands[- ]on|training)\b/i, 'workshop'],
  [/\bpanel\b/i, 'panel'],
]

/** The kind of session that a source's own word for it means, such as its type or a tag; null when none. */
export function kindByWord(word: string): SessionKind | null {
  if (BREAK.test(word.trim())) return 'break'
  return named.find(([words]) => words.test(word))?.[1] ?? null
}

/** What a title alone gives away: `Lunch`, `Keynote: …`, `Lightning talks`. Otherwise a talk. */
export function kindByTitle(title: string): SessionKind {
  const trimmed = title.trim()
  if (BREAK.test(trimmed)) return 'break'
  // Further in, the word may be what the talk is about: "How to give a keynote".
  const head = trimmed.slice(0, 40)
  if (
    /^(?:\w+day )?(?:morning |evening |afternoon )?(?:opening |closing )?keynotes?\b|\bkeynote(?: session)?$/i.test(
      trimmed,
    )
  )
    return 'keynote'
  if (/^(?:\S+ ){0,3}light(?:n|en)ing[- ]talks?\b/i.test(head)) return 'lightning'
  if (/^(?:workshop|tutorial)\b|\b(?:workshop|tutorial)$/i.test(trimmed)) return 'workshop'
  return /^panel\b|\bpanel(?: discussion)?$/i.test(trimmed) ? 'panel' : 'talk'
}
