import { paths } from '#functions/paths.ts'
import type { Child } from '../../jsx/jsx-runtime.ts'
import { Face } from './face.tsx'

/** Whom a programme or a list names: only people of ours have a handle, and so a page. */
export type Named = { readonly name: string; readonly handle: string | null }

/** The face of somebody, who may be no more than a name. */
export const FaceOf = ({ person: { name, handle } }: { person: Named }) => (
  <Face person={{ handle: handle ?? name, name }} />
)

/** Their name, which leads to their page if they have one. */
export const NameOf = ({ person, class: className }: { person: Named; class?: string }) =>
  person.handle ? (
    <a class={className} href={paths.person(person.handle)} dir="auto">
      {person.name}
    </a>
  ) : (
    <span class={className} dir="auto">
      {person.name}
    </span>
  )

/** Somebody in `<ul class="people">`: their face, their name, and what else there is to say of them. */
export const PersonItem = ({ person, children }: { person: Named; children: Child }) => (
  <li>
    <FaceOf person={person} />
    <span class="who">
      <NameOf person={person} />
      {children}
    </span>
  </li>
)
