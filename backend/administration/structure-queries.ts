import { statement, type Tx } from '../../db/client.ts'
import { Refusal } from '../errors.ts'

const structureRows = statement<{
  location_id: string
  location: string
  legal_entity_id: string
  group_id: string | null
  group_name: string | null
}>(
  'administered_structure',
  `select l.id as location_id, l.name as location, l.legal_entity_id, g.id as group_id, g.name as group_name
     from location l left join "group" g on g.location_id = l.id
    where l.organisation_id = $1 order by l.name, l.id, g.name, g.id`,
)

export interface PlacedGroup {
  id: string
  name: string
  locationId: string
  location: string
  legalEntityId: string
}

/** Every location and every group of the actor's organisation. */
export async function structureOf(tx: Tx) {
  const rows = await tx.query(structureRows, [tx.actor.organisationId])
  const locations = [...Map.groupBy(rows, (row) => row.location_id).values()].map((group) => ({
    id: group[0]!.location_id,
    name: group[0]!.location,
    groups: group.flatMap((row) => (row.group_id ? [{ id: row.group_id, name: row.group_name! }] : [])),
  }))
  const groups = rows.flatMap((row): PlacedGroup[] =>
    row.group_id
      ? [
          {
            id: row.group_id,
            name: row.group_name!,
            locationId: row.location_id,
            location: row.location,
            legalEntityId: row.legal_entity_id,
          },
        ]
      : [],
  )
  return { locations, groups }
}

/** A group of the organisation, else nothing is found. */
export async function administeredGroup(tx: Tx, groupId: string): Promise<PlacedGroup> {
  const group = (await structureOf(tx)).groups.find(({ id }) => id === groupId)
  if (!group) throw new Refusal('not_found')
  return group
}
