import * as z from 'zod'

const MIN_LENGTH = 2
export const HANDLE_MAX_LENGTH = 30

/** Handles that would make someone look like us, or like nobody. */
const reserved = new Set(
  'about abuse account accounts admin administrator all anonymous api app billing blog contact everyone hallway help hello host info legal login logout mail me mod moderator news noreply null official postmaster press privacy root security settings sign-in sign-out signin signup staff status support system team terms undefined user webmaster welcome www you'.split(
    ' ',
  ),
)

/** How a person is called in addresses: typed with or without `@`, kept in lower case. */
export const handle = z
  .string()
  .trim()
  .toLowerCase()
  .transform((text) => text.replace(/^@/, ''))
  .pipe(
    z
      .string()
      .min(MIN_LENGTH, 'A handle has at least two letters or digits')
      .max(HANDLE_MAX_LENGTH, `A handle has at most ${HANDLE_MAX_LENGTH} letters or digits`)
      .regex(
        /^[a-z0-9](-?[a-z0-9])*$/,
        'Use letters a to z, digits and single hyphens between them',
      )
      .refine((text) => !reserved.has(text), 'That handle is kept free. Choose another'),
  )

/** The first of `handle-2`, `handle-3`, … that is not among the taken ones. */
export function nextFreeHandle(wanted: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number++) {
    const ending = `-${number}`
    const start = wanted.slice(0, HANDLE_MAX_LENGTH - ending.length).replace(/-$/, '')
    if (!taken.has(start + ending)) return start + ending
  }
}
