import { plainHost } from './url-key.ts'

/** A thing to watch or read, and what it is of. */
type Named = {
  readonly title: string | null
  readonly url: string
  /** Null when it is about the event as a whole. */
  readonly session: { readonly title: string } | null
  readonly event: { readonly name: string }
}

/** What it is called. A title that says nothing gives way to what it is of: the session, or the event. */
export const coverageName = ({ title, url, session, event }: Named): string =>
  title !== null && tells(title, url) ? title : (session?.title ?? event.name)

/** Words that say which kind of thing it is, in what form, where, and in which language: not of what. */
const KIND_WORDS = new Set(
  `a all an and archive archived at article at av1 audio avi beamer blog clip code coverage deck decks demo
  divx document download downloads draft event export file files final for from full github gitlab google h264
  handout handouts hd here hi high hq html http https in is it keynote libreoffice link links liveblog
  low lq m4a main media mkv mov mp3 mp4 my notes odp of ogg ogv on oo ooo opendocument our page paper part pdf
  peertube photo photos pics picture pictures podcast post powerpoint ppt pptx presentation presentations
  publication quality recap record recorded recording recordings repo repository sd session sketchnote
  sketchnotes slide slidedeck slides slideset slideshare slideshow source speakerdeck stream subtitles summary
  talk text the theora this to transcript transcripts transcription txt upload version video videorecording
  videos view vimeo vod vp8 vp9 watch webm website with write writeup up youtube
  aufnahme aufzeichnung folien foliensatz mitschnitt präsentation vortrag diapo diapos diapositive diapositives
  captation présentation vidéo enregistrement grabación presentación diapositivas vídeo
  de des der die das du la le les zum zur zu en english deutsch german french français spanish español
  слайды видео презентация スライド 動画 資料 幻灯片 视频`.split(/\s+/),
)

const FILE =
  /\.(?:pdf|odp|odt|key|pptx?|docx?|html?|md|txt|zip|mp[34]|webm|og[agv]|opus|m4[av]|mov|mkv|avi|flac|wav|srt|vtt|jpe?g|png|webp|svg)$/i
/** What a file's name with spaces in it ends in: a sentence may end in `index.html`. */
const DOCUMENT = /\.(?:pdf|odp|pptx?|mp4|webm)$/i
const HOST = /^(?:[\w-]+\.)+(?:com|org|be|tv|st)$/i
const ADDRESS = /^(?:[\w-]+\.)+[a-z]{2,}\//i
const ID = /^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?=\D*\d)[0-9a-f]{8,})$/i

/**
 * Whether a title says what something is of: one that is a kind ("Slides:"), a host, an address, a file's
 * name or an id does not. `url` is where the thing is: parts of that are no titles either.
 */
export function tells(title: string, url: string): boolean {
  const text = title.trim()
  const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  // Numbers say which of several it is, which is not of what.
  if (words.every((word) => KIND_WORDS.has(word) || /^\d+$/.test(word))) return false
  if (/^\w+:\/\//.test(text)) return false
  if (/\s/.test(text)) return !DOCUMENT.test(text)
  if ([FILE, HOST, ADDRESS, ID].some((shape) => shape.test(text))) return false
  return !isPartOf(text.toLowerCase(), url)
}

/** The host, or what stands between slashes, unless it may as well be a word. */
function isPartOf(text: string, url: string): boolean {
  if (!URL.canParse(url)) return false
  const { pathname, searchParams } = new URL(url)
  const host = plainHost(new URL(url)).toLowerCase()
  if (text.replace(/^www\./, '') === host) return true
  if (/^\p{L}+$/u.test(text)) return false
  const parts = [...pathname.split('/').flatMap(decoded), ...searchParams.values()]
  return parts.some((part) =>
    [part, part.replace(FILE, '')].some((one) => one.toLowerCase() === text),
  )
}

function decoded(part: string): string[] {
  try {
    return [part, decodeURIComponent(part)]
  } catch {
    return [part]
  }
}
