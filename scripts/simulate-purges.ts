import { purgeTable } from './scale/purge-queue.ts'

/** Prints what docs/scale.md says of purging at more and more writes a minute. */
console.log(purgeTable())
