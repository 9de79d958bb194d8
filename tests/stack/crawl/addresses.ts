import { knownParams } from '#workers/known-params.ts'
import { type Directory, personOf } from './members.ts'

/** An address, and the pattern of the route that answers it. */
export type Address = { readonly route: string; readonly path: string }

/** Every address that a GET finds: each route of the code once, and once more with each parameter that it knows. */
export function pagesOf(directory: Directory): Address[] {
  const { patterns, event, topic, place, unlisted, hidden } = directory
  const values: Readonly<Record<string, string>> = {
    ...{ topic: topic.slug, place: place.slug, month: event.startsOn.slice(0, 7) },
    ...{ from: event.startsOn.slice(0, 7), to: event.startsOn.slice(0, 7), within: '300' },
    ...{ letter: 'a' },
    ...{ online: '1', kind: 'speakers', travel: '1', closing: 'soon', year: String(event.year) },
    ...{ day: 'none', view: 'grid', picks: '1', language: 'en', after: 'zz' },
  }
  const routes = [...patterns].map(([route, path]) => ({ route, path }))
  const narrowed = routes.flatMap(({ route, path }) =>
    [...knownParams(path).keys(), ...(route.endsWith('/schedule/') ? ['picks'] : [])].map(
      (name) => ({
        route,
        path: `${path}?${name}=${values[name] ?? 'x'}`,
      }),
    ),
  )
  const others = [
    `/people/${personOf('ada').handle}/`,
    `/people/${personOf('bea').handle}/`,
    `/${hidden.year}/${hidden.slug}/`,
    `/${unlisted.year}/${unlisted.slug}/`,
    '/nothing/here/',
  ].map((path) => ({ route: 'another page', path }))
  return [...routes, ...narrowed, ...others]
}

/** Every address that takes a form. */
export const formsOf = ({ forms }: Directory): Address[] =>
  [...forms].map(([route, path]) => ({ route, path }))
