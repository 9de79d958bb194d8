import type { Child } from '../../jsx/jsx-runtime.ts'

/** Nothing here: what that means in one friendly sentence, and where to go next. */
export const EmptyState = ({ children, links }: { children: Child; links?: Child }) => (
  <div class="empty">
    <p>{children}</p>
    {links && <p class="links">{links}</p>}
  </div>
)
