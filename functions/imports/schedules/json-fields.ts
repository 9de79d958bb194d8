import * as z from 'zod'
import { nobody, type ParsedLink, type ParsedPerson } from './parsed-programme.ts'

const MAX_LIST = 5_000

/** Text, or a number as text; empty for anything else. */
export const text = z
  .union([z.string(), z.number().transform(String)])
  .catch('')
  .default('')

/** Text, or a text in several languages (English, else the first of them). */
export const spokenText = z
  .union([
    z.string(),
    z
      .record(z.string(), z.string().catch(''))
      .transform((languages) => languages.en || (Object.values(languages).find(Boolean) ?? '')),
  ])
  .catch('')
  .default('')

/** What has a name, such as `{"name": "Saal 1"}`, or a name alone. */
export const named = z
  .union([z.string(), z.object({ name: spokenText }).transform(({ name }) => name)])
  .catch('')
  .default('')

/** A list as it is, and not a copy, so that its line can be told. */
export const rawList = z.custom<readonly unknown[]>((value) => Array.isArray(value))

/** A list of what is as `item` says; what is not is left out. */
export const list = <T extends z.ZodType>(item: T) =>
  z
    .array(z.unknown())
    .max(MAX_LIST)
    .catch([])
    .default([])
    .transform((values) =>
      values.flatMap((value) => {
        const read = item.safeParse(value)
        return read.success ? [read.data] : []
      }),
    )

const address = z
  .union([z.string(), z.object({ url: z.string() }).transform(({ url }) => url)])
  .catch('')
  .default('')

const link = z.union([
  z.string().transform((url) => ({ url, title: '', type: '' })),
  z.object({ url: text, title: text, type: text }),
])

/** Links, or attachments, as a session or a person has them. */
export const links = list(link)

export const toLinks = (given: z.infer<typeof links>, isAttached: boolean): readonly ParsedLink[] =>
  given.map(({ url, title, type }) => ({ url, label: title, type, isAttached }))

/** A person as frab, pretalx and the c3voc hub write one. */
export const person = z.object({
  id: text,
  guid: text,
  code: text,
  name: text,
  public_name: text,
  full_public_name: text,
  role: text,
  biography: text,
  avatar: address,
  avatar_url: address,
  url: text,
  links,
})

export type Person = z.infer<typeof person>

export const toPerson = (parsed: Person): ParsedPerson => ({
  ...nobody,
  name: parsed.name || parsed.public_name || parsed.full_public_name,
  key: parsed.guid || parsed.code,
  id: parsed.id,
  role: parsed.role,
  bio: parsed.biography,
  photoUrl: parsed.avatar || parsed.avatar_url,
  links: parsed.links.map(({ url }) => url),
})
