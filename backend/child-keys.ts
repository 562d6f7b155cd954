import { statement, type Tx } from '../db/client.ts'
import { newKey, openChildKey, sealChildKey } from '../db/media/keys.ts'

const keysOfChildren = statement<{ child_id: string; sealed: string }>(
  'child_keys',
  'select child_id, sealed from child_key where child_id = any($1::uuid[])',
)
const insertKeys = statement<never>(
  'insert_child_keys',
  `insert into child_key (child_id, organisation_id, sealed, created_at)
   select given.child, $3, given.sealed, $4 from unnest($1::uuid[], $2::text[]) as given(child, sealed)
    order by given.child
   on conflict (child_id) do nothing`,
)

/** The keys of some children, by child; who has none yet gets one. */
export async function childKeys(tx: Tx, childIds: readonly string[], secret: string): Promise<Map<string, Buffer>> {
  const known = await tx.query(keysOfChildren, [childIds])
  const without = childIds.filter((id) => !known.some((row) => row.child_id === id))
  if (without.length > 0) {
    const sealed = without.map((id) => sealChildKey(newKey(), id, secret))
    await tx.query(insertKeys, [without, sealed, tx.actor.organisationId, tx.now])
    // Somebody else may have been first.
    known.push(...(await tx.query(keysOfChildren, [without])))
  }
  return new Map(known.map((row) => [row.child_id, openChildKey(row.sealed, row.child_id, secret)]))
}
