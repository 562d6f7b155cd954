import type { Id } from '../../backend/contract/values.ts'
import { unsentSends } from '../account-store.ts'
import { writingsOf } from '../left-behind.ts'
import type { Send } from '../outbox-state.ts'
import { paired } from '../paired.ts'

/** What somebody noted on this tablet that waits until that one is back. */
export interface LeftHere {
  person: { id: Id; firstName: string }
  sends: readonly Send[]
}

/** What others than this person left here. */
export async function leftHere(except: Id | undefined): Promise<LeftHere[]> {
  const tablet = paired()
  if (!tablet) return []
  const written = new Set((await indexedDB.databases()).map(({ name }) => name))
  const people = new Map([...(tablet.last ? [tablet.last.person] : []), ...tablet.people].map((one) => [one.id, one]))
  const others = [...people.values()].filter(({ id }) => id !== except && written.has(writingsOf(id)))
  const all = await Promise.all(
    others.map(async ({ id, firstName }) => ({ person: { id, firstName }, sends: await unsentSends(id) })),
  )
  return all.filter(({ sends }) => sends.length > 0)
}
