import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import type { Fact } from '../../backend/contract/diary.ts'
import * as fill from '../../db/fill.ts'
import { beginFilling, type Filling, saveFilling } from '../../db/filling.ts'
import { hashPassword } from '../../db/password.ts'
import { cookieFor } from '../../db/session-cookie.ts'
import { testSecret } from './postgres.ts'
import { password } from './server.ts'

export interface Resident {
  id: string
  firstName: string
  email: string
  /** Of a session that is ready to use. */
  cookie: { name: string; value: string }
}

/** A small nursery with one group, in which people have names that can be read on a screen. */
export interface Nursery {
  groupId: string
  groupName: string
  children: Record<ChildName, string>
  people: Record<PersonName, Resident>
}

const families = {
  Noor: { surname: 'Willems', guardians: { Lisa: 'granted', Tom: null } },
  Aya: { surname: 'Bakker', guardians: { Sanne: 'granted' } },
  Bram: { surname: 'Visser', guardians: { Bart: 'granted' } },
  Mila: { surname: 'de Wit', guardians: { Eva: 'granted', Emily: 'granted' } },
  Yusuf: { surname: 'Demir', guardians: { Karim: null, Elif: null } },
  Daan: { surname: 'Mulder', guardians: { Ruben: 'granted', Eva: 'granted' } },
} as const
const staff = ['Anouk', 'Grace'] as const
const office = ['Ingrid'] as const
const inEnglish: readonly string[] = ['Emily', 'Grace']

export type ChildName = keyof typeof families
type GuardianName = { [C in ChildName]: keyof (typeof families)[C]['guardians'] }[ChildName]
export type PersonName = GuardianName | (typeof staff)[number] | (typeof office)[number]

const day = 86_400_000
const groupName = 'Eekhoorns'

/** Makes the nursery. Mila's family has so many days of entries and read them; the others have none yet. */
export async function makeNursery(owner: pg.ClientBase, now: Date, days: number): Promise<Nursery> {
  const since = new Date(now.getTime() - 90 * day).toISOString().slice(0, 10)
  const filling = beginFilling('De Linde', since)
  const locationId = fill.location(filling, 'De Linde Noord')
  const groupId = fill.group(filling, locationId, groupName)
  const passwordHash = await hashPassword(password)
  const nursery = { groupId, groupName, children: {}, people: {} } as Nursery

  const settle = (name: PersonName, lastName: string, role: string): Resident => {
    const email = `${name.toLowerCase()}@example.org`
    const language = inEnglish.includes(name) ? 'en' : 'nl'
    const id = fill.person(filling, { firstName: name, lastName, email, passwordHash, language, roles: [{ role }] })
    const token = randomBytes(24).toString('base64url')
    fill.session(filling, id, token, new Date(now.getTime() + 30 * day))
    const [cookieName = '', value = ''] = cookieFor(token, 'session', testSecret).split('=', 2)
    return (nursery.people[name] = { id, firstName: name, email, cookie: { name: cookieName, value } })
  }

  for (const name of office) settle(name, 'de Boer', 'administration')
  for (const name of staff) fill.assignment(filling, settle(name, 'Verhoef', 'staff').id, groupId)
  for (const [callName, { surname, guardians }] of Object.entries(families)) {
    const birthDate = '2024-02-10'
    const childId = fill.child(filling, { callName, surname, birthDate, groupId })
    nursery.children[callName as ChildName] = childId
    for (const [name, decision] of Object.entries(guardians) as [PersonName, 'granted' | null][]) {
      const { id } = nursery.people[name] ?? settle(name, surname, 'guardian')
      fill.guardianship(filling, childId, id)
      if (!decision) continue
      for (const purpose of ['diary', 'photos'] as const)
        fill.decision(filling, { childId, personId: id, purpose, decision, at: `${since}T08:00:00Z`, open: true })
    }
  }
  const read = history(filling, nursery, now, days)
  const channel = fill.channelOf(nursery.children.Mila, 'diary')
  for (const name of ['Eva', 'Emily'] as const)
    fill.readMarker(filling, nursery.people[name].id, 'guardian', channel, read, now)
  await saveFilling(owner, filling)
  return nursery
}

/** Mila's days until this morning; gives how many entries that are. */
function history(filling: Filling, { groupId, children, people }: Nursery, now: Date, days: number): number {
  const moments = Array.from({ length: days }, (_, n) => now.getTime() - (days - 1 - n) * day - 4 * 3_600_000)
  for (const [index, moment] of moments.entries()) {
    const at = new Date(moment)
    const earlier = (minutes: number) => new Date(moment - minutes * 60_000).toISOString()
    const facts: Fact[] = [
      { kind: 'meal', at: earlier(40), what: 'fruit', amount: 'most' },
      { kind: 'diaper', at: earlier(20), what: 'wet', place: 'diaper' },
    ]
    if (index % 2 === 0) facts.push({ kind: 'sleep', from: earlier(150), to: earlier(60) })
    fill.entry(filling, {
      childId: children.Mila,
      groupId,
      authorId: people.Anouk.id,
      authorName: people.Anouk.firstName,
      aboutAt: at,
      text: `Mila bouwde een toren van ${index + 3} blokken. ${'Daarna gingen we naar buiten. '.repeat(index % 3)}`.trim(),
      facts,
    })
  }
  return moments.length
}
