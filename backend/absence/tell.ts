import type { Tx } from '../../db/client.ts'
import { type NewEvent, record } from '../../db/events.ts'
import type { ReportedChild } from './queries.ts'

/** Something that was done with an absence of a child. */
export interface Told {
  child: ReportedChild
  absenceId: string
  /** What is another of it. */
  fields?: readonly string[]
}

const types = {
  reported: 'absence.reported',
  extended: 'absence.changed',
  changed: 'absence.changed',
  cancelled: 'absence.changed',
  seen: 'absence.seen',
} as const

/** Tells each kind of what was done in the channels of its children. A child's own are one after the other. */
export function tellAll(tx: Tx, events: Partial<Record<keyof typeof types, readonly Told[]>>): void {
  for (const [done, told] of Object.entries(events) as [keyof typeof types, readonly Told[]][]) {
    for (const turn of turnsOf(told)) {
      const subject = {
        children: turn.map(({ child }) => child.id),
        absences: turn.map(({ absenceId }) => absenceId),
      }
      const fields = [...new Set(turn.flatMap((one) => one.fields ?? []))]
      const items: NewEvent[] = turn.map(({ child, absenceId }) => ({
        channel: child.channel,
        type: types[done],
        item: absenceId,
      }))
      record(tx, items, { action: `absence.${done}`, subject: fields.length > 0 ? { ...subject, fields } : subject })
    }
  }
}

/** A channel occurs once per call of `record`. */
function turnsOf(told: readonly Told[]): Told[][] {
  const turns: Told[][] = []
  for (const one of told) {
    const turn = turns.find((others) => others.every(({ child }) => child.id !== one.child.id))
    if (turn) turn.push(one)
    else turns.push([one])
  }
  return turns
}
