import { type Technique, withCookie, withHeaders, withMethod } from './technique.ts'

const EVIL = 'evil.example'

const hosts = [
  withHeaders(['host', EVIL]),
  withHeaders(['host', `localhost:1@${EVIL}`]),
  withHeaders(['host', 'localhost.:80']),
  withHeaders(['host', '']),
  withHeaders(['host', `${EVIL}/x?y#z`]),
  withHeaders(['host', '[::1]:99999']),
  withHeaders(['host', 'localhost'], ['host', EVIL]),
  ...['X-Forwarded-Host', 'X-Host', 'X-Original-Host', 'X-HTTP-Host-Override', 'X-Forwarded-Server']
    .concat(['Forwarded-Host', 'X-Proxy-Host', 'X-Real-Host', 'Proxy-Host', 'X-Backend-Host'])
    .map((name) => withHeaders([name, EVIL])),
  withHeaders(['X-Forwarded-Host', EVIL], ['X-Forwarded-Host', 'localhost']),
]

const forwarding = [
  withHeaders(['Forwarded', `for="[::1]";host=${EVIL};proto=https;by=evil`]),
  withHeaders(['X-Forwarded-Proto', 'http'], ['X-Forwarded-Port', '1'], ['X-Forwarded-For', EVIL]),
  withHeaders(['X-Forwarded-Scheme', 'nothttps'], ['X-Forwarded-SSL', 'off']),
  withHeaders(['X-Forwarded-Prefix', `//${EVIL}`], ['X-Script-Name', '/evil']),
  ...['X-Original-URL', 'X-Rewrite-URL', 'X-Override-URL', 'X-Forwarded-Path', 'X-Forwarded-Uri']
    .concat(['X-Original-Uri', 'X-Accel-Redirect', 'X-Sendfile', 'Base-Url', 'Request-Uri'])
    .map((name) => withHeaders([name, '/dashboard/'])),
  ...['POST', 'DELETE', 'HEAD', 'TRACE'].map((method) =>
    withHeaders(
      ['X-HTTP-Method-Override', method],
      ['X-HTTP-Method', method],
      ['X-Method-Override', method],
    ),
  ),
  withHeaders(['CF-Connecting-IP', '192.0.2.1'], ['True-Client-IP', '192.0.2.1']),
  withHeaders(['CF-Visitor', '{"scheme":"http"}'], ['CF-IPCountry', 'XX'], ['CF-Ray', 'evil']),
  withHeaders(['CF-Worker', EVIL], ['CF-EW-Via', '15'], ['CDN-Loop', 'cloudflare; loops=3']),
  withHeaders(['CF-Cache-Status', 'HIT'], ['Age', '99999'], ['Cache-Tag', 'evil']),
  withHeaders(['X-Real-IP', '127.0.0.1'], ['X-Client-IP', '127.0.0.1'], ['Client-IP', '::1']),
]

/** Headers that only the site itself sends. */
const ours = [
  withHeaders(['X-Request-Id', 'evil-request']),
  withHeaders(['X-Hallway-Tags', 'evil'], ['X-Hallway-Refused', '1']),
  withHeaders(['X-Cache', 'miss'], ['Server-Timing', 'cache;desc=evil']),
  withHeaders(['Set-Cookie', '__Host-session=evil'], ['Location', `//${EVIL}/`]),
  withHeaders(['Upstash-Signature', 'evil'], ['Content-Security-Policy', "default-src 'unsafe'"]),
]

const accepting = [
  ...['application/json', 'application/problem+json', 'application/json, text/html;q=0.1', '*/*']
    .concat(['', 'image/*', 'text/html, application/problem+json', ';;;q=nothing', '\u00ff\u00fe'])
    .concat([`text/html;${'x'.repeat(7_000)}`, 'text/x-component', 'application/xml'])
    .map((value) => withHeaders(['accept', value])),
  ...[
    'br',
    'gzip;q=0',
    'identity',
    '*;q=0',
    'gzip, deflate, br, zstd',
    'x'.repeat(500),
    'gzip;q=0.000',
  ].map((value) => withHeaders(['accept-encoding', value])),
  withHeaders(['Accept-Language', 'xx-evil'], ['Accept-Charset', 'utf-7']),
  withHeaders(['RSC', '1'], ['X-Requested-With', 'XMLHttpRequest'], ['X-Inertia', 'true']),
  withHeaders(['Purpose', 'prefetch'], ['Sec-Purpose', 'prefetch'], ['Service-Worker', 'script']),
  withHeaders(['X-Middleware-Subrequest', 'middleware'], ['X-Nextjs-Data', '1']),
]

const conditions = [
  ...['bytes=0-10', 'bytes=-1', 'bytes=5-', 'bytes=99999999-', 'bytes=10-1', 'lines=1']
    .concat([`bytes=${Array.from({ length: 500 }, (_, i) => `${i}-${i}`).join(',')}`])
    .map((value) => withHeaders(['Range', value])),
  withHeaders(['Range', 'bytes=0-1'], ['If-Range', 'W/"x"']),
  ...['*', 'W/"x"', '"x', `${'W/"x",'.repeat(800)}`, ' * ', ',,,'].map((value) =>
    withHeaders(['If-None-Match', value]),
  ),
  withHeaders(['If-Modified-Since', 'Thu, 01 Jan 1970 00:00:00 GMT']),
  withHeaders(['If-Modified-Since', 'Fri, 01 Jan 2100 00:00:00 GMT']),
  withHeaders(['If-Match', '"x"'], ['If-Unmodified-Since', 'Thu, 01 Jan 1970 00:00:00 GMT']),
  ...['no-cache', 'no-store', 'only-if-cached', 'max-stale', 'max-age=0', 'stale-if-error=1'].map(
    (value) => withHeaders(['Cache-Control', value], ['Pragma', 'no-cache']),
  ),
]

const senders = [
  withHeaders(['Authorization', 'Bearer evil']),
  withHeaders(['Authorization', 'Basic YTpi'], ['Proxy-Authorization', 'Basic YTpi']),
  withHeaders(['Origin', `https://${EVIL}`], ['Referer', `https://${EVIL}/`]),
  withHeaders(['Origin', 'null'], ['Sec-Fetch-Site', 'cross-site'], ['Sec-Fetch-Mode', 'cors']),
  withHeaders(['Referer', '"><script>alert(1)</script>'], ['User-Agent', '"><script>']),
  withHeaders(['User-Agent', ''], ['From', EVIL], ['Via', '1.1 evil']),
  withHeaders(['User-Agent', 'x'.repeat(7_000)]),
  withHeaders(...Array.from({ length: 100 }, (_, i) => [`X-Header-${i}`, 'x'] as const)),
  withHeaders(['Upgrade', 'websocket'], ['Connection', 'Upgrade']),
  withHeaders(['Connection', 'keep-alive, Cookie, X-Forwarded-Host'], ['TE', 'trailers']),
  withHeaders(['Expect', '100-continue']),
  withHeaders(['Max-Forwards', '0'], ['Trailer', 'Cookie'], ['Keep-Alive', 'timeout=0']),
]

/** The cookie of who asks, in ways in which one reader of cookies finds it and another does not. */
const cookies = [
  withCookie('a broken session beside its own', (own) => [
    ['cookie', `__Host-session=broken; ${own}`],
  ]),
  withCookie('its own session and a broken one', (own) => [['cookie', `${own}; __Host-session=x`]]),
  withCookie('a header for each cookie', (own) => own.split('; ').map((one) => ['cookie', one])),
  withCookie('its session in a second header', (own) => [
    ['cookie', 'a=b'],
    ['cookie', own],
  ]),
  withCookie('cookies parted by commas', (own) => [['cookie', `a=b, ${own}`]]),
  withCookie('cookies without a space', (own) => [['cookie', `a=b;${own.replaceAll('; ', ';')}`]]),
  withCookie('a tab before the session', (own) => [['cookie', `a=b;\t${own}`]]),
  withCookie('a space before the sign', (own) => [['cookie', own.replaceAll('=', ' =')]]),
  withCookie('a space after the sign', (own) => [['cookie', own.replace('=', '= ')]]),
  withCookie('a quoted value', (own) => [['cookie', own.replace(/=([^;]*)/, '="$1"')]]),
  withCookie('a quote before it', (own) => [['cookie', `a="x; ${own}`]]),
  withCookie('a quoted name', (own) => [['cookie', `"${own.replace('=', '"=')}`]]),
  withCookie('a name in lower case', (own) => [['cookie', own.replace('__Host', '__host')]]),
  withCookie('a name that is encoded', (own) => [['cookie', own.replace('__Host-', '__Host%2D')]]),
  withCookie('a cookie without a name', (own) => [['cookie', `=${own}`]]),
  withCookie('the version before it', (own) => [['cookie', `$Version=1; $Path=/; ${own}`]]),
  withCookie('no prefix', (own) => [['cookie', own.replaceAll('__Host-', '')]]),
  withCookie('an empty session', () => [['cookie', '__Host-session=']]),
  withCookie('a session that is no text', () => [['cookie', '__Host-session=%ff%00%zz.%80']]),
  withCookie('a torn session', (own) => [['cookie', own.slice(0, 60)]]),
  withCookie('another signature', (own) => [['cookie', own.replace(/.(?=;|$)/, '0')]]),
  withCookie('other cookies forged', (own) => [
    ['cookie', `${own.split(';')[0]}; __Host-seen=9.x; __Host-read=F/F.x; __Host-github=e30.x`],
  ]),
  withCookie('a thousand cookies', (own) => [['cookie', `${'a=b; '.repeat(1_000)}${own}`]]),
  withCookie('nothing but signs', () => [['cookie', ';;;===;; ;']]),
]

const methods = [
  ...['HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH', 'PURGE', 'PROPFIND'].map((one) =>
    withMethod(one),
  ),
  withMethod('GET', 'role=attending'),
  withMethod('GET', '_method=POST'),
  withMethod('POST', 'role=attending&_method=GET'),
]

/** What stands beside an address in a request. */
export const headerTechniques: readonly Technique[] = [
  ...[...hosts, ...forwarding, ...ours, ...accepting, ...conditions, ...senders],
  ...[...cookies, ...methods],
]
