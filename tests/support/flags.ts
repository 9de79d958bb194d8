/** A KV namespace in memory, which counts what it is asked and can be away. */
export function makeFlags() {
  const values = new Map<string, string>()
  const [gets, puts]: [string[], string[]] = [[], []]
  let broken = false
  const answer = () => {
    if (broken) throw new Error('KV GET failed: 503 Service Unavailable')
  }
  const flags = {
    get: async (key: string) => {
      answer()
      gets.push(key)
      return JSON.parse(values.get(key) ?? 'null')
    },
    put: async (key: string, value: string) => {
      answer()
      puts.push(key)
      values.set(key, value)
    },
  } as unknown as KVNamespace
  return {
    flags,
    values,
    gets,
    puts,
    breakDown: (isBroken: boolean) => {
      broken = isBroken
    },
  }
}
