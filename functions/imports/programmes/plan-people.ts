import { newId } from '#db/id.ts'
import type { people, personExternalIds } from '#db/schema/index.ts'
import { fold } from '../../text/fold.ts'
import type { ProgrammeCredit, ProgrammeSession } from '../programme-record.ts'
import type { KnownPerson, KnownProgramme } from './known-programme.ts'
import { type ProgrammeKind, sourceOf } from './source.ts'

/** A new person, without a handle yet. */
export type PersonPlan = Omit<typeof people.$inferInsert, 'handle'> & { readonly id: string }
export type PersonChange = Pick<KnownPerson, 'id' | 'bio' | 'photoUrl' | 'links'>
type PersonName = typeof personExternalIds.$inferInsert

export type PeoplePlan = {
  /** Whom a credit means; null for somebody who is a name only. */
  readonly personOf: (credit: ProgrammeCredit) => string | null
  readonly created: readonly PersonPlan[]
  readonly changed: readonly PersonChange[]
  readonly names: readonly PersonName[]
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** A guid means the same person wherever it stands; numbers and short codes do only within their source. */
export const personSource = (kind: ProgrammeKind, eventId: string, externalId: string): string =>
  UUID.test(externalId) ? 'guid' : sourceOf(kind, eventId)

type Context = { readonly kind: ProgrammeKind; readonly eventId: string }

/**
 * Who stands behind the credits of these sessions. A name with an id that its source can be trusted
 * with has a person, a new one if need be. Never is anybody found by name alone; but where a name
 * comes without an id that we know, it means whom this very event bills under it, if that is one
 * person: a programme and its recordings are lists of the same talks, and organisers who bill two
 * people of one name there would have to tell them apart too.
 */
export function planPeople(
  sessions: readonly ProgrammeSession[],
  known: KnownProgramme,
  { kind, eventId }: Context,
): PeoplePlan {
  const source = (externalId: string) => personSource(kind, eventId, externalId)
  const byKey = new Map(known.personIds.map((id) => [keyOf(id.source, id.externalId), id.personId]))
  const ours = new Set(known.people.map(({ id }) => id))
  const billed = new Billed(known)
  const all = sessions.flatMap(({ credits }) => credits)
  const named = all.flatMap((credit) =>
    credit.externalId === null ? [] : [{ credit, externalId: credit.externalId }],
  )
  const created = new Map<string, PersonPlan>()
  const names: PersonName[] = []
  const namesakes = new Map<string, Set<string>>()
  for (const { credit, externalId } of named) addTo(namesakes, fold(credit.name), externalId)
  const isOneOfAKind = ({ name }: ProgrammeCredit) => namesakes.get(fold(name))?.size === 1

  const find = (externalId: string) => {
    const id = byKey.get(keyOf(source(externalId), externalId))
    return id ?? (ours.has(externalId.toLowerCase()) ? externalId.toLowerCase() : undefined)
  }
  for (const { credit, externalId } of named) {
    if (find(externalId)) continue
    const namesake = isOneOfAKind(credit)
      ? billed.byOtherSource(credit.name, source(externalId))
      : null
    const id = namesake ?? newId()
    if (!namesake) created.set(id, toPerson(id, credit))
    byKey.set(keyOf(source(externalId), externalId), id)
    names.push({ source: source(externalId), externalId, personId: id })
  }
  for (const { credit, externalId } of named) {
    const id = find(externalId)
    if (!id) continue
    billed.add(credit.name, id)
    const person = created.get(id)
    if (person) created.set(id, fillIn(person, credit))
  }
  return {
    personOf: (credit) =>
      (credit.externalId === null ? null : find(credit.externalId)) ?? billed.oneNamed(credit.name),
    created: [...created.values()],
    changed: planChanges(named, { known, find }),
    names,
  }
}

const keyOf = (source: string, externalId: string) => `${source} ${externalId}`

function addTo(sets: Map<string, Set<string>>, key: string, value: string) {
  const known = sets.get(key)
  if (known) known.add(value)
  else sets.set(key, new Set([value]))
}

const toPerson = (id: string, { name, bio, photoUrl, links }: ProgrammeCredit): PersonPlan => ({
  ...{ id, name, bio, photoUrl },
  links: [...links],
})

const fillIn = (person: PersonPlan, { bio, photoUrl, links }: ProgrammeCredit): PersonPlan => ({
  ...person,
  bio: person.bio ?? bio,
  photoUrl: person.photoUrl ?? photoUrl,
  links: person.links?.length ? person.links : [...links],
})

/** Whom an event bills under which name. */
class Billed {
  readonly #people = new Map<string, Set<string>>()
  readonly #sources: ReadonlyMap<string, readonly string[]>

  constructor({ sessions, personIds }: KnownProgramme) {
    const byPerson = Map.groupBy(personIds, ({ personId }) => personId)
    this.#sources = new Map(
      [...byPerson].map(([id, names]) => [id, names.map(({ source }) => source)]),
    )
    for (const { credits } of sessions)
      for (const { name, personId } of credits) if (personId) this.add(name, personId)
  }

  add(name: string, personId: string) {
    const key = fold(name)
    if (key) addTo(this.#people, key, personId)
  }

  oneNamed(name: string): string | null {
    const ids = [...(this.#people.get(fold(name)) ?? [])]
    return ids.length === 1 ? (ids[0] ?? null) : null
  }

  /** A source that numbers its people has already told its own namesakes apart. */
  byOtherSource(name: string, source: string): string | null {
    const id = this.oneNamed(name)
    return id && !(this.#sources.get(id) ?? []).includes(source) ? id : null
  }
}

type Named = { readonly credit: ProgrammeCredit; readonly externalId: string }
type Finder = {
  readonly known: KnownProgramme
  readonly find: (externalId: string) => string | undefined
}

/**
 * What a source knows about people that we do not. Only somebody whom no other source names, and who
 * has no account, gets another biography by it, or two sources would take turns.
 */
function planChanges(named: readonly Named[], { known, find }: Finder): PersonChange[] {
  const counts = Map.groupBy(known.personIds, ({ personId }) => personId)
  const people = new Map(known.people.map((person) => [person.id, person]))
  const incoming = Map.groupBy(named, ({ externalId }) => find(externalId))
  return [...incoming].flatMap(([id = '', by]) => {
    const person = people.get(id)
    if (!person) return []
    const credits = by.map(({ credit }) => credit)
    const isOnlySource = person.accountId === null && counts.get(id)?.length === 1
    const after = changePerson(person, credits, isOnlySource)
    const isSame =
      after.bio === person.bio &&
      after.photoUrl === person.photoUrl &&
      after.links.join('\n') === person.links.join('\n')
    return isSame ? [] : [after]
  })
}

function changePerson(
  { id, bio, photoUrl, links, editedColumns }: KnownPerson,
  credits: readonly ProgrammeCredit[],
  isOnlySource: boolean,
): PersonChange {
  const newBio = credits.find((credit) => credit.bio)?.bio ?? null
  const newPhoto = credits.find((credit) => credit.photoUrl)?.photoUrl ?? null
  const newLinks = credits.find((credit) => credit.links.length > 0)?.links ?? []
  const mayEdit = (column: string, isEmpty: boolean) =>
    !editedColumns.includes(column) && (isEmpty || isOnlySource)
  return {
    id,
    bio: newBio && mayEdit('bio', bio === null) ? newBio : bio,
    photoUrl: newPhoto && mayEdit('photo_url', photoUrl === null) ? newPhoto : photoUrl,
    links: newLinks.length > 0 && mayEdit('links', links.length === 0) ? [...newLinks] : links,
  }
}
