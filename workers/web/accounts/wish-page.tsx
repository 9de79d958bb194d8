import { paths } from '#functions/paths.ts'
import { pageOfWish } from '#functions/tracking/wish.ts'
import type { Wished } from '#functions/tracking/wished.ts'
import { Refused, refusalOf, WishFacts, WishWords } from './wish-words.tsx'

type Props = { wished: Wished; now: Date }

/**
 * For whoever is signed in: what they wanted is one press away, or cannot be had. It is never done by
 * coming here, since a link can lead anybody here.
 */
export function WishPage(props: Props) {
  const { wish, name } = props.wished
  const refused = refusalOf(props) !== null
  return (
    <div class="wrap narrow">
      <h1>{refused ? <bdi>{name}</bdi> : 'One more press'}</h1>
      <WishFacts wished={props.wished} />
      {refused ? <Refused {...props} /> : <Grant {...props} />}
      {!refused && (
        <p>
          <a href={pageOfWish(wish)}>Only look at it</a>
        </p>
      )}
    </div>
  )
}

/** For whoever has signed in for what is not there any longer: they are in, and nothing else is lost. */
export const WishGonePage = ({ what }: { what: string }) => (
  <div class="wrap narrow">
    <h1>{what} is not here any longer</h1>
    <p class="lead">
      You are signed in, but there is nothing to attend or to track at this address.
    </p>
    <p>
      <a class="button primary" href={paths.dashboard()}>
        Go to your dashboard
      </a>
    </p>
  </div>
)

const Grant = (props: Props) => {
  const { ref, session, role } = props.wished.wish
  const isEvent = session === null
  return (
    <form
      method="post"
      action={isEvent ? paths.attendance(ref) : paths.sessionTracking(ref, session)}
      class="form"
    >
      <input type="hidden" name={isEvent ? 'role' : 'tracking'} value={isEvent ? role : 'on'} />
      <button type="submit" class="button primary">
        <span>
          <WishWords {...props} alone />
        </span>
      </button>
    </form>
  )
}
