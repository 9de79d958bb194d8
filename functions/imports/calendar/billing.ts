import type { SessionKind } from '../../sessions/session.ts'
import { billedNames } from '../recordings/billed-names.ts'
import { kindByTitle, kindByWord } from '../session-kind.ts'
import type { Draft } from './draft.ts'

/** A title as people say it, and who is billed in what the calendar has for a title. */
export type Billed = {
  readonly title: string
  readonly names: readonly string[]
  readonly kind: SessionKind
}

/** What is in the last brackets of a title. */
const BY = /^(?:([\p{L}-]{1,20}) )?by ([^()]{2,150})\)$/iu
const MIN_TITLES = 3
const MIN_DASHES = 5
/** So many of the titles must have a form for it to be the file's own. */
const CONSISTENT = 0.8

/**
 * How this calendar bills people, who have no property in iCalendar: `Title (talk by Name)`,
 * `Title - Name`, or as the organiser of each event. A form is taken for one only when the file keeps
 * to it, since a title may hold a dash of its own.
 */
export function readBilling(drafts: readonly Draft[]): (draft: Draft) => Billed {
  const titles = drafts
    .map(({ title }) => title)
    .filter((title) => title !== '' && kindByTitle(title) !== 'break')
  const hasBy = titles.filter((title) => splitAtBy(title) !== null).length >= MIN_TITLES
  const dashed = titles.filter((title) => splitAtDash(title) !== null).length
  const hasDash = !hasBy && dashed >= MIN_DASHES && dashed >= titles.length * CONSISTENT
  const areOrganizers = billsOrganizers(drafts)
  return (draft) => {
    const { title, organizer } = draft
    const by = hasBy ? splitAtBy(title) : null
    const dash = hasDash ? splitAtDash(title) : null
    const shown = by?.title ?? dash?.title ?? title
    const kind = kindOf(shown, [by?.kind ?? '', ...draft.categories])
    if (by) return { title: shown, kind, names: billedNames([by.names]) }
    if (dash) return { title: shown, kind, names: dash.names }
    const isBilled = areOrganizers && organizer && !isHost(organizer)
    return { title, kind, names: isBilled && kind !== 'break' ? billedNames([organizer.name]) : [] }
  }
}

function kindOf(title: string, words: readonly string[]): SessionKind {
  const byTitle = kindByTitle(title)
  if (byTitle !== 'talk') return byTitle
  return words.map(kindByWord).find((kind) => kind !== null) ?? 'talk'
}

/** `Title (talk by Name)`. */
function splitAtBy(text: string) {
  const bracket = text.lastIndexOf('(')
  const title = text.slice(0, Math.max(bracket, 0)).trimEnd()
  const [, kind = '', names] = BY.exec(text.slice(bracket + 1)) ?? []
  return title && names ? { title, kind, names } : null
}

/** `A - B - Name` has its people behind the last dash, with commas between them. */
function splitAtDash(text: string) {
  const at = Math.max(...[' - ', ' – ', ' — '].map((dash) => text.lastIndexOf(dash)))
  const [title, people] =
    at < 0 ? [] : [text.slice(0, at).trimEnd(), text.slice(at + 3).trimStart()]
  if (!title || !people) return null
  const names = people.split(/,\s*/)
  return names.every(isLikeName) ? { title, names: [...new Set(names)] } : null
}

const isLikeName = (text: string) =>
  text.length <= 60 && /^[^\d:;!?"()/]+$/.test(text) && text.trim().split(/\s+/).length <= 5

/** One address organises everything, under many names: those of whoever speaks. */
function billsOrganizers(drafts: readonly Draft[]): boolean {
  const organizers = drafts.map(({ organizer }) => organizer).filter((one) => one !== null)
  const addresses = new Set(organizers.map(({ address }) => address))
  const names = new Set(organizers.map(({ name }) => name))
  return addresses.size === 1 && names.size >= MIN_DASHES && names.size > organizers.length / 2
}

/** The house itself: `Metro Olografix` at `info@olografix.org`. */
function isHost({ name, address }: { readonly name: string; readonly address: string }): boolean {
  const domain = address.includes('@') ? address.split('@').at(-1)?.split('.').at(-2) : undefined
  return domain !== undefined && name.toLowerCase().split(/\s+/).includes(domain)
}
