import type { Ask, Sent } from './client.ts'
import type { Answer } from './exchange.ts'

/** Somebody who looks at the site, and what only they may see of it. */
export type Reader = {
  readonly name: string
  /** Their browser's, as they were when everything of theirs had been made. */
  readonly cookie: string
  readonly accountId: string | null
  /** The first letter of their name, which stands in every page's header; null for the visitor. */
  readonly initial: string | null
  /** What they are to events (`year/slug`), and the slugs of sessions that they track; null when that changes all the time. */
  readonly marks: {
    readonly roles: ReadonlyMap<string, string>
    readonly picks: ReadonlySet<string>
  } | null
}

/** Nobody in particular. */
export const visitor: Reader = {
  ...{ name: 'visitor', cookie: '', accountId: null, initial: null },
  marks: { roles: new Map(), picks: new Set() },
}

/** What a browser sends with a link. */
export const get = (path: string, cookie = ''): Sent => ({
  ...{ method: 'GET', path },
  headers: [['accept', 'text/html'], ...(cookie ? [['cookie', cookie] as const] : [])],
})

type Form = { readonly origin: string; readonly cookie?: string }

/** What a browser sends with a form. */
export function post(
  path: string,
  fields: Readonly<Record<string, string>>,
  { origin, cookie = '' }: Form,
): Sent {
  const { headers } = get(path, cookie)
  const type = ['content-type', 'application/x-www-form-urlencoded'] as const
  const body = new URLSearchParams(fields).toString()
  return { method: 'POST', path, headers: [...headers, ['origin', origin], type], body }
}

/** Keeps cookies, and follows nothing by itself. */
export class Browser {
  readonly #cookies = new Map<string, string>()
  readonly #ask: Ask
  readonly #origin: string

  constructor(ask: Ask, origin: string) {
    this.#ask = ask
    this.#origin = origin
  }

  get cookie() {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  get = (path: string) => this.#send(get(path, this.cookie))

  /** Throws unless the answer is the redirect that follows a form that was taken. */
  async post(path: string, fields: Readonly<Record<string, string>>): Promise<Answer> {
    const answer = await this.#send(
      post(path, fields, { origin: this.#origin, cookie: this.cookie }),
    )
    if (answer.status === 303) return answer
    throw new Error(`POST ${path} was answered ${answer.status}: ${answer.body.slice(0, 2_000)}`)
  }

  async #send(sent: Sent): Promise<Answer> {
    const answer = await this.#ask(sent)
    if (!answer) throw new Error(`${sent.method} ${sent.path} had no answer`)
    for (const [name, line] of answer.headers) if (name === 'set-cookie') this.#keep(line)
    return answer
  }

  #keep(line: string) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (/max-age=0/i.test(line)) this.#cookies.delete(name)
    else this.#cookies.set(name, value)
  }
}
