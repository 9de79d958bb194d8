import { lookup } from 'node:dns'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { Readable } from 'node:stream'
import { isPublicAddress } from '#functions/web/public-address.ts'

type Resolve = typeof lookup

/**
 * A fetch for `createFetchPublic` in Node: connects only to public addresses. The answer of the name
 * server that is checked is the one that is connected to, so a name that changes its mind in between
 * gains nothing. Follows no redirect and decompresses nothing.
 */
export const publicFetch =
  (resolve: Resolve = lookup) =>
  (url: string, { method = 'GET', headers, signal }: RequestInit): Promise<Response> =>
    new Promise((done, fail) => {
      const request = url.startsWith('https:') ? requestHttps : requestHttp
      request(url, {
        method,
        headers: { ...Object.fromEntries(new Headers(headers)), 'Accept-Encoding': 'identity' },
        lookup: publicLookup(resolve),
        // Without this, an earlier connection to the same name would be used again unchecked.
        agent: false,
        ...(signal && { signal }),
      })
        .on('response', (answer) => done(toResponse(answer)))
        .on('error', fail)
        .end()
    })

/** Every address of the name has to be public: which one is tried first is not ours to say. */
const publicLookup =
  (resolve: Resolve): LookupFunction =>
  (hostname, options, callback) =>
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '')
      const [first] = addresses
      if (!first || !addresses.every(({ address }) => isPublicAddress(address)))
        return callback(new Error(`${hostname} is not on the public internet`), '')
      if (options.all) callback(null, addresses)
      else callback(null, first.address, first.family)
    })

function toResponse(answer: IncomingMessage): Response {
  const { statusCode: status = 502, headers } = answer
  const empty = [204, 205, 304].includes(status)
  if (empty) answer.resume()
  const body = empty ? null : (Readable.toWeb(answer) as unknown as BodyInit)
  const pairs = Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  )
  return new Response(body, { status, headers: pairs })
}
