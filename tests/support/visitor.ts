import { form, type makeEdge } from './edge.ts'

export type TestEdge = Pick<ReturnType<typeof makeEdge>, 'send' | 'settle'>

/** Somebody's browser: keeps cookies, sends forms as browsers do, follows nothing by itself. */
export class Visitor {
  readonly cookies = new Map<string, string>()
  readonly edge: TestEdge
  readonly headers: Record<string, string>

  constructor(edge: TestEdge, headers: Record<string, string> = {}) {
    this.edge = edge
    this.headers = headers
  }

  get(path: string) {
    return this.send(path, {})
  }

  post(path: string, fields: Record<string, string> = {}) {
    return this.send(path, form(fields))
  }

  async send(path: string, init: { method?: string; body?: string; headers?: object }) {
    const Cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...(Cookie && { Cookie }), ...this.headers, ...init.headers }
    const answer = await this.edge.send(path, { ...init, headers })
    this.keepCookies(answer)
    return answer
  }

  keepCookies(answer: Response) {
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/max-age=0/i.test(line)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
  }
}
