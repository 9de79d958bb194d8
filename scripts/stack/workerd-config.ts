import { readdirSync } from 'node:fs'
import { extname, join, relative } from 'node:path'
import type { WranglerConfig } from './wrangler-config.ts'

type Options = {
  /** The folder that the configuration is written to: the modules' paths are relative to it. */
  readonly folder: string
  /** The folder of the built Worker; its main module is `index.js`. */
  readonly bundle: string
  readonly port: number
  readonly controlPort: number
  readonly controlToken: string
  readonly kvPort: number
  readonly assetsPort: number
  /** A server that answers for every host, for tests. Without it: public addresses, and no others. */
  readonly webPort?: number | undefined
  readonly settings: Readonly<Record<string, string>>
  readonly wrangler: WranglerConfig
}

/** How workerd is to read a module with this ending. Others, such as source maps, are no modules. */
const KIND: Record<string, string> = {
  '.js': 'esModule',
  '.mjs': 'esModule',
  '.wasm': 'wasm',
  '.txt': 'text',
  '.html': 'text',
  '.bin': 'data',
}

/** A JSON string is a Cap'n Proto string too, but for characters that it must not hold anyway. */
const text = (value: string) => JSON.stringify(value)

/**
 * workerd's configuration: the built Worker on the site's port, with a network for our own gateways
 * (`internet`) and one for what strangers name (`web`), and on another port a few lines that
 * call its `scheduled()`, which bare workerd never does.
 */
export function workerdConfig(options: Options): string {
  const { port, controlPort, controlToken, kvPort, assetsPort, settings, wrangler, webPort } =
    options
  const bindings = [
    '(name = "FLAGS", kvNamespace = "kv")',
    '(name = "ASSETS", service = "assets")',
    '(name = "WEB", service = "web")',
    ...Object.entries(settings).map(
      ([name, value]) => `(name = ${text(name)}, text = ${text(value)})`,
    ),
  ]
  const loopback = (name: string, to: number) =>
    `(name = "${name}", external = (address = "127.0.0.1:${to}", http = ()))`
  const socket = (name: string, on: number, service: string) =>
    `(name = "${name}", address = "127.0.0.1:${on}", http = (), service = "${service}")`
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "control", worker = .control),
    ${loopback('kv', kvPort)},
    ${loopback('assets', assetsPort)},
    ${web(webPort)},
    (name = "internet", network = (allow = ["public", "private"], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [${socket('site', port, 'main')}, ${socket('control', controlPort, 'control')}],
);
const main :Workerd.Worker = (
  modules = [${modules(options).join(', ')}],
  compatibilityDate = ${text(wrangler.compatibilityDate)},
  compatibilityFlags = [${wrangler.compatibilityFlags.map(text).join(', ')}],
  bindings = [${bindings.join(', ')}],
);
const control :Workerd.Worker = (
  modules = [(name = "control.js", esModule = ${text(CONTROL)})],
  compatibilityDate = ${text(wrangler.compatibilityDate)},
  compatibilityFlags = ["service_binding_extra_handlers"],
  bindings = [(name = "MAIN", service = "main"), (name = "TOKEN", text = ${text(controlToken)})],
);
`
}

/** Here names are resolved and connections made, so here is where private addresses are refused. */
const web = (port: number | undefined) =>
  port === undefined
    ? '(name = "web", network = (allow = ["public"], tlsOptions = (trustBrowserCas = true)))'
    : `(name = "web", external = (address = "127.0.0.1:${port}", http = (forwardedProtoHeader = "x-forwarded-proto")))`

const CONTROL = `export default {
  async fetch(request, env) {
    if (request.headers.get('authorization') !== 'Bearer ' + env.TOKEN)
      return new Response(null, { status: 401 })
    if (request.method !== 'POST') return new Response('ready')
    const { cron } = await request.json()
    return Response.json(await env.MAIN.scheduled({ scheduledTime: new Date(), cron }))
  },
}`

/** The first module is the one that workerd runs. */
function modules({ bundle, folder }: Options): string[] {
  const files = readdirSync(bundle, { recursive: true, encoding: 'utf8' })
    .filter((file) => extname(file) in KIND && file !== 'index.js')
    .sort()
  return ['index.js', ...files].map((file) => {
    const path = relative(folder, join(bundle, file))
    return `(name = ${text(file)}, ${KIND[extname(file)]} = embed ${text(path)})`
  })
}
