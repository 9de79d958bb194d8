/** Each kind of row has a space of ids and of chances of its own. */
const kinds = {
  event: 1,
  series: 2,
  session: 3,
  person: 4,
  topic: 5,
  place: 6,
  room: 7,
  account: 8,
  coverage: 9,
  call: 10,
  venue: 11,
  post: 12,
  change: 13,
  subscription: 14,
} as const

type Kind = keyof typeof kinds

/**
 * What the statements draw with, for one connection. `chance(n, what)` is evenly spread over [0, 1),
 * and `id(kind, n)` a version 7 UUID that grows with n. Both follow from the seed and their arguments
 * alone, so that any statement can name a row without looking for it.
 */
export const drawingFunctions = (seed: number): string[] => [
  `create function pg_temp.chance(n bigint, what int) returns float8 language sql immutable as
   $$ select (hashint8extended(n, ${seed} * 1000 + what) & 4503599627370495)::float8 / 4503599627370496 $$`,
  `create function pg_temp.id(kind int, n bigint) returns uuid language sql immutable as
   $$ select (lpad(to_hex(1577836800000 + n * 40), 12, '0') || '7' || lpad(to_hex(kind), 3, '0') || '8'
     || lpad(to_hex(hashint8extended(n, ${seed} * 1000 + kind) & 1152921504606846975), 15, '0'))::uuid $$`,
  `create function pg_temp.pick(list text[], chance float8) returns text language sql immutable as
   $$ select list[1 + floor(chance * cardinality(list))::int] $$`,
]

/** SQL for the id of the nth row of a kind. */
export const id = (kind: Kind, n: string) => `pg_temp.id(${kinds[kind]}, ${n})`

/** SQL for a chance in [0, 1). Another number of `what` is another roll for the same row. */
export const chance = (n: string, what: number) => `pg_temp.chance(${n}, ${what})`

/** SQL for one of a list that `words` has. */
export const pick = (list: string, n: string, what: number) =>
  `pg_temp.pick(w.${list}, ${chance(n, what)})`

/** SQL for a rank from 1 to `ranks`, where the second is half as likely as the first, and so on (Zipf). */
export const zipf = (ranks: number, n: string, what: number) =>
  `least(${ranks}, floor(power(${ranks + 1}, ${chance(n, what)})))::int`
