/**
 * The SQL function `look_of` comes from Unicode's table of characters that look alike. The file is at
 * https://www.unicode.org/Public/security/17.0.0/confusables.txt (or another version). A newer table
 * needs a function of another name and indexes by it, built before the old ones are left.
 */
import { readFileSync } from 'node:fs'
import { commandLine } from './command-line.ts'

const LINE = /^([0-9A-F]+) ;\t([0-9A-F]+(?: [0-9A-F]+)*) ;\tMA/
const LAST_CODE_POINT = 0x10ffff

const [file = ''] = commandLine(
  'node scripts/lookalikes.ts',
  'Write the SQL function look_of from Unicode’s table of characters that look alike.',
)
  .argument('<file>', 'confusables.txt, from https://www.unicode.org/Public/security/')
  .parse().args
const table = readFileSync(file, 'utf8')
const version = /^# Version: (\S+)/m.exec(table)?.[1]
if (!version) throw new Error(`${file} does not say which version of Unicode it is`)

const characters = (codes = '') =>
  codes
    .split(' ')
    .map((code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .join('')

/** Of letters, marks and digits, by what is left of them after NFKD. */
const looks = table
  .split('\n')
  .map((line) => LINE.exec(line))
  .filter((match) => match !== null)
  .map(([, from, to]): [string, string] => [characters(from), characters(to)])
  .filter(([from]) => /[\p{L}\p{M}\p{N}]/u.test(from) && from.normalize('NFKD') === from)
const ascii = looks.filter(([from]) => from < '\x7f')

const escaped = (text: string) =>
  text.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
const json = quoted(escaped(JSON.stringify(Object.fromEntries(looks))))

/** `plain` with the few ASCII characters replaced that look like others. */
const inAscii = ascii.reduce(
  (plain, [from, to]) => `replace(${plain}, ${quoted(from)}, ${quoted(to)})`,
  'written',
)

/** Runs of code points that show nothing, as Postgres' expressions spell them. */
function invisible(): string {
  const runs: [number, number][] = []
  for (let code = 0; code <= LAST_CODE_POINT; code++) {
    if (!/\p{Default_Ignorable_Code_Point}/u.test(String.fromCodePoint(code))) continue
    const last = runs.at(-1)
    if (last && last[1] === code - 1) last[1] = code
    else runs.push([code, code])
  }
  const escaped = (code: number) => `\\U${code.toString(16).padStart(8, '0')}`
  return runs.map(([first, last]) => `${escaped(first)}-${escaped(last)}`).join('')
}

console.log(`-- Two texts that look alike have the same look: the skeleton of Unicode TR39, after NFKD and in lower case.
-- Made by scripts/lookalikes.ts of confusables.txt ${version}: (c) 1991-2025 Unicode, Inc., under the
-- Unicode License V3, https://www.unicode.org/license.txt
CREATE OR REPLACE FUNCTION look_of(written text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(written) = char_length(written)
    -- ASCII, as most are, needs no table.
    THEN lower(${inAscii} COLLATE "pg_c_utf8")
    ELSE (
      SELECT lower(normalize(string_agg(coalesce(${json}::jsonb ->> letter, letter), '' ORDER BY place), NFKD) COLLATE "pg_c_utf8")
      FROM string_to_table(regexp_replace(normalize(written, NFKD), '[${invisible()}]', '', 'g'), NULL)
        WITH ORDINALITY AS letters (letter, place)
    )
  END
$$;`)
