const MAX_MINUTES = 9_999

/**
 * So many minutes as classes, a digit each: "c1 x2 y5" for 125 (minutes.css adds them up). A page's
 * policy allows no style of an element's own, and a class for each length would have no end.
 */
export function minuteClasses(minutes: number): string {
  const rest = Math.min(minutes, MAX_MINUTES)
  const digits =
    digit('k', rest / 1000) + digit('c', rest / 100) + digit('x', rest / 10) + digit('y', rest)
  return digits.trimEnd()
}

function digit(name: string, value: number): string {
  const last = Math.floor(value) % 10
  return last === 0 ? '' : `${name}${last} `
}
