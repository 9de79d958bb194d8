export type PersonSummary = { readonly handle: string; readonly name: string }
