import type { CoverageItem } from '#functions/coverage/coverage.ts'
import { shortUrl, webUrl } from '../events/web-link.ts'

/** "47 min", "1 h 5 min", "40 s". */
export function durationText(seconds: number): string {
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  return minutes % 60 === 0
    ? `${minutes / 60} h`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** What it is called, or as long as nobody knows that, where it is. */
export function titleOf({ title, url }: Pick<CoverageItem, 'title' | 'url'>): string {
  const address = webUrl(url)
  return title ?? (address ? shortUrl(address) : url)
}
