import type { AttendanceRole } from '#db/schema/index.ts'
import { type EventRef, paths } from '#functions/paths.ts'
import type { Stage } from './event-words.ts'
import { Icon, type IconName } from './icon.tsx'

type Props = {
  event: EventRef & { readonly name: string }
  role: AttendanceRole | null
  stage: Stage
  signedIn: boolean
  here: string
  /**
   * The ids of what a script swaps for its counterpart in the answer, in place of the whole page.
   * Without scripts one comes back to the first.
   */
  swap: string
}

type Choice = { role: AttendanceRole; icon: IconName; off: string; on: string; done: string }

const choices: readonly Choice[] = [
  { role: 'attending', icon: 'plus', off: 'Attend', on: 'Attending', done: 'You are attending' },
  { role: 'tracking', icon: 'eye', off: 'Track', on: 'Tracking', done: 'You are tracking' },
]

const wereThere: readonly Choice[] = [
  {
    ...{ role: 'attending', icon: 'plus', off: 'I was there', on: 'You were there' },
    done: 'You were at',
  },
]

const planned: Record<AttendanceRole, string> = {
  attending: 'You had planned to go',
  tracking: 'You tracked it',
}

/** What is off leaves only one's own mark to press, which takes it away. */
function choicesAt({ stage, role }: Props): readonly Choice[] {
  if (stage === 'ahead') return choices
  if (stage === 'over') return wereThere
  return choices
    .filter((choice) => choice.role === role)
    .map((choice) => ({ ...choice, on: planned[choice.role] }))
}

/**
 * Two plain forms that look like one control, each half as wide as the whole, so that nothing moves
 * when a label changes. Pressing what is on turns it off.
 */
export function AttendButtons(props: Props) {
  return (
    <div class="attend">
      {choicesAt(props).map((choice) =>
        props.signedIn ? Press(props, choice) : Ask(props, choice),
      )}
    </div>
  )
}

const Press = ({ event, role, here, swap }: Props, choice: Choice) => {
  const on = role === choice.role
  const said = on ? `You have let go of ${event.name}` : `${choice.done} ${event.name}`
  return (
    <form method="post" action={paths.attendance(event)} data-swap={swap} data-said={said}>
      <input type="hidden" name="role" value={on ? 'none' : choice.role} />
      <input type="hidden" name="back" value={`${here}#${swap.split(' ', 1)[0]}`} />
      <button
        type="submit"
        class={`press ${choice.role}${on ? ' on' : ''}`}
        data-key={`${event.year}/${event.slug} ${choice.role}`}
      >
        <Label choice={choice} on={on} />
        <span class="unseen">{on ? ` ${event.name}: stop` : ` ${event.name}`}</span>
      </button>
    </form>
  )
}

const Ask = ({ event }: Props, choice: Choice) => (
  <a
    class={`press ${choice.role}`}
    href={paths.signInTo(choice.role, paths.event(event))}
    rel="nofollow"
  >
    <Label choice={choice} on={false} />
    <span class="unseen"> {event.name}: sign in first</span>
  </a>
)

const Label = ({ choice, on }: { choice: Choice; on: boolean }) => (
  <>
    <Icon name={on ? 'check' : choice.icon} />
    {on ? choice.on : choice.off}
  </>
)
