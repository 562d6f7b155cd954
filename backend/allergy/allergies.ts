import { statement, type Tx } from '../../db/client.ts'
import { record } from '../../db/events.ts'
import { childToKeepFor } from '../child/queries.ts'
import {
  type Allergies,
  type addAllergy as addRoute,
  type changeAllergy as changeRoute,
  mostAllergies,
} from '../contract/allergies.ts'
import type { Output } from '../contract/route.ts'
import { Refusal } from '../errors.ts'
import { claim, refuseTaken } from '../intent.ts'
import { allergiesChanged } from './queries.ts'

interface AllergyRow {
  id: string
  child_id: string
  what: string
  advice: string
  severe: boolean
  version: number
  noted_at: Date
  noted_by_name: string
  removed_at: Date | null
}
const columns = 'id, child_id, what, advice, severe, version, noted_at, noted_by_name, removed_at'
const allergiesOfChild = statement<AllergyRow>(
  'allergies_of_child',
  `select ${columns} from allergy where child_id = $1 and removed_at is null order by severe desc, what, id`,
)
const allergyById = statement<AllergyRow>(
  'allergy_by_id',
  `select ${columns} from allergy where id = $1 for no key update`,
)

/** The allergies of a child. */
export async function allergiesOf(tx: Tx, childId: string): Promise<Allergies> {
  const child = await childToKeepFor(tx, childId)
  const rows = await tx.query(allergiesOfChild, [child.id])
  return {
    child,
    allergies: rows.map(({ id, what, advice, severe, version, noted_at, noted_by_name }) => ({
      ...{ id, what, advice, severe, version },
      ...{ notedAt: noted_at.toISOString(), notedBy: noted_by_name },
    })),
  }
}

async function refuseTooMany(tx: Tx, childId: string): Promise<void> {
  const there = await tx.query(allergiesOfChild, [childId])
  if (there.length >= mostAllergies) throw new Refusal('invalid', { fields: [{ path: 'what', reason: 'too_many' }] })
}

const insertAllergy = statement<never>(
  'insert_allergy',
  `insert into allergy (id, organisation_id, child_id, what, advice, severe, noted_at, noted_by_id, noted_by_name)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
)

/**
 * Notes an allergy of a child.
 * @throws Refusal `invalid` when there are too many already
 */
export async function addAllergy(
  tx: Tx,
  childId: string,
  { id, ...said }: Output<(typeof addRoute)['body']>,
): Promise<void> {
  const child = await childToKeepFor(tx, childId)
  if (!(await claim(tx, id, { childId, said }))) return
  await refuseTooMany(tx, child.id)
  const { organisationId, personId, firstName } = tx.actor
  const { what, advice, severe } = said
  await tx
    .query(insertAllergy, [id, organisationId, child.id, what, advice, severe, tx.now, personId, firstName])
    .catch(refuseTaken)
  record(tx, await allergiesChanged(tx, child.id), {
    action: 'allergy.added',
    subject: { child: child.id, allergy: id },
  })
}

const updateAllergy = statement<never>(
  'update_allergy',
  `update allergy set what = $2, advice = $3, severe = $4, removed_at = $5, version = version + 1 where id = $1`,
)

/** Changes an allergy, takes it away or brings it back; what says the same changes nothing. Gives the child. */
export async function changeAllergy(
  tx: Tx,
  allergyId: string,
  { id, version, ...said }: Output<(typeof changeRoute)['body']>,
): Promise<string> {
  const [row] = await tx.query(allergyById, [allergyId])
  if (!row) throw new Refusal('not_found')
  await childToKeepFor(tx, row.child_id)
  if (!(await claim(tx, id, { allergyId, version, said }))) return row.child_id
  if (row.version !== version) throw new Refusal('stale_version', { version: row.version })
  const was: typeof said = { what: row.what, advice: row.advice, severe: row.severe, removed: row.removed_at !== null }
  const fields = (Object.keys(said) as (keyof typeof said)[]).filter((name) => said[name] !== was[name])
  if (fields.length === 0) return row.child_id
  if (was.removed && !said.removed) await refuseTooMany(tx, row.child_id)
  const { what, advice, severe, removed } = said
  await tx.query(updateAllergy, [row.id, what, advice, severe, removed ? (row.removed_at ?? tx.now) : null])
  const done = removed === was.removed ? 'changed' : removed ? 'removed' : 'restored'
  const subject = { child: row.child_id, allergy: row.id, fields }
  record(tx, await allergiesChanged(tx, row.child_id), { action: `allergy.${done}`, subject })
  return row.child_id
}
