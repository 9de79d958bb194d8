/** Somebody who makes an event happen, as named there. */
export type StaffMember = {
  readonly name: string
  /** In the event's own words. */
  readonly role: string
  /** Null while nobody knows which person of ours it is. */
  readonly handle: string | null
}
