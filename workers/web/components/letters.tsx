export const LETTERS = [...'abcdefghijklmnopqrstuvwxyz']

type Letter = { href: string; name: string; current?: boolean }

/** Ways into the middle of a list that is in the order of the alphabet. */
export const Letters = ({ label, letters }: { label: string; letters: readonly Letter[] }) => (
  <nav aria-label={label}>
    <ul class="plain letters">
      {letters.map(({ href, name, current }) => (
        <li>
          <a href={href} aria-current={current ? 'true' : undefined}>
            {name}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)
