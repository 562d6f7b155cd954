import { statement, type Tx } from '../../db/client.ts'
import type { NewEvent } from '../../db/events.ts'
import type { Allergy } from '../contract/allergies.ts'

const ofChildren = statement<{ child_id: string; allergies: Allergy[] }>(
  'allergies_of',
  'select child_id, allergies from allergies_of($1::uuid[])',
)

/** What some children do not tolerate, of those in the actor's care or present where the actor works. */
export async function allergiesIn(tx: Tx, childIds: readonly string[]): Promise<ReadonlyMap<string, Allergy[]>> {
  return new Map((await tx.query(ofChildren, [childIds])).map((row) => [row.child_id, row.allergies]))
}

const toldIn = statement<{ id: string }>('allergy_channel', 'select channel_id as id from collector_channel($1)')

/** What tells the carers of a child that its allergies are others: where they are told who may fetch it. */
export async function allergiesChanged(tx: Tx, childId: string): Promise<NewEvent[]> {
  const channels = await tx.query(toldIn, [childId])
  return channels.map(({ id }) => ({ channel: id, type: 'allergies.changed', item: childId }))
}
