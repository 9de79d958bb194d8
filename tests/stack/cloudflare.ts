import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

export const KV_NAMESPACE = '0123456789abcdef0123456789abcdef'

/** What `wrangler deploy` uploads besides the code. */
type Metadata = {
  bindings: { name: string; type: string; text?: string }[]
  keep_bindings?: string[]
  [other: string]: unknown
}

export type Cloudflare = {
  /** What makes wrangler speak to this instead. */
  readonly env: Readonly<Record<string, string>>
  readonly values: Map<string, string>
  /** Of the Worker that is deployed: one, whatever its name. */
  readonly secrets: Map<string, string>
  /** Of each upload, oldest first. */
  readonly uploads: { name: string; metadata: Metadata }[]
  stop(): void
}

type Account = Pick<Cloudflare, 'values' | 'secrets' | 'uploads'> & { activate(): Promise<void> }
type Answer = { status?: number; result: unknown; code?: number; raw?: string }
type Asked = { method: string; path: string; body: Buffer; contentType: string }

/**
 * Cloudflare's API as wrangler 4.164 speaks to it for a deploy, for the values of one KV namespace and
 * for secrets. As there, an upload keeps the secrets that it does not name when `keep_bindings` says
 * so, and `secrets-bulk` deletes those that are null. `activate` is called for each new version.
 */
export async function startCloudflare(activate = async () => {}): Promise<Cloudflare> {
  const account: Account = { values: new Map(), secrets: new Map(), uploads: [], activate }
  const server = createServer(async (request, response) => {
    const asked = await readRequest(request)
    const allowed = request.headers.authorization === 'Bearer a-token'
    const {
      status = 200,
      result,
      code = 10000,
      raw,
    } = allowed ? await answer(asked, account) : { status: 403, result: null }
    const errors = status === 200 ? [] : [{ code, message: allowed ? 'Not there' : 'Refused' }]
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(raw ?? JSON.stringify({ success: status === 200, errors, messages: [], result }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const env = {
    CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    CLOUDFLARE_ACCOUNT_ID: 'an-account',
    CLOUDFLARE_API_TOKEN: 'a-token',
  }
  return { ...account, env, stop: () => void server.close() }
}

async function answer(asked: Asked, account: Account): Promise<Answer> {
  const { method, path } = asked
  const [, key] = /^\/storage\/kv\/namespaces\/\w+\/values\/(.+)$/.exec(path) ?? []
  if (key) return answerValue(key, asked, account)
  const [, name = '', what] = /^\/workers\/scripts\/([^/]+)(?:\/(.+))?$/.exec(path) ?? []
  if (path.startsWith('/workers/services/'))
    return account.uploads.length === 0
      ? { status: 404, code: 10007, result: null }
      : { result: { default_environment: { script: { last_deployed_from: 'wrangler' } } } }
  // The first version comes with its deployment, later ones are uploaded and then deployed.
  if (name && (what ?? 'versions') === 'versions' && method !== 'GET')
    return upload(name, asked, account)
  if (what === 'deployments' && method === 'POST') return deployVersion(account)
  if (what === 'secrets')
    return { result: [...account.secrets.keys()].map((secret) => ({ name: secret })) }
  if (what === 'secrets-bulk') return changeSecrets(asked, account)
  if (what === 'assets-upload-session') return { result: { jwt: 'done', buckets: [] } }
  if (what === 'deployments') return { result: { deployments: [] } }
  if (path.startsWith('/workers/workers/') || what === 'subdomain')
    return { result: { subdomain: { enabled: true, previews_enabled: false } } }
  if (path === '/workers/subdomain') return { result: { subdomain: 'somebody' } }
  return { result: {} }
}

function answerValue(key: string, { method, body }: Asked, { values }: Account): Answer {
  if (method === 'PUT') {
    values.set(key, body.toString())
    return { result: null }
  }
  const raw = values.get(key)
  return raw === undefined ? { status: 404, result: null } : { result: null, raw }
}

async function upload(name: string, asked: Asked, account: Account): Promise<Answer> {
  const { secrets, uploads, activate } = account
  const metadata = await metadataOf(asked)
  if (!metadata.keep_bindings?.includes('secret_text')) secrets.clear()
  for (const { name: secret, type, text = '' } of metadata.bindings)
    if (type === 'secret_text') secrets.set(secret, text)
    else secrets.delete(secret)
  uploads.push({ name, metadata })
  if (asked.method === 'PUT') await activate()
  const id = randomUUID()
  const resources = { script: { etag: id } }
  return { result: { id, deployment_id: id, startup_time_ms: 1, resources } }
}

async function deployVersion({ activate }: Account): Promise<Answer> {
  await activate()
  return { result: { id: randomUUID() } }
}

async function changeSecrets({ body }: Asked, { secrets, activate }: Account): Promise<Answer> {
  const { secrets: changes } = JSON.parse(body.toString()) as {
    secrets: Record<string, { text: string } | null>
  }
  for (const [name, secret] of Object.entries(changes))
    if (secret) secrets.set(name, secret.text)
    else secrets.delete(name)
  await activate()
  return { result: {} }
}

async function readRequest(request: IncomingMessage): Promise<Asked> {
  const { pathname } = new URL(request.url ?? '/', 'http://cloudflare.test')
  return {
    method: request.method ?? 'GET',
    path: decodeURIComponent(pathname).replace('/accounts/an-account', ''),
    body: await buffer(request),
    contentType: request.headers['content-type'] ?? '',
  }
}

async function metadataOf({ body, contentType }: Asked): Promise<Metadata> {
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': contentType },
  }).formData()
  return JSON.parse(String(form.get('metadata')))
}
