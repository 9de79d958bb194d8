import { paths, type SchedulePart } from '#functions/paths.ts'
import type { Picks } from '#functions/sessions/picks.ts'
import type { Schedule } from '#functions/sessions/session.ts'

type Props = {
  event: Schedule['event']
  /** What is shown, its day said. */
  here: SchedulePart
  picks: Picks | null
}

/** The same sessions laid out otherwise, and only one's own: each a switch of its own. */
export function ScheduleSwitches({ event, here, picks }: Props) {
  const link = (to: SchedulePart, name: string, current: boolean) => (
    <a href={paths.schedule(event, { ...here, ...to })} aria-current={current ? 'page' : undefined}>
      {name}
    </a>
  )
  const isGrid = here.view === 'grid'
  const isMine = picks !== null && here.picks === '1'
  return (
    <div class="switches">
      <nav class="switch" aria-label="Layout">
        {link({ view: undefined }, 'List', !isGrid)}
        {link({ view: 'grid' }, 'Grid', isGrid)}
      </nav>
      <nav class="switch" aria-label="Whose sessions">
        {link({ picks: undefined }, 'All sessions', !isMine)}
        {picks ? (
          link({ picks: '1' }, 'My picks', isMine)
        ) : (
          <a href={paths.signInThen(paths.schedule(event, { ...here, picks: '1' }))} rel="nofollow">
            My picks<span class="unseen">: sign in first</span>
          </a>
        )}
      </nav>
    </div>
  )
}
