import type { SessionLevel } from '../../sessions/session.ts'
import type { ProgrammeEvent } from '../programme-record.ts'
import type { SessionTimes } from './frab-time.ts'

/** Somebody as a file bills them, as it is written there. */
export type ParsedPerson = {
  readonly name: string
  /** A guid or code that its source gives to one person for ever. */
  readonly key: string
  /** A number that may be the row of some table. */
  readonly id: string
  readonly role: string
  /** HTML or plain text. */
  readonly bio: string
  readonly photoUrl: string
  readonly links: readonly string[]
}

/** A link or an attachment of a session. */
export type ParsedLink = {
  readonly url: string
  readonly label: string
  /** What the file says that it is, such as `slides`. */
  readonly type: string
  /** It belongs to the session, where a link may lead anywhere. */
  readonly isAttached: boolean
}

/** A session as a file has it, in any format of this folder; what is not there is an empty string. */
export type ParsedSession = {
  readonly line: number
  /** In order of trust; the first that is there names the session. */
  readonly ids: readonly string[]
  readonly title: string
  readonly subtitle: string
  /** HTML or plain text, one after the other. */
  readonly texts: readonly string[]
  readonly type: string
  readonly day: string | null
  readonly times: SessionTimes | null
  readonly room: string
  readonly track: string
  readonly language: string
  readonly level: SessionLevel | null
  readonly notRecorded: boolean
  readonly url: string
  readonly people: readonly ParsedPerson[]
  readonly links: readonly ParsedLink[]
}

/** What a file says as a whole. Remarks are on parts of it that could not be read. */
export type ParsedProgramme = {
  readonly event: Omit<ProgrammeEvent, 'file'> | null
  readonly sessions: readonly ParsedSession[]
  readonly remarks: readonly ParsedRemark[]
  /** What relative addresses in it are relative to. */
  readonly baseUrl: string
}

export type ParsedRemark = {
  readonly type: 'rejected' | 'note'
  readonly line: number
  readonly reason: string
  /** What a rejected session that is still held is called, where that could be read. */
  readonly externalId?: string | null
}

/** No programme has so many; a file that does is not one. */
export const MAX_SESSIONS = 10_000
export const nobody: ParsedPerson = {
  name: '',
  key: '',
  id: '',
  role: '',
  bio: '',
  photoUrl: '',
  links: [],
}
