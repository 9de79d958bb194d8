import { answerParsers } from './answers.ts'
import { fileParsers } from './files.ts'
import { pageParsers } from './pages.ts'
import type { Parser } from './parser.ts'
import { programmeParsers } from './programmes.ts'
import { textParsers } from './texts.ts'

/** Everything of ours that takes strangers' bytes apart. `tests/house/parsers.test.ts` finds whatever is missing. */
export const parsers: readonly Parser[] = [
  ...pageParsers,
  ...programmeParsers,
  ...fileParsers,
  ...answerParsers,
  ...textParsers,
]
