import { vi } from 'vitest'

type Line = Record<string, unknown>

/** What was logged while `work` ran: the text of it all, and the lines of the audit log without their time. */
export async function readLog<T>(work: () => Promise<T>) {
  const lines: string[] = []
  const spies = (['log', 'warn', 'error'] as const).map((method) =>
    vi.spyOn(console, method).mockImplementation((line) => void lines.push(String(line))),
  )
  const result = await work().finally(() => {
    for (const spy of spies) spy.mockRestore()
  })
  const audit = lines
    .map((line) => JSON.parse(line) as Line)
    .filter(({ message }) => message === 'audit')
    .map(({ time, level, message, ...line }) => line)
  return { result, text: lines.join('\n'), audit }
}
