/** Something that the person at the keyboard can mend. Its message is one line that says how. */
export class Problem extends Error {
  override name = 'Problem'
}
