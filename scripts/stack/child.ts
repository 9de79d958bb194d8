import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Whom a child runs as; null is whoever we are. */
export type RunAs = { readonly uid: number; readonly gid: number; readonly name: string } | null

type Options = {
  readonly command: string
  readonly args: readonly string[]
  readonly runAs?: RunAs
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
  /** Where what it prints is appended. */
  readonly log: string
  /** Whether the person at the keyboard sees it as well. */
  readonly echo?: boolean
  readonly stopSignal?: NodeJS.Signals
  /** Where it says why it ends. */
  readonly complainsOn?: 'stdout' | 'stderr'
}

export type Child = {
  readonly pid: number
  /** Resolves when it has ended, to what it said last, or to the signal or status if it said nothing. */
  readonly ended: Promise<string>
  hasEnded(): boolean
  /** The end of what it has said so far. */
  lastWords(): string
  /** Asks it to end, and insists after a while. */
  stop(): Promise<void>
  /** SIGKILL, as a crash would. */
  kill(): Promise<void>
}

const STOP_TIMEOUT_MS = 15_000
const TAIL_BYTES = 4_000

/**
 * Holds a pipe to us open beside the child, and ends the child when the pipe closes, with a KILL if
 * need be: Redis stays when it cannot save. So nothing outlives us, even when we are killed ourselves.
 */
const GUARD = `exec 3<&0; me=$$
{ cat <&3; kill -INT $me; for i in 1 2 3 4 5 6 7 8 9 10; do sleep 1; kill -0 $me || exit; done; kill -KILL $me; } >/dev/null 2>&1 &
exec "$@" </dev/null 3<&-`

/** Starts a program that lives no longer than this process does. */
export function startChild({
  command,
  args,
  runAs,
  env,
  cwd,
  log,
  echo,
  stopSignal,
  complainsOn = 'stderr',
}: Options): Child {
  const child = spawn('/bin/sh', ['-c', GUARD, 'sh', command, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group of its own, so that Ctrl-C in a terminal reaches us alone and we stop things in order.
    detached: true,
    env: env ?? process.env,
    ...(runAs ? { uid: runAs.uid, gid: runAs.gid } : {}),
    ...(cwd ? { cwd } : {}),
  })
  const { ended, lastWords } = watch(child, log, complainsOn)
  if (echo)
    for (const stream of [child.stdout, child.stderr]) stream.pipe(process.stdout, { end: false })
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  const end = async (signal: NodeJS.Signals) => {
    if (!hasEnded()) child.kill(signal)
    await Promise.race([ended, sleep(STOP_TIMEOUT_MS, null, { ref: false })])
    if (!hasEnded()) child.kill('SIGKILL')
    await ended
  }
  return {
    pid: child.pid ?? 0,
    ended,
    hasEnded,
    lastWords,
    stop: () => end(stopSignal ?? 'SIGTERM'),
    kill: () => end('SIGKILL'),
  }
}

type Output = 'stdout' | 'stderr'

function watch(child: ChildProcess, log: string, complainsOn: Output) {
  let tail = ''
  for (const output of ['stdout', 'stderr'] as const)
    child[output]?.on('data', (chunk: Buffer) => {
      if (output === complainsOn) tail = (tail + chunk).slice(-TAIL_BYTES)
      appendTo(log, chunk)
    })
  child.stdin?.on('error', () => {})
  const ended = new Promise<string>((resolve) => {
    const onEnd = (text: string) => {
      // Lets the guard go, and ends what the child itself has started: wrangler's own workerd.
      child.stdin?.destroy()
      endGroup(child)
      // What was written just before the end is still in the pipe.
      setTimeout(() => resolve(text || tail.trim() || `exit status ${child.exitCode}`), 20)
    }
    // Whoever is killed had no time to say why: what it said before was about something else.
    child.once('exit', (_, signal) => onEnd(signal === 'SIGKILL' ? 'killed by SIGKILL' : ''))
    child.once('error', (error) => onEnd(error.message))
  })
  return { ended, lastWords: () => tail }
}

/** Whatever is left of the group that a child has led. */
function endGroup({ pid }: ChildProcess) {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Nobody is left.
  }
}

/** A log that cannot be written, for want of room, must not keep its program from running. */
function appendTo(log: string, chunk: Buffer) {
  try {
    appendFileSync(log, chunk, { mode: 0o600 })
  } catch {
    // What matters of it is in the tail.
  }
}
