import type { Work } from './shipped.ts'

/**
 * Licences under which others' works may be part of ours, by their SPDX names. All ask for their
 * notices to be kept, which `/assets/licences.txt` does; MPL-2.0 also for the source of what we did
 * not change, which that file says where to find.
 */
const ALLOWED = new Set(
  'MIT ISC BSD-2-Clause BSD-3-Clause Apache-2.0 MPL-2.0 OFL-1.1 CC-BY-4.0 Unicode-3.0'.split(' '),
)

/** Why a work may not be shipped, or null. Of licences joined by `OR` one has to be allowed, by `AND` all. */
export function objectionTo({ licence, notice }: Pick<Work, 'licence' | 'notice'>): string | null {
  const needed = licence.replace(/[()]/g, '').split(' AND ')
  const isAllowed = needed.every((choices) => choices.split(' OR ').some((one) => ALLOWED.has(one)))
  if (!isAllowed) return `its licence (${licence}) is not among those that we know and allow`
  return notice === null ? 'its notice, which has to stay with it, is nowhere to be found' : null
}

/** What `/assets/licences.txt` says: each work, where it comes from, and its own notice. */
export function writeNotices(works: readonly Work[]): string {
  const rule = '-'.repeat(80)
  const parts = works.map(({ name, version, licence, source, notice }) =>
    [rule, `${name} (${version}), ${licence}`, source, '', notice ?? ''].join('\n'),
  )
  return `Hallway is made with these works of others.\n\n${parts.join('\n\n')}\n`
}
