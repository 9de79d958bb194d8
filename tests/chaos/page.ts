export type Role = 'attending' | 'tracking' | 'none'

/** What a page tells, as a visitor reads it. */
export type Page = {
  /** The first letter of who is signed in, or null. */
  readonly signedInAs: string | null
  /** Each version that is shown of an event, by the number in its name. */
  readonly versions: readonly { readonly event: number; readonly version: number }[]
  /** What the visitor is to each event that has its buttons on the page, by the event's path. */
  readonly roles: ReadonlyMap<string, Role>
}

const NAME = /Chaos (\d{3}) v(\d{6})/g
const BUTTON = /class="press (attending|tracking)( on)?" data-key="([^" ]+) /g
const FACE = />([^<]+)<\/span> You</

/** An event's name: which one it is, and how often it was changed. */
export const nameOf = (event: number, version: number) =>
  `Chaos ${String(event).padStart(3, '0')} v${String(version).padStart(6, '0')}`

export function readPage(html: string): Page {
  const roles = new Map<string, Role>()
  for (const [, role, on, key] of html.matchAll(BUTTON)) {
    const path = `/${key}/`
    if (on) roles.set(path, role as Role)
    else if (!roles.has(path)) roles.set(path, 'none')
  }
  const versions = [...html.matchAll(NAME)].map(([, event, version]) => ({
    event: Number(event),
    version: Number(version),
  }))
  return { signedInAs: FACE.exec(html)?.[1] ?? null, versions, roles }
}
