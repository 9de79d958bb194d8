import { paths } from '#functions/paths.ts'
import type { StaffMember } from '#functions/staff/staff.ts'
import { Face } from './face.tsx'

type Props = { title: string; staff: readonly StaffMember[] }

/** Who makes an event happen, and as what. Only people of ours have a page to link to. */
export function StaffList({ title, staff }: Props) {
  if (staff.length === 0) return null
  return (
    <section class="section">
      <h2 dir="auto">{title}</h2>
      <ul class="plain people">
        {staff.map(({ name, role, handle }) => (
          <li>
            <Face person={{ handle: handle ?? name, name }} />
            <span class="who">
              {handle ? (
                <a href={paths.person(handle)} dir="auto">
                  {name}
                </a>
              ) : (
                <span dir="auto">{name}</span>
              )}
              <span class="quiet" dir="auto">
                {role}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
