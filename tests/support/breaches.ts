import { v7 as uuidv7 } from 'uuid'
import type { TestServer } from './server.ts'

/** The record of a breach, as if this person of the staff had recalled a photo of the child that its kin had opened. */
export async function keepBreach(
  server: Pick<TestServer, 'owner'> & { clock: Pick<TestServer['clock'], 'now'> },
  about: { childId: string; callName: string; groupId: string; groupName: string; kin: { lastName: string } },
  by: { id: string },
  id = uuidv7(),
): Promise<string> {
  const at = server.clock.now().toISOString()
  const who = [
    {
      personId: by.id,
      name: `Kin ${about.kin.lastName}`,
      role: 'guardian',
      child: about.callName,
      seenAt: at,
      openedAt: at,
      savedAt: null,
    },
  ]
  await server.owner.query(
    `insert into breach_record (id, organisation_id, kind, group_id, group_name, child_ids, posted_at, recalled_at, recalled_by_id,
                                recalled_by_name, reason, readers, happened, measures, aware_at)
     select $1, p.organisation_id, 'photo', $2, $3, array[$4::uuid], $5, $5, p.id, p.first_name, 'Verkeerd kind', $6, 'Geplaatst.', 'Verwijderd.', $5
       from person p where p.id = $7`,
    [id, about.groupId, about.groupName, about.childId, at, JSON.stringify(who), by.id],
  )
  return id
}
