import { sessionLevels } from '#db/schema/sessions.ts'
import type { CreditRole, SessionKind, SessionLevel } from '../../sessions/session.ts'
import { kindByTitle, kindByWord } from '../session-kind.ts'

const types: readonly (readonly [RegExp, SessionKind])[] = [
  [/keynote/i, 'keynote'],
  [/lightning|blitz/i, 'lightning'],
  [/workshop|hands[- _]?on|tutorial|training|atelier|sprint/i, 'workshop'],
  [/panel|podium|discussion|diskussion|round[- ]?table|debate/i, 'panel'],
  [/\bbofs?\b|birds of a feather|meet(?:ing|-?up)|assembly/i, 'meetup'],
  [/\b(?:talks?|lectures?|vortrag|presentation|session|devroom|maintrack|main track)\b/i, 'talk'],
  [/conf[ée]rence|pl[ée]ni[èe]re|plenary/i, 'talk'],
]

/** The kind that a file's word for a session means. Without a word it is a talk where somebody gives it. */
export function kindOf(type: string, title: string, hasPeople: boolean): SessionKind {
  const word = type.replaceAll('_', ' ').trim()
  if (word) return types.find(([words]) => words.test(word))?.[1] ?? kindByWord(word) ?? 'other'
  if (hasPeople) return 'talk'
  return kindByTitle(title) === 'break' ? 'break' : 'other'
}

/** A level by our own name for it, or null. */
export const levelOf = (word: string): SessionLevel | null =>
  sessionLevels.find((level) => level === word) ?? null

export const roleOf = (word: string): CreditRole =>
  /moderat|chair/i.test(word) ? 'moderator' : /host|organi[sz]er/i.test(word) ? 'host' : 'speaker'
