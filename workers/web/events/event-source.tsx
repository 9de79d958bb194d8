import type { EventDetail } from '#functions/events/event.ts'
import { longDate } from '#functions/time/format-dates.ts'

/** What importers read, as people know it. Others, such as the names of meetings made here, are nobody's source. */
const sources: Readonly<Record<string, { readonly name: string; readonly href?: string }>> = {
  'confs-tech': { name: 'confs.tech', href: 'https://confs.tech/' },
  rubyevents: { name: 'RubyEvents', href: 'https://www.rubyevents.org/' },
  pyvideo: { name: 'pyvideo', href: 'https://pyvideo.org/' },
  schedule: { name: 'its published schedule' },
  ical: { name: 'its calendar' },
  markup: { name: 'its own website' },
}

/** "From confs.tech, read 28 November 2026": who told us, and how old that is. */
export function EventSource({ event }: { event: EventDetail }) {
  const known = event.sources.flatMap(({ source, readAt }) => {
    const from = sources[source]
    return from ? [{ ...from, readAt }] : []
  })
  if (known.length === 0) return null
  return (
    <ul class="plain sources">
      {known.map(({ name, href, readAt }) => (
        <li>
          From{' '}
          {href ? (
            <a href={href} rel="noopener">
              {name}
            </a>
          ) : (
            name
          )}
          {readAt && (
            <>
              , read{' '}
              <time datetime={readAt.toISOString()}>
                {longDate(readAt.toISOString().slice(0, 10))}
              </time>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}
