import type { EventAround } from '#functions/events/around.ts'
import type { EventDetail } from '#functions/events/event.ts'
import { paths } from '#functions/paths.ts'
import { weekOf } from '#functions/time/day.ts'
import { shortDates } from '#functions/time/format-dates.ts'
import { PlaceName } from '../components/place-name.tsx'

const SHOWN_OF_EACH = 6

/** What else is on that week, and in the weeks around it, for who comes a long way or cannot be there. */
export function EventsAround({ event }: { event: EventDetail }) {
  const thatWeek = event.around.filter((other) => isSameWeek(other, event))
  const near = event.around.filter((other) => !isSameWeek(other, event))
  return (
    <>
      <Around title="That week" events={thatWeek} />
      <Around title="Around the same time" events={near} />
    </>
  )
}

type Days = Pick<EventAround, 'startsOn' | 'endsOn'>

const isSameWeek = (one: Days, other: Days) =>
  weekOf(one.startsOn) <= weekOf(other.endsOn) && weekOf(other.startsOn) <= weekOf(one.endsOn)

function Around({ title, events }: { title: string; events: readonly EventAround[] }) {
  if (events.length === 0) return null
  return (
    <section class="section">
      <h2>{title}</h2>
      <ul class="plain others">
        {events.slice(0, SHOWN_OF_EACH).map((event) => (
          <li>
            <a href={paths.event(event)} dir="auto">
              {event.name}
            </a>
            <span class="quiet facts-line">
              <span>{shortDates(event)}</span>
              {event.place && (
                <span>
                  <PlaceName place={event.place} linked={false} />
                </span>
              )}
              {event.topic && (
                <span>
                  also <bdi>{event.topic}</bdi>
                </span>
              )}
              {event.distanceKm !== null && <span>{distanceText(event.distanceKm)}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** "120 km away", rounded to what anybody would say; in one city there is no distance. */
const distanceText = (km: number) =>
  km < 5 ? 'in the same city' : `${km < 20 ? Math.round(km) : Math.round(km / 10) * 10} km away`
