import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import * as fillChild from './fill/child.ts'
import * as fillPeople from './fill/people.ts'
import * as fillPermission from './fill/permission.ts'
import { beginFilling, saveFilling } from './filling.ts'
import { cookieFor } from './session-cookie.ts'

export interface WorldSize {
  groups: number
  /** Per group. */
  children: number
  /** Per child. */
  guardians: number
  /** Per group. */
  staff: number
}

export interface Inhabitant {
  id: string
  role: 'guardian' | 'staff' | 'manager'
  email: string
  /** A ready session: the whole Cookie header. */
  cookie: string
  groupIds: string[]
  childIds: string[]
}

export interface World {
  organisationId: string
  locationId: string
  password: string
  groups: { id: string; name: string; childIds: string[]; staffIds: string[] }[]
  children: { id: string; callName: string; groupId: string; guardianIds: string[]; diaryChannel: string }[]
  people: Inhabitant[]
}

export interface WorldKeys {
  secret: string
  cookieName: string
  password: string
  /** Of that password; everybody shares it. */
  passwordHash: string
  /** From when contracts, placements and consents hold. */
  since: string
  expiresAt: Date
}

/** Makes a synthetic organisation of a size: every guardian with authority and both consents granted. */
export async function makeWorld(owner: pg.ClientBase, size: WorldSize, keys: WorldKeys): Promise<World> {
  const mark = randomBytes(4).toString('hex')
  const filling = beginFilling(`Wereld ${mark}`, keys.since)
  const locationId = fillPeople.location(filling, 'Proeflocatie')
  const world: World = {
    organisationId: filling.organisationId,
    locationId,
    password: keys.password,
    groups: [],
    children: [],
    people: [],
  }

  const inhabitant = (role: Inhabitant['role'], name: string): Inhabitant => {
    const email = `${role}-${world.people.length + 1}-${mark}@example.org`
    const roles = [role === 'manager' ? { role, locationId } : { role }]
    const id = fillPeople.person(filling, {
      firstName: name,
      lastName: `Proef ${world.people.length + 1}`,
      email,
      passwordHash: keys.passwordHash,
      roles,
    })
    const token = randomBytes(24).toString('base64url')
    fillPeople.session(filling, id, token, keys.expiresAt)
    const made: Inhabitant = {
      id,
      role,
      email,
      cookie: cookieFor(token, keys.cookieName, keys.secret),
      groupIds: [],
      childIds: [],
    }
    world.people.push(made)
    return made
  }

  const manager = inhabitant('manager', 'Manager')
  for (let g = 0; g < size.groups; g++) {
    const group = {
      id: fillPeople.group(filling, locationId, `Groep ${g + 1}`),
      name: `Groep ${g + 1}`,
      childIds: [] as string[],
      staffIds: [] as string[],
    }
    world.groups.push(group)
    manager.groupIds.push(group.id)
    for (let s = 0; s < size.staff; s++) {
      const staff = inhabitant('staff', `Medewerker${s + 1}`)
      fillPeople.assignment(filling, staff.id, group.id)
      staff.groupIds.push(group.id)
      group.staffIds.push(staff.id)
    }
    for (let c = 0; c < size.children; c++) {
      const callName = `Kind${g + 1}x${c + 1}`
      const childId = fillChild.child(filling, {
        callName,
        surname: 'Proef',
        birthDate: '2024-05-01',
        groupId: group.id,
      })
      const guardianIds: string[] = []
      for (let n = 0; n < size.guardians; n++) {
        const guardian = inhabitant('guardian', `Ouder${n + 1}`)
        fillChild.guardianship(filling, childId, guardian.id)
        for (const purpose of ['diary', 'photos'] as const) {
          fillPermission.decision(filling, {
            childId,
            personId: guardian.id,
            purpose,
            decision: 'granted',
            at: `${keys.since}T08:00:00Z`,
            open: true,
          })
        }
        guardian.childIds.push(childId)
        guardianIds.push(guardian.id)
      }
      group.childIds.push(childId)
      world.children.push({
        id: childId,
        callName,
        groupId: group.id,
        guardianIds,
        diaryChannel: fillChild.channelOf(childId, 'diary'),
      })
    }
  }
  await saveFilling(owner, filling)
  return world
}
