import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The secrets of one local stack. Kept, so that a restart signs nobody out and loses no message. */
export type Identity = { readonly [name in (typeof NAMES)[number]]: string }

const NAMES = [
  'sessionSecret',
  'redisPassword',
  'redisToken',
  'qstashToken',
  'signingKey',
  'nextSigningKey',
  'resendKey',
  'mailboxKey',
  'socialToken',
  'controlToken',
] as const

/** Reads the identity of a data folder, and makes what it lacks. Only its owner can read the file. */
export function readIdentity(dataDir: string): Identity {
  const file = join(dataDir, 'identity.json')
  const known: Partial<Identity> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const secret = (name: (typeof NAMES)[number]) => known[name] ?? randomBytes(24).toString('hex')
  // Every name is there: the entries are made from the list of names.
  const identity = Object.fromEntries(NAMES.map((name) => [name, secret(name)])) as Identity
  writeFileSync(file, JSON.stringify(identity, null, 2), { mode: 0o600 })
  return identity
}
