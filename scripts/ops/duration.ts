import { InvalidArgumentError } from 'commander'

const UNITS_MS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 } as const
const LONGEST_MS = 7 * UNITS_MS.d

/**
 * Milliseconds in a duration such as `45s`, `90m`, `1h30m` or `2d`, largest unit first.
 * Throws InvalidArgumentError for anything else, for nothing at all, and for more than a week.
 */
export function parseDuration(text: string): number {
  const parts = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text.trim().toLowerCase())
  if (!parts || text.trim() === '')
    throw new InvalidArgumentError(
      `"${text}" is not a duration. Write it as 45s, 90m, 1h30m or 2d.`,
    )
  const [days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0))
  const ms =
    (days ?? 0) * UNITS_MS.d +
    (hours ?? 0) * UNITS_MS.h +
    (minutes ?? 0) * UNITS_MS.m +
    (seconds ?? 0) * UNITS_MS.s
  if (ms === 0) throw new InvalidArgumentError(`"${text}" is no time at all.`)
  if (ms > LONGEST_MS) throw new InvalidArgumentError(`"${text}" is longer than a week (7d).`)
  return ms
}

/** A duration for people, to a tenth of a second below a minute: `0.4 s`, `35.0 s`, `2 min 5 s`. */
export function formatDuration(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  const minutes = Math.floor(ms / 60_000)
  const seconds = Math.round((ms % 60_000) / 1000)
  return seconds === 0 ? `${minutes} min` : `${minutes} min ${seconds} s`
}
