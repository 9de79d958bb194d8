import type { Serializable } from 'node:child_process'
import { fork } from 'node:child_process'
import { join } from 'node:path'

/**
 * Starts a script of this folder, sends it one message and resolves to the one that it answers with.
 * Rejects with `failure` when it ends without an answer.
 */
export function askProcess<Answer>(
  script: string,
  message: Serializable,
  failure: string,
): Promise<Answer> {
  const child = fork(join(import.meta.dirname, script))
  return new Promise((resolve, reject) => {
    let answer: Answer | undefined
    // What arrives is what our own process sent.
    child.once('message', (said) => {
      answer = said as Answer
    })
    child.once('error', reject)
    child.once('exit', (code) => {
      if (answer) resolve(answer)
      else reject(new Error(`${failure} (exit code ${code})`))
    })
    child.send(message)
  })
}
