import * as z from 'zod'
import { normalized } from '../text/normalized.ts'

const MAX_URL_LENGTH = 2_000

/** One line of text without control characters or stray spaces, of whatever kind. */
export const cleanText = (text: string): string =>
  normalized(text.toWellFormed(), 'NFC')
    // Direction marks and zero-width spaces are invisible; joiners are part of emoji and of words.
    .replace(/[\u200B\u2060\uFEFF\u202A-\u202E\u2066-\u2069]/g, '')
    .replace(/[\p{Cc}\p{Z}\s]+/gu, ' ')
    .trim()

/** Text of several lines without other control characters, and without what hides or turns it. */
export const cleanLines = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\u200B\u2060\uFEFF\u202A-\u202E\u2066-\u2069]|[^\P{Cc}\n\t]/gu, '')
    .trim()

/** An http or https URL, whole, or null. Without a scheme it gets `https://`. */
export function cleanUrl(text: string): string | null {
  const trimmed = cleanText(text)
  if (!trimmed || trimmed.length > MAX_URL_LENGTH) return null
  const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(trimmed) ? trimmed : `https://${trimmed}`
  if (!URL.canParse(withScheme)) return null
  const url = new URL(withScheme)
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:'
  const isPlain = url.username === '' && url.password === '' && /[^.]\.[^.]/.test(url.hostname)
  return isWeb && isPlain && url.href.length <= MAX_URL_LENGTH ? url.href : null
}

/** A day that exists, `YYYY-MM-DD`, or null. */
export function cleanDay(text: string): string | null {
  const day = z.iso.date().safeParse(cleanText(text))
  return day.success ? day.data : null
}

/** `@name` on X, or null for what X would not accept. */
export function cleanXHandle(text: string): string | null {
  const handle = cleanText(text).replace(/^https?:\/\/(www\.)?(twitter|x)\.com\//i, '')
  return /^@?(\w{1,15})\/?$/.exec(handle)?.[1] ?? null
}

/** `user@host` on Mastodon, or null. */
export function cleanMastodonHandle(text: string): string | null {
  const handle = cleanText(text)
  const address = /^https?:\/\/([^/\s]+)\/@([^/\s@]+)\/?$/i.exec(handle)
  const name = address ? `${address[2]}@${address[1]}` : handle
  return /^@?(\w[\w.-]{0,60}@[a-z0-9][a-z0-9.-]{0,250}\.[a-z]{2,})$/i.exec(name)?.[1] ?? null
}

/** A Bluesky handle, which is a domain name, or null. */
export function cleanBlueskyHandle(text: string): string | null {
  const handle = cleanText(text).replace(/^https?:\/\/bsky\.app\/profile\//i, '')
  return /^@?([a-z0-9][a-z0-9.-]{0,250}\.[a-z]{2,})\/?$/i.exec(handle)?.[1]?.toLowerCase() ?? null
}

/** No conference speaks more languages, and `Intl` compares each with all the others. */
const MAX_LANGUAGES = 50

/** `DE,EN` as BCP 47 tags, or null when one of them is none, or there are too many. */
export function cleanLanguages(text: string): string[] | null {
  const tags = cleanText(text)
    .split(/[\s,;/]+/, MAX_LANGUAGES + 2)
    .filter((tag) => tag !== '')
  if (tags.length > MAX_LANGUAGES) return null
  try {
    return Intl.getCanonicalLocales(tags)
  } catch {
    return null
  }
}
