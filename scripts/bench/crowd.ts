import { Agent, get } from 'node:http'

export type Crowd = {
  visitors: number
  /** Answers that the site had to make a page for. */
  renders: number
  failed: number
  slowestMs: number
}

/** Sends this many visitors to one page at the same moment, each on a connection of their own. */
export async function sendCrowd(url: string, visitors: number): Promise<Crowd> {
  const agent = new Agent({ keepAlive: false, maxSockets: visitors })
  const startedAtMs = performance.now()
  const answers = await Promise.all(Array.from({ length: visitors }, () => visit(url, agent)))
  const slowestMs = Math.round(performance.now() - startedAtMs)
  agent.destroy()
  const renders = answers.filter(({ cache }) => cache === 'miss' || cache === 'bypass').length
  const failed = answers.filter(({ status }) => status !== 200).length
  return { visitors, renders, failed, slowestMs }
}

type Visit = { status: number; cache: string }

function visit(url: string, agent: Agent): Promise<Visit> {
  return new Promise((resolve) => {
    const failed = () => resolve({ status: 0, cache: 'none' })
    const request = get(url, { agent }, (answer) => {
      answer.resume().once('error', failed)
      const cache = String(answer.headers['x-cache'] ?? 'none')
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, cache }))
    })
    request.once('error', failed)
  })
}
