/** Prints what a command found: `text` for people, or with `--json` the object for machines. */
export function report({ json }: { json?: true }, text: string, object: object): void {
  console.log(json ? JSON.stringify({ ok: true, ...object }) : text)
}

/** Says on stderr what a command waits for, so that stdout holds only its result. */
export function progress({ json }: { json?: true }, text: string): void {
  if (!json) console.error(text)
}
