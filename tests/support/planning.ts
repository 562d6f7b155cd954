import { v7 as uuidv7 } from 'uuid'
import { weekdayOf } from '../../backend/contract/expected.ts'
import type { Product } from './browser.ts'
import { call } from './server.ts'

/** Half past eight until six on every day of the week; Bram on every day but that one. */
export async function fillPlanning(product: Product, today: string): Promise<void> {
  const { nursery, owner } = product
  const { name, value } = nursery.people.Marieke.cookie
  const { rows } = await owner.query<{ id: string; child_id: string; version: number | null }>(
    `select p.id, p.child_id, (select w.version from contract_week w
                                where w.placement_id = p.id and w.starts_on = $2 and w.removed_at is null) as version
       from placement p where p.child_id = any($1::uuid[])`,
    [Object.values(nursery.children), today],
  )
  for (const [n, callName] of (['Noor', 'Aya', 'Bram', 'Mila', 'Yusuf'] as const).entries()) {
    const placement = rows.find(({ child_id: childId }) => childId === nursery.children[callName])!
    const until = n % 2 === 0 ? 1080 : 780
    const days = [0, 1, 2, 3, 4, 5, 6].map((day) =>
      callName === 'Bram' && day === weekdayOf(today) ? null : { from: 510, until },
    )
    const body = { id: uuidv7(), startsOn: today, days, version: placement.version }
    const path = `/api/placements/${placement.id}/weeks`
    const reply = await call(product, { cookie: `${name}=${value}` }, 'POST', path, body)
    if (reply.status !== 200) throw new Error(`a week could not be planned: ${reply.text}`)
  }
}
