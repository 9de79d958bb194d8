import { lazily } from '#functions/lazily.ts'
import { memoize } from '#functions/memoize.ts'

const names = lazily(() => new Intl.DisplayNames('en', { type: 'language', fallback: 'code' }))

/** What a BCP 47 tag stands for, in English. */
export const languageName = memoize((tag) => {
  try {
    return names().of(tag) ?? tag
  } catch {
    // Whoever wrote it down did not write a language tag. It still says something.
    return tag
  }
})
