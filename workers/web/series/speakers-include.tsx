import type { SeriesSpeaker } from '#functions/series/series.ts'
import { counted } from '../components/event-words.ts'
import { PersonItem } from '../components/person-item.tsx'

/** Who speaks at a series, the most frequent first. */
export function SpeakersInclude({ speakers }: { speakers: readonly SeriesSpeaker[] }) {
  if (speakers.length === 0) return null
  return (
    <section class="section">
      <h2>Speakers include</h2>
      <ul class="plain people">
        {speakers.map((person) => (
          <PersonItem person={person}>
            <span class="quiet">{counted(person.sessionCount, 'session', 'sessions')}</span>
          </PersonItem>
        ))}
      </ul>
    </section>
  )
}
