import {
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser'
import * as z from 'zod'
import {
  cleanBlueskyHandle,
  cleanDay,
  cleanLanguages,
  cleanMastodonHandle,
  cleanText,
  cleanUrl,
  cleanXHandle,
} from './clean.ts'
import type { Conference, ParsedFile, Remark } from './conference.ts'
import { lineFinder } from './line-finder.ts'

const MAX_FILE_BYTES = 16 * 1024 * 1024
const MAX_NAME_LENGTH = 200
const MAX_PLACE_LENGTH = 100
const MAX_DAYS = 366
const DAY_MS = 86_400_000

const text = (what: string, maxLength: number) =>
  z
    .string(`${what} is missing`)
    .transform(cleanText)
    .pipe(
      z
        .string()
        .min(1, `${what} is empty`)
        .max(maxLength, `${what} is longer than ${maxLength} characters`),
    )
const day = (what: string) =>
  z
    .string(`${what} is missing`)
    .transform(cleanText)
    .pipe(z.iso.date(`${what} is not a day that exists`))
const optional = (what: string) =>
  z.preprocess((value) => (value === '' ? null : value), text(what, MAX_PLACE_LENGTH).nullish())

/** What a record must be to be imported at all. */
const record = z
  .object(
    {
      name: text('The name', MAX_NAME_LENGTH),
      url: z
        .string('The url is missing')
        .transform(cleanUrl)
        .pipe(z.string('The url is not an address on the web')),
      startDate: day('The start date'),
      endDate: day('The end date'),
      city: optional('The city'),
      country: optional('The country'),
      online: z.boolean('online is neither true nor false').nullish(),
    },
    'This is not a record',
  )
  .refine(({ startDate, endDate }) => endDate >= startDate, 'It ends before it starts')
  .refine(
    ({ startDate, endDate }) => Date.parse(endDate) - Date.parse(startDate) < MAX_DAYS * DAY_MS,
    `It takes longer than ${MAX_DAYS} days`,
  )
  .refine(({ startDate }) => /^(19|20)/.test(startDate), 'It is in no year of ours')
  .refine(({ city, country }) => !city || country, 'It has a city without a country')

/**
 * Reads one file of conference-data: a JSON array of records. Never throws: what cannot be read is
 * rejected with its line and the reason. What is wrong in a lesser field is left out, with a note.
 */
export function parseConfsTech(bytes: Uint8Array, file: string, topic: string): ParsedFile {
  if (bytes.length > MAX_FILE_BYTES) return refuse(file, 1, 'The file is larger than 16 MiB')
  try {
    return parseRecords(new TextDecoder().decode(bytes), file, topic)
  } catch (error) {
    // jsonc-parser goes down into arrays by recursion, so a file of nothing but `[` ends the stack.
    if (error instanceof RangeError) return refuse(file, 1, 'It is nested too deeply')
    throw error
  }
}

const refuse = (file: string, line: number, reason: string): ParsedFile => ({
  conferences: [],
  rejected: [{ file, line, reason }],
  notes: [],
})

function parseRecords(json: string, file: string, topic: string): ParsedFile {
  const lineAt = lineFinder(json)
  const errors: ParseError[] = []
  const root = parseTree(json, errors, { disallowComments: true, allowTrailingComma: false })
  const [error] = errors
  if (error) return refuse(file, lineAt(error.offset), `Broken JSON: ${spoken(error)}`)
  if (root?.type !== 'array') return refuse(file, 1, 'The file is not a JSON array of records')

  const conferences: Conference[] = []
  const rejected: Remark[] = []
  const notes: Remark[] = []
  for (const node of root.children ?? []) {
    const at = { file, line: lineAt(node.offset) }
    const fields: unknown = getNodeValue(node)
    const parsed = record.safeParse(fields)
    if (parsed.success) {
      const note = (reason: string) => notes.push({ ...at, reason })
      const lesser = lesserFields(Object(fields), parsed.data.url, note)
      conferences.push({ ...at, topic, ...greaterFields(parsed.data), ...lesser })
    } else rejected.push({ file, ...firstIssue(parsed.error, node, at.line, lineAt) })
  }
  return { conferences, rejected, notes }
}

const spoken = ({ error }: ParseError) =>
  printParseErrorCode(error).replace(/\B[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

function greaterFields({
  name,
  url,
  startDate,
  endDate,
  city,
  country,
  online,
}: z.infer<typeof record>) {
  return {
    name,
    website: url,
    startsOn: startDate,
    endsOn: endDate,
    city: city ?? null,
    country: country ?? null,
    online: online ?? false,
  }
}

/** The record's line, or that of the field that is wrong, and what is wrong with it. */
function firstIssue(
  error: z.ZodError,
  node: Node,
  line: number,
  lineAt: (offset: number) => number,
) {
  const [issue] = error.issues
  const field = node.children?.find((property) => property.children?.[0]?.value === issue?.path[0])
  return {
    line: field ? lineAt(field.offset) : line,
    reason: issue?.message ?? 'It cannot be read',
  }
}

/** Fields that a record can do without. */
function lesserFields(
  fields: Record<string, unknown>,
  website: string,
  note: (reason: string) => void,
) {
  const read = <T>(field: string, clean: (text: string) => T | null): T | null => {
    const value = fields[field]
    if (value === undefined || value === null || value === '') return null
    const cleaned = typeof value === 'string' ? clean(value) : null
    if (cleaned === null) note(`${field} left out: ${shorten(value)}`)
    return cleaned
  }
  const [callUrl, closesOn] = [read('cfpUrl', cleanUrl), read('cfpEndDate', cleanDay)]
  // Some tell until when, but not where: their own site will say.
  const url = callUrl ?? (closesOn === null ? null : website)
  return {
    call: url === null ? null : { url, closesOn },
    codeOfConductUrl: read('cocUrl', cleanUrl),
    languages: read('locales', cleanLanguages) ?? [],
    xHandle: read('twitter', cleanXHandle),
    mastodonHandle: read('mastodon', cleanMastodonHandle),
    blueskyHandle: read('bluesky', cleanBlueskyHandle),
  }
}

const shorten = (value: unknown) => cleanText(JSON.stringify(value) ?? '').slice(0, 80)
