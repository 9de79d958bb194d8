import { paths } from '#functions/paths.ts'
import type { SeriesSpeaker } from '#functions/series/series.ts'
import { counted } from '../components/event-words.ts'
import { Face } from '../components/face.tsx'

/** Who speaks at a series, the most frequent first. */
export function SpeakersInclude({ speakers }: { speakers: readonly SeriesSpeaker[] }) {
  if (speakers.length === 0) return null
  return (
    <section class="section">
      <h2>Speakers include</h2>
      <ul class="plain people">
        {speakers.map((person) => (
          <li>
            <Face person={person} />
            <span class="who">
              <a href={paths.person(person.handle)} dir="auto">
                {person.name}
              </a>
              <span class="quiet">{counted(person.sessionCount, 'session', 'sessions')}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
