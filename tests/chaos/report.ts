/** A promise that was broken, with what one needs to find out why. */
export type Violation = {
  readonly invariant: string
  readonly who: string
  readonly operation: string
  readonly expected: string
  readonly seen: string
  readonly requestId?: string | null
}

const SHOWN_OF_EACH = 3
const LINE_LENGTH = 500

/** What one driver did and found. Its summary is one line, and a few lines for each violation. */
export class Report {
  readonly violations: Violation[] = []
  readonly notes = new Map<string, number>()
  operations = 0
  readonly #name: string
  readonly #seed: number
  readonly #startedAtMs = performance.now()
  readonly #faults = new Map<string, number>()
  readonly #lines: string[] = []
  /** The faults that are in force or were a moment ago, for the lines about violations. */
  faultsLately: () => readonly string[] = () => []
  /** What the Worker logged of a request. */
  logOf: (requestId: string) => readonly string[] = () => []

  constructor(name: string, seed: number) {
    this.#name = name
    this.#seed = seed
    // Said before anything can go wrong: a run that is cut off can be repeated too.
    console.log(`chaos ${name}: seed ${seed}`)
  }

  get faults() {
    return [...this.#faults.values()].reduce((sum, count) => sum + count, 0)
  }

  countFault(kind: string) {
    this.#faults.set(kind, (this.#faults.get(kind) ?? 0) + 1)
  }

  /** Counts something that is no violation and yet worth knowing, such as a refusal. */
  note(what: string) {
    this.notes.set(what, (this.notes.get(what) ?? 0) + 1)
  }

  violate(violation: Violation) {
    this.violations.push(violation)
    const { invariant, who, operation, expected, seen, requestId } = violation
    const same = this.violations.filter((other) => other.invariant === invariant).length
    if (same > SHOWN_OF_EACH) return
    const atS = ((performance.now() - this.#startedAtMs) / 1000).toFixed(1)
    const faults = this.faultsLately().join(' + ') || 'none'
    const logged = requestId ? this.logOf(requestId) : []
    this.#lines.push(
      `  ${atS} s, ${who}, ${operation}: ${invariant}`,
      `    expected ${expected}, saw ${seen}; faults: ${faults}; request ${requestId ?? 'without id'}`,
      ...logged.map((line) => `    ${line.slice(0, LINE_LENGTH)}`),
    )
  }

  toString() {
    const seconds = Math.round((performance.now() - this.#startedAtMs) / 1000)
    const broken = counted(this.violations.map(({ invariant }) => invariant))
    const kinds = list(this.#faults)
    return [
      `chaos ${this.#name}: seed ${this.#seed}, ${seconds} s, ${this.operations} operations, ${this.faults} faults${kinds && ` (${kinds})`}, ${this.violations.length} violations${broken && ` (${broken})`}; ${list(this.notes)}`,
      ...this.#lines,
    ].join('\n')
  }
}

const list = (counts: ReadonlyMap<string, number>) =>
  [...counts].map(([what, count]) => `${count} ${what}`).join(', ')

function counted(words: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return list(counts)
}
