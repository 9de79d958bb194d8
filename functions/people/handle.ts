import * as z from 'zod'

const MIN_LENGTH = 2
export const HANDLE_MAX_LENGTH = 30
const TOO_LONG = `A handle has at most ${HANDLE_MAX_LENGTH} letters or digits`
/** With spaces around it. What is much longer is not looked at. */
const MAX_TYPED_LENGTH = 200

/** Nobody's, as they are: names of pages, and words that mean everybody or nobody. */
const reserved = new Set(
  'about abuse account accounts all anonymous api app billing blog contact everyone hello host info legal login logout mail me news null press privacy security settings sign-in sign-out signin signup status terms undefined user welcome www you'.split(
    ' ',
  ),
)

/** What may stand for a letter without being noticed. */
const lookalikes: Readonly<Record<string, string>> = {
  a: '[a4]',
  b: '[b8]',
  e: '[e3]',
  g: '[g9]',
  i: '[i1l]',
  l: '[l1i]',
  m: '(?:m|rn)',
  o: '[o0]',
  s: '[s5]',
  t: '[t7]',
  w: '(?:w|vv)',
}

/** A pattern for words, however they are spelt. */
const patternOf = (words: string) =>
  words.replaceAll(' ', '|').replace(/[a-z]/g, (letter) => lookalikes[letter] ?? letter)

const OURS =
  'hallway admin admins administrator administrators moderator moderators official officials'
/** These are names and things too: Leopold Staff is a poet. So only with nothing else beside them. */
const ROLES = `${OURS} abuse help helpdesk mod noreply ops postmaster root security staff support sysadmin system team webmaster`

/** One word of it says that we speak. Numbers at its ends change nothing. */
const speaksForUs = new RegExp(`(?:^|-)\\d*(?:${patternOf(OURS)})\\d*(?:-|$)`)
/** All of it does. To be matched without its hyphens. */
const isARole = new RegExp(`^\\d*(?:${patternOf(ROLES)})+\\d*$`)

const isKeptFree = (handle: string) =>
  reserved.has(handle) || speaksForUs.test(handle) || isARole.test(handle.replaceAll('-', ''))

/** How a person is called in addresses: typed with or without `@`, kept in lower case. */
export const handle = z
  .string()
  .max(MAX_TYPED_LENGTH, TOO_LONG)
  .trim()
  .toLowerCase()
  .transform((text) => text.replace(/^@/, ''))
  .pipe(
    z
      .string()
      .min(MIN_LENGTH, 'A handle has at least two letters or digits')
      .max(HANDLE_MAX_LENGTH, TOO_LONG)
      .regex(
        /^[a-z0-9](-?[a-z0-9])*$/,
        'Use letters a to z, digits and single hyphens between them',
      )
      .refine(
        (text) => !isKeptFree(text),
        'That handle could be taken for ours, so it is kept free. Choose another',
      ),
  )

const NUMBERED = 200

/** `handle-2`, `handle-3`, …: somebody so popular that all are taken can think of another handle. */
export const numberedHandles = (wanted: string): string[] =>
  Array.from({ length: NUMBERED }, (_, index) => {
    const ending = `-${index + 2}`
    return wanted.slice(0, HANDLE_MAX_LENGTH - ending.length).replace(/-$/, '') + ending
  })
