import { type Technique, withPath } from './technique.ts'

/** Two parts of a path are rewritten in one another's terms; queries stay at the end. */
const before = (ending: string) => (path: string) => {
  const [pathname = '', ...query] = path.split('?')
  return [`${pathname}${ending}`, ...query].join('?')
}
const after = (text: string) => (path: string) => `${path}${path.includes('?') ? '&' : '?'}${text}`
const encoded = (letter: string) => `%${letter.charCodeAt(0).toString(16)}`

/** Addresses that name the same page in other words, or seem to. */
export const pathTechniques: readonly Technique[] = [
  // What a cache keeps by its ending, whatever the site makes of it.
  ...['.css', 'x.css', 'style.css', '.js', 'x.ico', ';x.css', '%2fx.css', '%3bx.css', '%00x.css']
    .concat(['%0ax.css', '%23x.css', '%3fx.css', '/assets/x.css', '../assets/x.css', 'x.json'])
    .map((ending) => withPath(`ends with ${ending}`, before(ending))),
  ...[';', ';a=b', ';jsessionid=1', '.', '..', '%2e', '/', '//', '/.', '/..', '/./', '%20', '%09']
    .concat(['%2f', '%2F', '%252f', '%5c', '\\', '%c0%af', '%e0%80%af', '%f8%80%80%80%af', '%'])
    .concat(['%zz', '%u002f', '\u00e9', '%ef%bc%8f', '%E2%80%AE', '%ed%a0%80', '*', '|', '^', '"'])
    .map((ending) => withPath(`ends with ${JSON.stringify(ending)}`, before(ending))),
  withPath('loses its last slash', (path) => path.replace(/\/(?=\?|$)/, '')),
  withPath('begins with two slashes', (path) => `/${path}`),
  withPath('begins with a backslash', (path) => `/\\${path}`),
  withPath('begins with a dot', (path) => `/.${path}`),
  withPath('begins with an encoded dot', (path) => `/%2e${path}`),
  withPath('begins with another folder', (path) => `/assets/..${path}`),
  withPath('begins with another folder, encoded', (path) => `/assets/%2e%2e${path}`),
  withPath('begins with another folder and an encoded slash', (path) => `/assets/..%2f${path}`),
  withPath('begins with the dashboard', (path) => `/dashboard/..${path}`),
  withPath('begins with the dashboard, encoded', (path) => `/dashboard/%2E%2e${path}`),
  withPath('begins with pictures', (path) => `/pictures/..${path}`),
  withPath('begins with the queue', (path) => `/_queues/..${path}`),
  withPath('has two slashes everywhere', (path) => path.replaceAll('/', '//')),
  withPath('has encoded slashes', (path) => `/${path.slice(1).replaceAll('/', '%2f')}`),
  withPath('has slashes encoded twice', (path) => `/${path.slice(1).replaceAll('/', '%252F')}`),
  withPath('is in upper case', (path) => path.toUpperCase()),
  withPath('is in mixed case', (path) => path.replace(/[a-z]/, (letter) => letter.toUpperCase())),
  withPath('has one letter encoded', (path) => path.replace(/[a-z]/, encoded)),
  withPath('has every letter encoded', (path) => path.replaceAll(/[a-z]/g, encoded)),
  withPath('has hex in both cases', (path) => before('%c3%Aa%C3%aA')(path)),
  withPath('has a parameter in each part', (path) => path.replaceAll(/(?<=.)\//g, ';v=1.1/')),
  withPath('has a fragment', (path) => `${path}#/dashboard/`),
  withPath('ends with a question mark', (path) => `${path}?`),
  withPath('is very long', before('x'.repeat(8_000))),
  ...queries(),
]

/** What is no part of any page's address, or a part of it twice. */
function queries(): readonly Technique[] {
  const evil = encodeURIComponent('"><script>alert(1)</script>')
  return [
    ...[`utm_source=${evil}`, 'cb=1', '&&&', '=', 'a', '%', '%ff=%ff', '__proto__=1', 'x.css']
      .concat(['after=', 'after[]=1', 'after=x&after=y', `after=${evil}`, 'after=%00', 'after=%ff'])
      .concat(['topic=css&topic=evil', 'topic=_', 'Topic=css', 'topic;place=x', 'day=none&day=x'])
      .concat(['year=99999999', 'month=2026-13', 'view=grid', 'picks=1', 'next=//evil.example/'])
      .concat([`after=${'a'.repeat(4_000)}`, `${'a=1&'.repeat(1_000)}`, 'after=\u00e9', 'a#b?c'])
      .map((text) => withPath(`asks for ${text.slice(0, 40)}`, after(text))),
  ]
}
