import type { Child } from '../../jsx/jsx-runtime.ts'
import { Icon, type IconName } from './icon.tsx'

type Props = {
  icon: IconName
  name: string
  class?: string
  /** Text that strangers wrote has its own direction. */
  dir?: 'auto'
  children: Child
}

/** A line of `<dl class="facts">`: an icon for who sees it, a name for who hears it. */
export const Fact = ({ icon, name, children, ...rest }: Props) => (
  <div>
    <dt>
      <Icon name={icon} />
      <span class="unseen">{name}</span>
    </dt>
    <dd {...rest}>{children}</dd>
  </div>
)
