import * as z from 'zod'

/** A day in an address. ISO 8601 has a year 0, in which Postgres has no days. */
export const dayShape = z.iso.date().refine((day) => !day.startsWith('0000'))
