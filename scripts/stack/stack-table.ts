import type { Stack } from './stack.ts'

const REDIS = {
  given: 'real, from REDIS_URL',
  spawned: 'real, redis-server from PATH',
  'in-process': 'in-process; not on disk (install redis-server for a real one)',
}

/** What runs where, and whether it is the real thing. */
export function stackTable(
  { origin, urls, parts, postgres, settings }: Stack,
  heading: string,
): string {
  const { runAs, moved, dataDir } = postgres.place
  const as = runAs ? `, as ${runAs.name}` : ''
  const host = (url: string) => (URL.canParse(url) ? new URL(url).host : url)
  const rows = [
    ['Worker', origin, parts.worker.how],
    ['Postgres', host(parts.primary.url), `real${as}${moved ? `, in ${dataDir}` : ''}`],
    ...parts.replicas.map(({ url }, at) => [`  replica ${at + 1}`, host(url), 'real, streaming']),
    ['Neon endpoint', host(urls.neon ?? ''), 'in-process, over Postgres'],
    ['Redis', parts.redis.where, REDIS[parts.redis.kind]],
    ['Upstash endpoint', host(urls.upstash ?? ''), 'in-process, over Redis'],
    ['QStash', host(urls.qstash ?? ''), 'in-process, kept on disk'],
    ['KV', host(urls.kv ?? ''), 'in-process, kept on disk'],
    ['X and Mastodon', host(urls.social ?? ''), 'in-process, invented posts'],
    [
      'GitHub sign-in',
      settings.GITHUB_CLIENT_ID ? 'github.com' : 'off',
      'real when GITHUB_CLIENT_ID is set',
    ],
    ['Mailbox', host(urls.mailbox ?? ''), 'in-process, mails go nowhere else'],
  ]
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  const line = (row: string[]) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd()
  return [
    ...rows.map(line),
    '',
    `Mails: ${urls.mailbox}`,
    `${heading} at ${origin}/ (Ctrl-C stops it)`,
  ].join('\n')
}
