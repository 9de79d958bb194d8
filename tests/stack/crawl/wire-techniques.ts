import { type Technique, withBytes } from './technique.ts'

const SMUGGLED = 'GET /dashboard/ HTTP/1.1\r\nHost: localhost\r\n\r\n'
const END = ['', '']

/** Requests that two servers on the way could cut differently, or that are hardly requests at all. */
export const wireTechniques: readonly Technique[] = [
  withBytes('a length and chunks, chunks empty', ({ path, host, cookie }) => [
    ...[`GET ${path} HTTP/1.1`, `Host: ${host}`, `Cookie: ${cookie}`],
    ...[`Content-Length: ${SMUGGLED.length + 5}`, 'Transfer-Encoding: chunked', '', '0', ''],
    SMUGGLED,
  ]),
  withBytes('a length shorter than the chunks', ({ path, host }) => [
    ...[`POST ${path} HTTP/1.1`, `Host: ${host}`, 'Content-Length: 3'],
    ...['Transfer-Encoding: chunked', '', SMUGGLED.length.toString(16), SMUGGLED, '0', ...END],
  ]),
  ...['xchunked', 'chunked, identity', 'identity', '\tchunked', 'chunKed', 'gzip, chunked'].map(
    (coding) =>
      withBytes(`the coding ${JSON.stringify(coding)}`, ({ path, host }) => [
        ...[`GET ${path} HTTP/1.1`, `Host: ${host}`, `Transfer-Encoding: ${coding}`, '', '0', ''],
        SMUGGLED,
      ]),
  ),
  withBytes('two lengths', ({ path, host }) => [
    ...[`GET ${path} HTTP/1.1`, `Host: ${host}`, 'Content-Length: 0'],
    ...[`Content-Length: ${SMUGGLED.length}`, '', SMUGGLED],
  ]),
  ...['-1', '+5', '0x5', '1e1', '99999999999999999999', ' ', '5, 5'].map((length) =>
    withBytes(`the length ${length}`, ({ path, host }) => [
      ...[`GET ${path} HTTP/1.1`, `Host: ${host}`, `Content-Length: ${length}`, '', 'abcde'],
    ]),
  ),
  withBytes('a second request behind a body', ({ path, host, cookie }) => [
    ...[`GET ${path} HTTP/1.1`, `Host: ${host}`, `Cookie: ${cookie}`, 'Content-Length: 3'],
    ...['', `abc${SMUGGLED}`],
  ]),
  withBytes('two requests at once', ({ path, host, cookie }) => [
    ...[`GET /dashboard/ HTTP/1.1`, `Host: ${host}`, `Cookie: ${cookie}`, ''],
    ...[`GET ${path} HTTP/1.1`, `Host: ${host}`, ...END],
  ]),
  withBytes('chunks that are none', ({ path, host }) => [
    ...[
      `GET ${path} HTTP/1.1`,
      `Host: ${host}`,
      'Transfer-Encoding: chunked',
      '',
      'zz',
      'x',
      ...END,
    ],
  ]),
  withBytes('a chunk that is too long to be', ({ path, host }) => [
    ...[`GET ${path} HTTP/1.1`, `Host: ${host}`, 'Transfer-Encoding: chunked', ''],
    ...['ffffffffffffffff1', 'x', ...END],
  ]),
  withBytes('the whole address', ({ path, host, cookie }) => [
    ...[`GET http://evil.example${path} HTTP/1.1`, `Host: ${host}`, `Cookie: ${cookie}`, ...END],
  ]),
  withBytes('the address of somebody', ({ path, host }) => [
    ...[`GET http://user:pass@${host}${path} HTTP/1.1`, `Host: ${host}`, ...END],
  ]),
  withBytes('two hosts', ({ path, host }) => [
    ...[`GET ${path} HTTP/1.1`, `Host: ${host}`, 'Host: evil.example', ...END],
  ]),
  withBytes('no host', ({ path }) => [`GET ${path} HTTP/1.1`, ...END]),
  withBytes('HTTP/1.0', ({ path }) => [`GET ${path} HTTP/1.0`, ...END]),
  withBytes('HTTP/0.9', ({ path }) => [`GET ${path}`, ...END]),
  withBytes('HTTP/2.0', ({ path }) => ['PRI * HTTP/2.0', '', `SM${path}`, ...END]),
  withBytes('a space in the name of a header', ({ path, host, cookie }) => [
    ...[`GET ${path} HTTP/1.1`, `Host: ${host}`, `Cookie : ${cookie}`, ...END],
  ]),
  withBytes('a header that goes on in the next line', ({ path, host, cookie }) => [
    ...[`GET ${path} HTTP/1.1`, `Host: ${host}`, 'X-A: b', ` Cookie: ${cookie}`, ...END],
  ]),
  withBytes('a header without a colon', ({ path, host }) => [
    ...[`GET ${path} HTTP/1.1`, `Host: ${host}`, 'nothing', ...END],
  ]),
  withBytes('line ends without returns', ({ path, host, cookie }) => [
    `GET ${path} HTTP/1.1\nHost: ${host}\nCookie: ${cookie}\n\n`,
  ]),
  withBytes('a zero in a header', ({ path, host }) => [
    ...[`GET ${path} HTTP/1.1`, `Host: ${host}`, 'X-A: b\0c', ...END],
  ]),
  withBytes('a header of 100 kB', ({ path, host }) => [
    ...[`GET ${path} HTTP/1.1`, `Host: ${host}`, `X-A: ${'x'.repeat(100_000)}`, ...END],
  ]),
  withBytes('a method in lower case', ({ path, host }) => [
    ...[`get ${path} HTTP/1.1`, `Host: ${host}`, ...END],
  ]),
  // Not CONNECT: workerd answers it itself, with 500, and Cloudflare lets none through.
  ...['TRACE', 'BREW'].map((method) =>
    withBytes(`the method ${method}`, ({ path, host }) => [
      ...[`${method} ${path} HTTP/1.1`, `Host: ${host}`, ...END],
    ]),
  ),
  withBytes('spaces in the address', ({ path, host }) => [
    ...[`GET ${path} x HTTP/1.1`, `Host: ${host}`, ...END],
  ]),
  withBytes('no address', ({ host }) => ['GET  HTTP/1.1', `Host: ${host}`, ...END]),
  withBytes('an asterisk for an address', ({ host }) => [
    'OPTIONS * HTTP/1.1',
    `Host: ${host}`,
    ...END,
  ]),
]
