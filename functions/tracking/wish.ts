import { type AttendanceRole, attendanceRoles } from '#db/schema/index.ts'
import { type EventRef, paths } from '../paths.ts'

/** What somebody wanted before they signed in: to attend or to track an event, or to track a session of one. */
export type Wish = {
  readonly role: AttendanceRole
  readonly ref: EventRef
  /** Its slug, where a session is meant. */
  readonly session: string | null
}

const WISH_PATH = new RegExp(
  `^${paths.signIn()}(${attendanceRoles.join('|')})/(\\d{4})/([a-z0-9-]{1,200})/(?:([a-z0-9-]{1,200})/)?$`,
)

/** The wish that a local path is the address of (`paths.signInTo`), or null. */
export function readWish(path: string | null | undefined): Wish | null {
  const [, role, year, slug = '', session = null] = WISH_PATH.exec(path ?? '') ?? []
  // Nobody attends a session.
  const isOfEvent = role === 'attending' && session === null
  if (role !== 'tracking' && !isOfEvent) return null
  return { role, ref: { year: Number(year), slug }, session }
}

/** Where what is wished for has its own page. */
export const pageOfWish = ({ ref, session }: Wish) =>
  session === null ? paths.event(ref) : paths.session(ref, session)

/** The address at which a wish is told to whoever has yet to sign in. */
export const pathOfWish = (wish: Wish) => paths.signInTo(wish.role, pageOfWish(wish))
