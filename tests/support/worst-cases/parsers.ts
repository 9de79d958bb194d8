import { answerParsers } from './answers.ts'
import { fileParsers } from './files.ts'
import { pageParsers } from './pages.ts'
import type { Parser } from './parser.ts'
import { programmeParsers } from './programmes.ts'
import { textParsers } from './texts.ts'

/** Whatever takes whole files and answers of strangers apart. */
export const fileAndAnswerParsers: readonly Parser[] = [
  ...pageParsers,
  ...programmeParsers,
  ...fileParsers,
  ...answerParsers,
]

/** Everything of ours that takes strangers' bytes apart. `tests/house/parsers.test.ts` finds whatever is missing. */
export const parsers: readonly Parser[] = [...fileAndAnswerParsers, ...textParsers]
