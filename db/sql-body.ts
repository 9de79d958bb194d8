/** Bodies of Neon's SQL-over-HTTP: one statement, or a batch of them, which is one transaction. */
const BEGIN = '{"queries":['
const END = ']}'

export const isBatch = (body: string) => body.startsWith(BEGIN)

/** One batch of what stands in all these bodies, in order. */
export const toBatch = (bodies: readonly string[]) =>
  BEGIN +
  bodies.map((body) => (isBatch(body) ? body.slice(BEGIN.length, -END.length) : body)).join(',') +
  END
