import { statement } from '../../db/client.ts'
import type { ChildRead } from '../contract/child.ts'
import * as contract from '../contract/child.ts'
import { cursorOf, placeOf } from '../cursor.ts'
import { route, type Surroundings } from '../http.ts'
import { childToDecideFor } from './queries.ts'

const page = 50

interface Row {
  id: string
  at: Date
  reader_name: string
  role: ChildRead['role']
  what: ChildRead['what']
  subject: string
}
const readsOfChild = statement<Row>(
  'reads_of_child',
  `select id, at, reader_name, role, what, subject from child_read
    where child_id = $1 and (at, id) < ($2::timestamptz, $3::uuid) order by at desc, id desc limit $4`,
)

/** Mounts what concerns a child as such. */
export function childRoutes(to: Surroundings): void {
  route(to, contract.childReads, async (tx, { params, query }) => {
    const child = await childToDecideFor(tx, params.childId)
    const rows = await tx.query(readsOfChild, [child.id, ...placeOf(query.before), page + 1])
    const reads = rows.slice(0, page)
    return {
      child,
      reads: reads.map((row) => ({
        id: row.id,
        at: row.at.toISOString(),
        name: row.reader_name,
        role: row.role,
        what: row.what,
        day: row.what === 'group_day' ? row.subject : null,
      })),
      older: rows.length > page ? cursorOf(reads.at(-1)!) : null,
    }
  })
}
