import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
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

const fileIn = (dataDir: string) => join(dataDir, 'identity.json')

/** Reads the identity of a data folder, and makes what it lacks. Only its owner can read the file. */
export function readIdentity(dataDir: string): Identity {
  const file = fileIn(dataDir)
  const known: Partial<Identity> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const secret = (name: (typeof NAMES)[number]) => known[name] ?? newSecret()
  // Every name is there: the entries are made from the list of names.
  const identity = Object.fromEntries(NAMES.map((name) => [name, secret(name)])) as Identity
  if (NAMES.some((name) => !known[name])) writeIdentity(dataDir, identity)
  return identity
}

/** Whole or not at all: on a full disk the secrets must not be lost. */
function writeIdentity(dataDir: string, identity: Identity) {
  const file = fileIn(dataDir)
  writeFileSync(`${file}.new`, JSON.stringify(identity, null, 2), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

const newSecret = () => randomBytes(24).toString('hex')

export type SigningKeys = { readonly current: string; readonly next: string }

/** The pair that the queue signs with, which can be rotated. */
export type KeyRing = { keys(): SigningKeys; rotate(): SigningKeys }

/** The signing keys of a data folder. A Worker that is told its settings later knows the new pair. */
export function openKeyRing(dataDir: string): KeyRing {
  let identity = readIdentity(dataDir)
  const keys = () => ({ current: identity.signingKey, next: identity.nextSigningKey })
  return {
    keys,
    rotate: () => {
      identity = { ...identity, signingKey: identity.nextSigningKey, nextSigningKey: newSecret() }
      writeIdentity(dataDir, identity)
      return keys()
    },
  }
}
