import { test as once } from 'vitest'
import { onPlatform } from './edge.ts'

const BEHIND = 'behind Workers Cache:'

/** A test of the whole Worker that runs twice: as on one machine, and behind Workers Cache. */
function twice(name: string, run: () => Promise<void>) {
  once(name, run)
  once(`${BEHIND} ${name}`, () => onPlatform(run))
}

const each =
  <Args extends unknown[] | [unknown]>(cases: readonly Args[]) =>
  (name: string, run: (...args: Args) => Promise<void>) => {
    once.each(cases)(name, run)
    once.each(cases)(`${BEHIND} ${name}`, (...args) => onPlatform(() => run(...args)))
  }

export const test = Object.assign(twice, { each })
