/** @jsxImportSource hono/jsx */
import { Hono } from 'hono'

/** What the page lists: as many links, times and topics as a conference's page has. */
const sessions = Array.from({ length: 30 }, (_, i) => ({
  path: `/2026/reference/session-${i}/`,
  title: `Session ${i}: “How we made it <simple> & fast”`,
  startsAt: new Date(Date.UTC(2026, 4, 1, 9, 20 * i)).toISOString(),
  topics: ['TypeScript', 'Databases', 'Accessibility'].slice(0, 1 + (i % 3)),
}))

const Topic = ({ name }: { name: string }) => (
  <li>
    <a class="topic" href={`/topics/${name.toLowerCase()}/`}>
      {name}
    </a>
  </li>
)

const SessionItem = ({ path, title, startsAt, topics }: (typeof sessions)[number]) => (
  <li class="session">
    <h3>
      <a href={path} dir="auto">
        {title}
      </a>
    </h3>
    <time datetime={startsAt}>{startsAt.slice(11, 16)}</time>
    <ul class="topics">
      {topics.map((name) => (
        <Topic name={name} />
      ))}
    </ul>
  </li>
)

const Page = () => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <title>Reference · Hallway</title>
      <link rel="stylesheet" href="/assets/style.css" />
    </head>
    <body>
      <header>
        <nav aria-label="Site">
          {['Conferences', 'Topics', 'Places', 'People', 'Calls'].map((name) => (
            <a href={`/${name.toLowerCase()}/`}>{name}</a>
          ))}
        </nav>
      </header>
      <main>
        <h1>Reference</h1>
        <ul>
          {sessions.map((session) => (
            <SessionItem {...session} />
          ))}
        </ul>
      </main>
    </body>
  </html>
)

/**
 * The bench's reference page: what any page of this size costs that Hono renders from JSX, with no
 * data to ask for. It stays as it is: bars are multiples of what it takes.
 */
export default new Hono().get('*', (c) => c.html(<Page />))
