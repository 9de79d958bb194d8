import type { FilledStack } from './filled-stack.ts'
import { type AllGrowth, type Grown, measureGrowth } from './growth.ts'
import { startReferencePage } from './reference-page.ts'
import { sessionCookies } from './session-cookie.ts'

const ROUNDS = 3

type Sizes = { readonly large: FilledStack; readonly small: FilledStack }

/** The same kinds of pages of two running directories, side by side. */
export async function compareSizes({ large, small }: Sizes, port: number): Promise<AllGrowth> {
  const reference = await startReferencePage(port)
  try {
    const [grownLarge, grownSmall] = await Promise.all([asGrown(large), asGrown(small)])
    return await measureGrowth({ large: grownLarge, small: grownSmall, reference }, ROUNDS)
  } finally {
    await reference.stop()
  }
}

async function asGrown(stack: FilledStack): Promise<Grown> {
  const { origin, pid, filled } = stack
  const [cookie = ''] = await sessionCookies(stack, filled)
  return { origin, pid, pages: filled.pages, cookie }
}
