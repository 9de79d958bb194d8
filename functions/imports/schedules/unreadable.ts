import { cleanText } from '../clean.ts'

const MAX_REASON_LENGTH = 200

/** The input as a whole cannot be read, or will not be: where it stopped, and why, in one line. */
export class Unreadable extends Error {
  readonly line: number

  constructor(line: number, reason: string) {
    super(cleanText(reason).slice(0, MAX_REASON_LENGTH))
    this.name = 'Unreadable'
    this.line = line
  }
}
