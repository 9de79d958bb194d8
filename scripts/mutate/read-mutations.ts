import { globSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import type { Mutation } from '#tests/mutations/mutation.ts'

export type Topic = { readonly topic: string; readonly mutations: readonly Mutation[] }

/** The mutations that are written down in `tests/mutations/`, by topic. */
export async function readMutations(): Promise<Topic[]> {
  const files = globSync('tests/mutations/*.ts').filter((file) => !file.endsWith('/mutation.ts'))
  return Promise.all(
    files.sort().map(async (file) => {
      const path = resolve(file)
      const { mutations } = (await import(path)) as { mutations: Mutation[] }
      return { topic: basename(file, '.ts'), mutations }
    }),
  )
}

/** The text of a mutation's file once it is changed. Throws unless `before` stands there once. */
export function mutate(text: string, { file, before, after }: Mutation): string {
  const parts = text.split(before)
  if (parts.length !== 2)
    throw new Error(`${file} has ${parts.length - 1} times, and not once: ${before}`)
  return parts.join(after)
}
