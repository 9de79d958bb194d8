import { Presets, SingleBar } from 'cli-progress'

export type Bar = { update(done: number, total?: number): void; stop(): void }

const SILENT: Bar = { update() {}, stop() {} }

/** A progress bar on stderr when somebody is looking at it, else nothing. */
export function startBar(label: string, total: number, { json }: { json?: true }): Bar {
  if (json || !process.stderr.isTTY) return SILENT
  const format = `${label} {bar} {value}/{total} ({eta_formatted} left)`
  const bar = new SingleBar(
    { format, stream: process.stderr, hideCursor: true },
    Presets.shades_classic,
  )
  bar.start(total, 0)
  return {
    update(done, newTotal) {
      if (newTotal !== undefined) bar.setTotal(newTotal)
      bar.update(done)
    },
    stop: () => bar.stop(),
  }
}
