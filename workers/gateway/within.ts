const PARAMETER = /:\w+(?:\{(.*?)\})?(?=\/|$)/g

/** Matches every path within these areas, each spelt as the router spells a route. */
export function within(areas: readonly string[]): RegExp {
  const patterns = areas.map((area) =>
    area.replace(/\/$/, '').replaceAll(PARAMETER, (_, shape = '[^/]+') => shape),
  )
  return new RegExp(`^(?:${patterns.join('|')})(?:/|$)`)
}
