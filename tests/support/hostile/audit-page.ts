import { Parser } from 'htmlparser2'

/** Elements that no page of ours has any use for. */
const NEVER = new Set(
  'iframe object embed frame frameset applet base style math foreignobject animate set portal'.split(
    ' ',
  ),
)
const URL_ATTRIBUTES = new Set(
  'href src action formaction poster data cite background xlink:href ping manifest longdesc'.split(
    ' ',
  ),
)

/** Where our own forms may send a browser besides here. */
const isLocal = (url: string) => /^(?:\/(?![/\\])|#|\?|\.\/)/.test(url) || url === ''

function badUrl(tag: string, attribute: string, url: string, ownOrigin: string): string | null {
  // Browsers drop these before they read an address.
  const read = url.replace(/[\t\n\r]/g, '').trim()
  if (isLocal(read)) return null
  if (!URL.canParse(read)) return `<${tag} ${attribute}> leads nowhere: ${url.slice(0, 80)}`
  const { protocol, username, password, origin } = new URL(read)
  if (username || password) return `<${tag} ${attribute}> holds a password: ${url}`
  if (origin === ownOrigin) return null
  const mayLeave = tag === 'a' || tag === 'link'
  if (
    mayLeave &&
    attribute === 'href' &&
    ['http:', 'https:', 'mailto:', 'webcal:'].includes(protocol)
  )
    return null
  return `<${tag} ${attribute}> leads to ${url.slice(0, 80)}`
}

/**
 * What is wrong with a page that shows what strangers wrote: everything that could act, load from
 * elsewhere, dress up as ours or lead where no link should. Empty for a page that is as it should be.
 */
export function auditPage(html: string, { ownOrigin }: { ownOrigin: string }): string[] {
  const wrong: string[] = []
  let jsonLd: string | null = null
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        if (NEVER.has(tag)) wrong.push(`<${tag}>`)
        if (tag === 'script') {
          if (attributes.type === 'application/ld+json') jsonLd = ''
          else if (!isLocal(attributes.src ?? 'x')) wrong.push(`<script src=${attributes.src}>`)
        }
        if (tag === 'meta' && attributes['http-equiv']) wrong.push('<meta http-equiv>')
        for (const [name, value] of Object.entries(attributes)) {
          if (name.startsWith('on')) wrong.push(`<${tag} ${name}>`)
          if (name === 'style' || name === 'srcdoc' || name === 'srcset')
            wrong.push(`<${tag} ${name}>`)
          if (URL_ATTRIBUTES.has(name)) {
            const bad = badUrl(tag, name, value, ownOrigin)
            if (bad) wrong.push(bad)
          }
        }
        // Links that strangers wrote into a text go to this host.
        if (tag === 'a' && /^https?:\/\/text\.example/.test(attributes.href ?? '')) {
          const rel = attributes.rel?.split(' ') ?? []
          if (!rel.includes('nofollow') || !rel.includes('noopener') || attributes.target)
            wrong.push(`<a rel="${attributes.rel}"> out of a text`)
        }
      },
      ontext(text) {
        if (jsonLd !== null) jsonLd += text
      },
      onclosetag(tag) {
        if (tag !== 'script' || jsonLd === null) return
        try {
          JSON.parse(jsonLd)
        } catch {
          wrong.push('JSON-LD that is none')
        }
        jsonLd = null
      },
    },
    { decodeEntities: true },
  )
  parser.end(html)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what we look for.
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(html)) wrong.push('a control character')
  if (!html.isWellFormed()) wrong.push('half a character')
  return wrong
}

/** The local addresses that a page links to, as paths. */
export function localLinks(html: string, at: string): string[] {
  const links: string[] = []
  const parser = new Parser({
    onopentag(tag, { href }) {
      if (tag !== 'a' || !href) return
      const base = new URL(at, 'http://localhost')
      if (!URL.canParse(href, base)) return
      const { origin, pathname, search } = new URL(href, base)
      if (origin === base.origin) links.push(pathname + search)
    },
  })
  parser.end(html)
  return links
}
