import { PAGE_SCHEMA, type PageFunction, type PageStatement } from '#db/page-query.ts'

/** Asks a database one statement, and resolves to its rows. */
export type Ask = (text: string) => Promise<Record<string, unknown>[]>

/** How long the functions of a version are kept once another has been migrated to: as its assets are. */
const KEPT = '2 days'

/**
 * Creates the functions that this version's pages call, and drops those that no version has called
 * for two days: until then an isolate of the version before may still run, or be rolled back to.
 * Returns how many were created and dropped.
 */
export async function keepPageFunctions(ask: Ask, wanted: readonly PageFunction[]) {
  await ask(`create schema if not exists ${PAGE_SCHEMA}`)
  await ask(`grant usage on schema ${PAGE_SCHEMA} to public`)
  const found = (await ask(KNOWN)) as Known[]
  const names = new Set(wanted.map(({ name }) => name))
  const known = new Set(found.map(({ name }) => name))
  const created = wanted.filter(({ name }) => !known.has(name))
  for (const one of created) await ask(await functionSource(ask, one))

  for (const { signature } of found.filter(({ name, retired }) => names.has(name) && retired))
    await ask(`comment on function ${signature} is null`)
  const others = found.filter(({ name }) => !names.has(name))
  for (const { signature } of others.filter(({ retired }) => !retired))
    await ask(`do $do$ begin
      execute format('comment on function ${signature} is %L', now()::text);
    end $do$`)
  const dropped = others.filter(({ isOld }) => isOld)
  for (const { signature } of dropped) await ask(`drop function ${signature}`)
  return { created: created.length, dropped: dropped.length }
}

type Known = { name: string; signature: string; retired: string | null; isOld: boolean }

/** A function's comment says since when no version that was migrated to calls it. */
const KNOWN = `
  select proname as name, oid::regprocedure::text as signature,
    obj_description(oid, 'pg_proc') as retired,
    coalesce(obj_description(oid, 'pg_proc')::timestamptz < now() - interval '${KEPT}', false) as "isOld"
  from pg_proc where pronamespace = '${PAGE_SCHEMA}'::regnamespace`

/**
 * Every statement is a subquery of one expression, which PL/pgSQL plans once in a connection. The plan
 * is made for any values at all, since one made for the first would be kept for the others.
 */
async function functionSource(ask: Ask, { name, args, statements }: PageFunction) {
  const variables = new Map<string, string>()
  const parts: string[] = []
  for (const statement of statements) {
    const { types, columns } = await describe(ask, statement)
    const text = bindParams(statement, ({ name: value }, index) => {
      const declared = `v${args.indexOf(value)}_${types[index]?.replaceAll(/\W/g, '_')}`
      variables.set(declared, `${types[index]} := $${args.indexOf(value) + 1}`)
      return declared
    })
    const names = columns.map((_, i) => `c${i}`)
    const values = columns.map((type, i) => (isSameInJson(type) ? `c${i}` : `c${i}::text`))
    parts.push(`coalesce((
  select json_agg(json_build_array(${values.join(', ')})) from (${text}) as t(${names.join(', ')})), '[]')`)
  }
  const declared = [...variables].map(([variable, type]) => `  ${variable} ${type};\n`).join('')
  return `
create function ${PAGE_SCHEMA}.${name}(${args.map(() => 'text').join(', ')}) returns json
language plpgsql stable set plan_cache_mode = force_generic_plan set jit = off as $page$
#variable_conflict use_variable
declare
${declared}begin
  return json_build_array(${parts.join(',\n')});
end $page$`
}

/** What the driver reads of these is what stands in JSON. It leaves the text of others as it is. */
const SAME_IN_JSON = ['boolean', 'double precision', 'integer', 'json', 'jsonb', 'smallint']
const isSameInJson = (type: string) => SAME_IN_JSON.includes(type) || type === 'text[]'

/** The types that Postgres gives to a statement's values and to the columns of its rows. */
async function describe(ask: Ask, statement: PageStatement) {
  const text = bindParams(statement, (_, index) => `$${index + 1}`)
  await ask(`prepare page_query as ${text}`)
  const [found] = await ask(
    `select to_json(parameter_types::text[])::text as types, to_json(result_types::text[])::text as columns
     from pg_prepared_statements where name = 'page_query'`,
  )
  await ask('deallocate page_query')
  const read = (names: unknown) => JSON.parse(String(names)) as string[]
  return { types: read(found?.types), columns: read(found?.columns) }
}

/** The statement with its constants in it, and what stands for each value, counted from 0. */
export function bindParams(
  { text, params }: PageStatement,
  toText: (value: { name: string }, index: number) => string,
) {
  let index = 0
  const literals = params.map((param) =>
    'name' in param ? toText(param, index++) : quote(param.constant),
  )
  return text.replaceAll(/\$(\d+)/g, (_, place: string) => literals[Number(place) - 1] ?? '')
}

function quote(constant: unknown): string {
  if (constant === null) return 'null'
  if (typeof constant === 'object')
    throw new Error(`A page query holds ${JSON.stringify(constant)}`)
  return `'${String(constant).replaceAll("'", "''")}'`
}
