import { newId } from '#db/id.ts'
import type { ProgrammeSession } from '../programme-record.ts'
import type { KnownProgramme } from './known-programme.ts'

export type RoomRow = { readonly id: string; readonly name: string; readonly position: number }

export type RoomPlan = {
  readonly ids: ReadonlyMap<string, string>
  readonly names: ReadonlyMap<string, string>
  /** New, or in another place of the order. */
  readonly written: readonly RoomRow[]
}

/** An event's rooms, by name, in the order in which a whole programme shows them; others come last. */
export function planRooms(
  sessions: readonly ProgrammeSession[],
  known: KnownProgramme['rooms'],
  isInOrder: boolean,
): RoomPlan {
  const shown = [...new Set(sessions.map(({ room }) => room).filter((room) => room !== null))]
  const rest = known.map(({ name }) => name)
  const order = [...new Set(isInOrder ? [...shown, ...rest] : [...rest, ...shown])]
  const byName = new Map(known.map((room) => [room.name, room]))
  const rooms = order.map((name, position) => ({
    id: byName.get(name)?.id ?? newId(),
    name,
    position,
  }))
  return {
    ids: new Map(rooms.map(({ id, name }) => [name, id])),
    names: new Map(rooms.map(({ id, name }) => [id, name])),
    written: rooms.filter(({ name, position }) => byName.get(name)?.position !== position),
  }
}
