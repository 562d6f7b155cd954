import type { Tx } from '../../db/client.ts'
import { type AuditNote, type NewEvent, record } from '../../db/events.ts'
import type { AuditAction } from '../contract/audit-actions.ts'
import type { Told } from './queries.ts'

/** A stay with which something was done, and where that is told. */
export interface Done {
  stayId: string
  childId: string
  told: Told
}

/** Tells the staff of these children what was done with their stays, and their guardians, while consent is in force, that they are there or gone. */
export function tellStays(
  tx: Tx,
  action: Extract<AuditAction, `attendance.${string}`>,
  done: readonly Done[],
  more: AuditNote['subject'] = {},
): void {
  const subject = { children: done.map(({ childId }) => childId), stays: done.map(({ stayId }) => stayId), ...more }
  const events = done.flatMap(({ stayId, childId, told }): NewEvent[] => [
    { channel: told.staff, type: 'attendance.changed', item: stayId },
    // Who set foot where without consent in force is told to nobody, and leaves no number behind.
    ...(told.isOpen ? [{ channel: told.attendance, type: 'presence.changed', item: childId }] : []),
  ])
  record(tx, events, { action, subject })
}
