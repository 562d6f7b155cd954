import { randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { Decision, Purpose } from '../../backend/contract/consent.ts'
import * as fillChild from '../../db/fill/child.ts'
import * as fillPeople from '../../db/fill/people.ts'
import { beginFilling, saveFilling } from '../../db/filling.ts'
import { cookieFor } from '../../db/session-cookie.ts'
import { testSecret } from './postgres.ts'
import { call, posting, type Reply, type TestServer } from './server.ts'

export interface Member {
  id: string
  role: string
  cookie: string
  firstName: string
}

export interface Family {
  child: { id: string; callName: string; channel: string }
  group: { id: string }
  guardians: Member[]
  staff: Member
  manager: Member
  administration: Member
}

/** An organisation with one child; each guardian with authority unless said otherwise, and nobody has decided anything. */
export async function makeFamily(server: TestServer, guardians: { authority?: boolean }[] = [{}]): Promise<Family> {
  const mark = randomBytes(4).toString('hex')
  const now = server.clock.now().getTime()
  const filling = beginFilling(`Gezin ${mark}`, new Date(now - 90 * 86_400_000).toISOString().slice(0, 10))
  const locationId = fillPeople.location(filling, 'Locatie')
  const groupId = fillPeople.group(filling, locationId, 'Groep')
  const callName = `Kind${mark}`
  const childId = fillChild.child(filling, { callName, surname: 'Proef', birthDate: '2024-05-01', groupId })
  const member = (role: string, firstName: string): Member => {
    const roles = [role === 'manager' ? { role, locationId } : { role }]
    const email = `${firstName}-${mark}@example.org`
    const id = fillPeople.person(filling, { firstName, lastName: 'Proef', email, passwordHash: 'none', roles })
    const token = randomBytes(24).toString('base64url')
    fillPeople.session(filling, id, token, new Date(now + 365 * 86_400_000))
    return { id, role, firstName, cookie: cookieFor(token, 'session', testSecret) }
  }
  const staff = member('staff', 'Anouk')
  fillPeople.assignment(filling, staff.id, groupId)
  const made = guardians.map(({ authority = true }, n) => {
    const guardian = member('guardian', `Ouder${n + 1}`)
    fillChild.guardianship(filling, childId, guardian.id, { parentalAuthority: authority })
    return guardian
  })
  const manager = member('manager', 'Marieke')
  const administration = member('administration', 'Ingrid')
  await saveFilling(server.owner, filling)
  const channel = fillChild.channelOf(childId, 'diary')
  return {
    child: { id: childId, callName, channel },
    group: { id: groupId },
    guardians: made,
    staff,
    manager,
    administration,
  }
}

/** One guardian's decision about the diary, unless said otherwise. */
export const decide = (
  server: TestServer,
  family: Family,
  who: Member,
  decision: Decision,
  purpose: Purpose = 'diary',
  id = uuidv7(),
): Promise<Reply> =>
  call(server, who, 'POST', '/api/consents', { id, childId: family.child.id, purpose, decision, language: 'nl' })

/** An entry about the child, written by its staff. */
export const writeAbout = (
  server: TestServer,
  family: Family,
  given: Parameters<typeof posting>[3] = {},
  who = family.staff,
) => call(server, who, 'POST', '/api/diary', posting(server, family.group, [family.child.id], given))

/** The texts that somebody reads of the diary now. */
export const readBy = async (server: TestServer, who: Member): Promise<string[]> =>
  (await call(server, who, 'GET', '/api/timeline')).body.items.map((item: { text: string }) => item.text)

/** How one purpose stands for a guardian. */
export async function standing(server: TestServer, who: Member, purpose: Purpose = 'diary') {
  const { body } = await call(server, who, 'GET', '/api/consents')
  const [child] = body.children
  return child?.purposes.find((one: { purpose: string }) => one.purpose === purpose)
}
