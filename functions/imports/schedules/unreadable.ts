/** The input as a whole cannot be read, or will not be: where it stopped, and why. */
export class Unreadable extends Error {
  readonly line: number

  constructor(line: number, reason: string) {
    super(reason)
    this.name = 'Unreadable'
    this.line = line
  }
}
