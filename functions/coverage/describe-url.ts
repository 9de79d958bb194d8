import type { Deps } from '../deps.ts'
import { cleanLine } from '../text/clean-line.ts'
import { readPublicUrl } from '../web/public-url.ts'
import { askOembed, type OembedAnswer, oembedUrlOf } from './oembed.ts'
import { playerUrlOf } from './players.ts'
import { type PageHead, readPageHead } from './read-page-head.ts'
import { plainHost, youtubeId } from './url-key.ts'

/** What is known of something at an address. All of it is plain text or an address on the web. */
export type Description = {
  readonly title: string | null
  readonly author: string | null
  readonly provider: string
  readonly durationS: number | null
  readonly thumbnailUrl: string | null
  readonly playerUrl: string | null
}
type Web = Pick<Deps, 'fetchPublic'>

const MAX_PAGE_BYTES = 1024 * 1024
const MAX_TITLE = 300
const MAX_NAME = 120
const MAX_DURATION_S = 48 * 3600

/**
 * Asks whoever has it what it is: its provider by oEmbed, or the page itself. Null when there is
 * nothing at that address now. Throws as `fetchPublic` does. Whatever the answers are, nothing but
 * text and addresses comes out of them; the player is made of the id.
 */
export async function describeUrl(web: Web, text: string): Promise<Description | null> {
  const url = new URL(text)
  const known = oembedUrlOf(url)
  const oembed = known === null ? null : await askOembed(web, known).catch(() => null)
  if (oembed?.title) return toDescription(url, {}, oembed)
  const page = await readPage(web, text)
  if (page === null) return null
  const found = page.oembedUrl ? await askOembed(web, page.oembedUrl).catch(() => null) : null
  return toDescription(url, page, found ?? oembed ?? {})
}

/** The page's head; an empty one for what is no page. Null when it is not there. */
async function readPage({ fetchPublic }: Web, url: string): Promise<PageHead | null> {
  const answer = await fetchPublic(url, {
    accept: ['text/html', 'application/xhtml+xml', '*/*'],
    maxBytes: MAX_PAGE_BYTES,
    whenLonger: 'cut',
  })
  if (answer.status !== 200) return null
  if (!/^(text\/html|application\/xhtml\+xml)$/.test(answer.mediaType)) return {}
  const head = readPageHead(decode(answer.body, answer.charset))
  const absolute = (link: string | undefined) =>
    link === undefined ? undefined : readPublicUrl(link, new URL(answer.url))?.href
  const [image, oembedUrl] = [absolute(head.image), absolute(head.oembedUrl)]
  const { title, author, siteName, durationS } = head
  return {
    ...(title && { title }),
    ...(author && { author }),
    ...(siteName && { siteName }),
    ...(durationS && { durationS }),
    ...(image && { image }),
    ...(oembedUrl && { oembedUrl }),
  }
}

function toDescription(url: URL, page: PageHead, oembed: OembedAnswer): Description {
  const thumbnailUrl =
    pictureUrl(oembed.thumbnail_url) ?? pictureUrl(page.image) ?? youtubeThumbnail(url)
  return {
    title: clean(oembed.title, MAX_TITLE) ?? clean(page.title, MAX_TITLE),
    author: clean(oembed.author_name, MAX_NAME) ?? authorOf(page.author),
    provider:
      clean(oembed.provider_name, MAX_NAME) ?? clean(page.siteName, MAX_NAME) ?? plainHost(url),
    durationS: readDuration(oembed.duration) ?? readDuration(Number(page.durationS)),
    thumbnailUrl,
    playerUrl: playerUrlOf(url.href, thumbnailUrl),
  }
}

const clean = (text: string | undefined, max: number) => cleanLine(text ?? '', max) || null

/** Some write the address of a profile there. */
const authorOf = (text: string | undefined) =>
  text && URL.canParse(text) ? null : clean(text, MAX_NAME)

const readDuration = (seconds: number | undefined) =>
  seconds !== undefined && seconds >= 1 && seconds <= MAX_DURATION_S ? Math.round(seconds) : null

/** A picture is only ever shown through us; a drawing that can hold scripts is not asked for at all. */
function pictureUrl(text: string | undefined): string | null {
  const url = text === undefined ? null : readPublicUrl(text)
  return url && !/\.svgz?$/i.test(url.pathname) ? url.href : null
}

function youtubeThumbnail(url: URL): string | null {
  const id = youtubeId(url)
  return id && `https://i.ytimg.com/vi/${id}/hqdefault.jpg`
}

/** By the charset that the server or the page names; UTF-8 where there is none of that name. */
function decode(body: Uint8Array, charset: string | null): string {
  const start = new TextDecoder('latin1').decode(body.subarray(0, 1024))
  const named = charset ?? /<meta[^>]+charset\s*=\s*["']?([\w:-]+)/i.exec(start)?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(named).decode(body)
  } catch {
    return new TextDecoder().decode(body)
  }
}
