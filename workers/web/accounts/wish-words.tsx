import { longDates } from '#functions/time/format-dates.ts'
import { pageOfWish } from '#functions/tracking/wish.ts'
import type { Wished } from '#functions/tracking/wished.ts'
import { capitalized, isOver, stageOf } from '../components/event-words.ts'
import { placeText } from '../components/place-name.tsx'

type Props = { wished: Wished; now: Date }

/** What somebody does by it: `attend`, `track`, or what one says of an event that is over. */
const verbOf = ({ wished: { wish, event }, now }: Props) => {
  if (wish.role === 'tracking') return 'track'
  return isOver(event, now) ? 'say that you were at' : 'attend'
}

/** "attend Hallway Conf", for a title. */
export const wishText = (props: Props) => `${verbOf(props)} ${props.wished.name}`

/** The same, alone. */
export const wishTitle = (props: Props) => capitalized(wishText(props))

/** The same on a page, alone or after other words. */
export const WishWords = ({ alone = false, ...props }: Props & { alone?: boolean }) => (
  <>
    {alone ? capitalized(verbOf(props)) : verbOf(props)} <bdi>{props.wished.name}</bdi>
  </>
)

/** Why nobody can do that any longer; null while they can. */
export function refusalOf({ wished: { wish, event }, now }: Props): string | null {
  if (event.status === 'cancelled') return 'was cancelled'
  if (stageOf(event, now) === 'off') return 'was postponed'
  return wish.role === 'tracking' && isOver(event, now) ? 'is over' : null
}

/** Which one it is: when, where and, of a session, at which event. */
export const WishFacts = ({ wished: { wish, event } }: Pick<Props, 'wished'>) => (
  <p class="wish">
    {wish.session !== null && (
      <>
        At <bdi>{event.name}</bdi>:{' '}
      </>
    )}
    {longDates(event)}
    {event.place && (
      <>
        , <bdi>{placeText(event.place)}</bdi>
      </>
    )}
  </p>
)

/** Tells whoever is about to sign in that this is all that they will do. */
export const Refused = ({ wished, now }: Props) => (
  <p class="banner">
    <span>
      <bdi>{wished.event.name}</bdi> {refusalOf({ wished, now })}.{' '}
      <a href={pageOfWish(wished.wish)}>See its page</a>
    </span>
  </p>
)
