import { v7 } from 'uuid'

/** A new primary key: UUIDv7 (RFC 9562), so that rows made together lie together in every index. */
export const newId = (): string => v7()

/** Before every id: where a walk along ids begins. */
export const FIRST_ID = '00000000-0000-0000-0000-000000000000'
