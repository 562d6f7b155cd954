import { v7 as uuidv7 } from 'uuid'
import { Outdated, statement, type Tx } from '../../db/client.ts'
import { record, writeAudit } from '../../db/events.ts'
import type { LocationInfo, MentoredChild, saveLocation as saveRoute } from '../contract/location.ts'
import type { Output } from '../contract/route.ts'
import { Refusal } from '../errors.ts'
import { isTaken } from '../intent.ts'
import { locationsFor, mentorChanged, mentorsFor } from './queries.ts'

type Said = Output<(typeof saveRoute)['body']>

const insertInfo = statement<never>(
  'insert_location_info',
  `insert into location_info (street, postal_code, city, phone, email, from_minutes, until_minutes, house_rules, changed_at, changed_by_id,
                              location_id, id, organisation_id)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
)
const updateInfo = statement<{ id: string }>(
  'update_location_info',
  `update location_info set street = $1, postal_code = $2, city = $3, phone = $4, email = $5, from_minutes = $6, until_minutes = $7,
          house_rules = $8, changed_at = $9, changed_by_id = $10, version = version + 1
    where location_id = $11 and version = $12 returning id`,
)

const fields = ['street', 'postalCode', 'city', 'phone', 'email', 'opening', 'houseRules'] as const

/**
 * What a location tells of itself.
 * @throws Refusal `stale_version` when somebody changed it meanwhile
 */
export async function saveLocation(tx: Tx, locationId: string, { version, ...said }: Said): Promise<LocationInfo> {
  // A manager's locations are those that the manager has.
  const before = (await locationsFor(tx)).find(({ id }) => id === locationId)
  if (!before) throw new Refusal('not_found')
  if (before.version !== version) throw new Refusal('stale_version')
  const changed = fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(said[field]))
  const { street, postalCode, city, phone, email, opening, houseRules } = said
  const from = opening.map((part) => part?.from ?? null)
  const until = opening.map((part) => part?.until ?? null)
  const row = [street, postalCode, city, phone, email, from, until, houseRules, tx.now, tx.actor.personId, locationId]
  if (version === 0) {
    await tx.query(insertInfo, [...row, uuidv7(), tx.actor.organisationId]).catch((error: unknown) => {
      throw isTaken(error) ? new Refusal('stale_version') : error
    })
  } else if ((await tx.query(updateInfo, [...row, version])).length === 0) throw new Refusal('stale_version')
  await writeAudit(tx, { action: 'location.told', subject: { location: locationId, fields: changed } })
  return (await locationsFor(tx)).find(({ id }) => id === locationId)!
}

const endMentor = statement<never>(
  'end_mentor',
  'update mentor set ended_at = $2 where child_id = $1 and ended_at is null',
)
const insertMentor = statement<never>(
  'insert_mentor',
  'insert into mentor (id, organisation_id, child_id, person_id, started_at) values ($1, $2, $3, $4, $5)',
)

/**
 * Says who is mentor of a child; the one who already is stays as it was.
 * @throws Refusal `not_found` for a child or a member of staff who is not at a location of this manager today
 */
export async function setMentor(tx: Tx, childId: string, personId: string | null): Promise<MentoredChild> {
  const known = await mentorsFor(tx)
  const child = known.children.find(({ id }) => id === childId)
  const there = known.staff.filter(({ locationId }) => locationId === child?.locationId)
  if (!child || (personId !== null && !there.some(({ id }) => id === personId))) throw new Refusal('not_found')
  const { locationId: _, ...told } = child
  if (child.mentorId === personId) return told
  await tx.query(endMentor, [childId, tx.now])
  if (personId !== null)
    await tx
      .query(insertMentor, [uuidv7(), tx.actor.organisationId, childId, personId, tx.now])
      .catch((error: unknown) => {
        throw isTaken(error) ? new Outdated('another mentor was chosen') : error
      })
  record(tx, await mentorChanged(tx, childId), {
    action: 'child.mentor_set',
    subject: { child: childId, person: personId, fields: ['mentor'] },
  })
  return { ...told, mentorId: personId }
}
