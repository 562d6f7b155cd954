import { statement, type Tx } from '../../db/client.ts'
import type { AstrayFamily } from '../contract/photo.ts'

interface Stranger {
  person_id: string
  person_name: string
  child_id: string
  call_name: string
  opened_at: Date | null
}

const strangers = statement<Stranger>('photo_strangers', 'select * from photo_strangers($1, $2::uuid[])')

/**
 * The families that had a photo in timelines in which it will not stand, and that may not see it in those where it will.
 * @param staying the children on it by then
 */
export async function astrayFamilies(tx: Tx, mediaId: string, staying: readonly string[]): Promise<AstrayFamily[]> {
  const families: Stranger[][] = []
  for (const one of await tx.query(strangers, [mediaId, staying])) {
    const isKin = (other: Stranger) => other.person_id === one.person_id || other.child_id === one.child_id
    const kin = families.filter((family) => family.some(isKin))
    for (const family of kin) families.splice(families.indexOf(family), 1)
    families.push([...kin.flat(), one])
  }
  const once = (rows: readonly Stranger[], id: 'person_id' | 'child_id', name: 'person_name' | 'call_name') => [
    ...new Map(rows.map((row) => [row[id], row[name]])).values(),
  ]
  return families.map((rows) => ({
    guardians: once(rows, 'person_id', 'person_name'),
    children: once(rows, 'child_id', 'call_name'),
    opened: rows.some((row) => row.opened_at !== null),
  }))
}
