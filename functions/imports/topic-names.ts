import { slugify } from '../text/fold.ts'
import { entryOf } from './entry-of.ts'

/** A topic's name and the other slugs that people use for it. */
type Naming = { readonly name: string; readonly synonyms?: readonly string[] }

/** How topics that sources know by a bare slug are written. */
const namings: Readonly<Record<string, Naming>> = {
  accessibility: { name: 'Accessibility', synonyms: ['a11y'] },
  android: { name: 'Android' },
  api: { name: 'APIs', synonyms: ['apis'] },
  cfml: { name: 'CFML', synonyms: ['coldfusion'] },
  clojure: { name: 'Clojure', synonyms: ['clojurescript'] },
  cpp: { name: 'C++', synonyms: ['c-plus-plus', 'cplusplus'] },
  css: { name: 'CSS' },
  data: { name: 'Data', synonyms: ['big-data', 'data-science'] },
  devops: { name: 'DevOps', synonyms: ['dev-ops'] },
  dotnet: { name: '.NET', synonyms: ['net', 'dot-net'] },
  elixir: { name: 'Elixir' },
  elm: { name: 'Elm' },
  general: { name: 'General' },
  golang: { name: 'Go', synonyms: ['go'] },
  graphql: { name: 'GraphQL' },
  groovy: { name: 'Groovy' },
  haskell: { name: 'Haskell' },
  identity: { name: 'Identity' },
  ios: { name: 'iOS' },
  iot: { name: 'Internet of Things', synonyms: ['internet-of-things'] },
  java: { name: 'Java' },
  javascript: { name: 'JavaScript', synonyms: ['js'] },
  kotlin: { name: 'Kotlin' },
  leadership: { name: 'Leadership' },
  networking: { name: 'Networking' },
  opensource: { name: 'Open source', synonyms: ['open-source', 'oss'] },
  performance: { name: 'Performance', synonyms: ['web-performance', 'webperf'] },
  php: { name: 'PHP' },
  product: { name: 'Product', synonyms: ['product-management'] },
  python: { name: 'Python', synonyms: ['py'] },
  ruby: { name: 'Ruby', synonyms: ['rb'] },
  rust: { name: 'Rust' },
  scala: { name: 'Scala' },
  security: { name: 'Security', synonyms: ['infosec'] },
  sre: { name: 'Site reliability', synonyms: ['site-reliability'] },
  'tech-comm': { name: 'Technical communication', synonyms: ['technical-communication', 'docs'] },
  testing: { name: 'Testing' },
  typescript: { name: 'TypeScript', synonyms: ['ts'] },
  ux: { name: 'UX', synonyms: ['user-experience'] },
}

const canonical = new Map(
  Object.entries(namings).flatMap(([slug, { synonyms = [] }]) =>
    synonyms.map((synonym): [string, string] => [synonym, slug]),
  ),
)

/** The slug we keep a source's topic under, or null when nothing can be made of it. */
export function topicSlug(text: string): string | null {
  const slug = slugify(text)
  return canonical.get(slug) ?? (slug || null)
}

/** A topic's name: its own, or the slug with a capital. */
export function topicNaming(slug: string): Naming {
  const words = slug.replaceAll('-', ' ')
  return entryOf(namings, slug) ?? { name: words.charAt(0).toUpperCase() + words.slice(1) }
}
