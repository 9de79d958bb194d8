import { globSync, readFileSync } from 'node:fs'

export const product = globSync('{workers,queues,functions,db}/**/*.{ts,tsx}')

export const read = (file: string) => readFileSync(file, 'utf8')

/** The files in which a pattern stands, apart from those that may have it. */
export const filesWith = (pattern: RegExp, { except = [] as string[], among = product } = {}) =>
  among.filter((file) => pattern.test(read(file)) && !except.some((part) => file.includes(part)))
