import { randomBytes } from 'node:crypto'
import * as fillChild from '../../db/fill/child.ts'
import * as fillPeople from '../../db/fill/people.ts'
import * as fillPermission from '../../db/fill/permission.ts'
import { beginFilling, saveFilling } from '../../db/filling.ts'
import { cookieFor } from '../../db/session-cookie.ts'
import { testSecret } from './postgres.ts'
import type { TestServer } from './server.ts'

export interface Somebody {
  id: string
  role: string
  cookie: string
  name: string
}
export interface Family {
  childId: string
  callName: string
  guardian: Somebody
}

/** A group with two families who know nothing of each other, its staff, and its manager; consent for photos is in force for both. */
export interface Couple {
  groupId: string
  organisationId: string
  staff: Somebody
  colleague: Somebody
  manager: Somebody
  mila: Family
  moos: Family
  /** Placed in the group, whose guardian granted nothing. */
  bo: Family
}

/** Makes the two families. */
export async function makeCouple(server: TestServer): Promise<Couple> {
  const now = server.clock.now()
  const filling = beginFilling('Kastanje', new Date(now.getTime() - 90 * 86_400_000).toISOString().slice(0, 10))
  const locationId = fillPeople.location(filling, 'Noord')
  const groupId = fillPeople.group(filling, locationId, 'Egels')
  const somebody = (name: string, role: string): Somebody => {
    const id = fillPeople.person(filling, {
      firstName: name,
      lastName: 'Zeldenrust',
      email: `${name.toLowerCase()}@example.org`,
      passwordHash: '-',
      roles: [role === 'manager' ? { role, locationId } : { role }],
    })
    const token = randomBytes(24).toString('base64url')
    fillPeople.session(filling, id, token, new Date(now.getTime() + 300 * 86_400_000))
    return { id, role, name, cookie: cookieFor(token, 'session', testSecret) }
  }
  const family = (callName: string, guardianName: string, granted: boolean): Family => {
    const childId = fillChild.child(filling, { callName, surname: 'Achternaam', birthDate: '2024-02-29', groupId })
    const guardian = somebody(guardianName, 'guardian')
    fillChild.guardianship(filling, childId, guardian.id)
    if (granted)
      for (const purpose of ['diary', 'photos'] as const)
        fillPermission.decision(filling, {
          childId,
          personId: guardian.id,
          purpose,
          decision: 'granted',
          at: `${filling.since}T08:00:00Z`,
          open: true,
        })
    return { childId, callName, guardian }
  }
  const staff = somebody('Annemiek', 'staff')
  const colleague = somebody('Corine', 'staff')
  for (const { id } of [staff, colleague]) fillPeople.assignment(filling, id, groupId)
  const couple = {
    groupId,
    organisationId: filling.organisationId,
    staff,
    colleague,
    manager: somebody('Desiree', 'manager'),
    mila: family('Milaatje', 'Guusje', true),
    moos: family('Moosje', 'Hendrikje', true),
    bo: family('Bootje', 'Ineke', false),
  }
  await saveFilling(server.owner, filling)
  return couple
}
