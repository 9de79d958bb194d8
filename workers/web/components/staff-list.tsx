import type { StaffMember } from '#functions/staff/staff.ts'
import { PersonItem } from './person-item.tsx'

type Props = { title: string; staff: readonly StaffMember[] }

/** Who makes an event happen, and as what. Only people of ours have a page to link to. */
export function StaffList({ title, staff }: Props) {
  if (staff.length === 0) return null
  return (
    <section class="section">
      <h2 dir="auto">{title}</h2>
      <ul class="plain people">
        {staff.map((member) => (
          <PersonItem person={member}>
            <span class="quiet" dir="auto">
              {member.role}
            </span>
          </PersonItem>
        ))}
      </ul>
    </section>
  )
}
