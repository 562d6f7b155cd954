import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { newSecret } from '../../backend/account/authenticator.ts'
import type { Fact } from '../../backend/contract/diary.ts'
import * as fillChild from '../../db/fill/child.ts'
import * as fillDiary from '../../db/fill/diary.ts'
import * as fillPeople from '../../db/fill/people.ts'
import * as fillPermission from '../../db/fill/permission.ts'
import * as fillPolicy from '../../db/fill/policy.ts'
import { beginFilling, type Filling, saveFilling } from '../../db/filling.ts'
import { hashPassword } from '../../db/password.ts'
import { seal } from '../../db/sealing.ts'
import { cookieFor } from '../../db/session-cookie.ts'
import { testSecret } from './postgres.ts'
import { password } from './server.ts'

export interface Resident {
  id: string
  firstName: string
  email: string
  /** Of a session that is ready to use, its second factor proven. */
  cookie: { name: string; value: string }
  /** The secret of the authenticator app, where one is set up: of everybody but guardians and Nina. */
  authenticator: string
}

/** A small nursery with one group, in which people have names that can be read on a screen. */
export interface Nursery {
  groupId: string
  groupName: string
  children: Record<ChildName, string>
  people: Record<PersonName, Resident>
  /** Where there are policies: those in force and the privacy statement that was announced. */
  policies: Record<'privacy' | 'terms' | 'announced', string>
}

const families = {
  Noor: { surname: 'Willems', guardians: { Lisa: 'granted', Tom: null } },
  Aya: { surname: 'Bakker', guardians: { Sanne: 'granted' } },
  Bram: { surname: 'Visser', guardians: { Bart: 'granted' } },
  Mila: { surname: 'de Wit', guardians: { Eva: 'granted', Emily: 'granted' } },
  Yusuf: { surname: 'Demir', guardians: { Karim: null, Elif: null } },
  Daan: { surname: 'Mulder', guardians: { Ruben: 'granted', Eva: 'granted' } },
} as const
const staff = ['Anouk', 'Grace', 'Nina'] as const
/** Who works at a desk. */
const office = { Marieke: 'manager', Ingrid: 'administration', Pieter: 'privacy_officer' } as const
/** Has not set up a second factor yet. */
const unprotected: readonly string[] = ['Nina']
const inEnglish: readonly string[] = ['Emily', 'Grace']

type FamilyChild = keyof typeof families
/** Sofie and Omar are Nadia’s, who is new; Omar without parental authority. */
export type ChildName = FamilyChild | 'Sofie' | 'Omar'
type GuardianName = { [C in FamilyChild]: keyof (typeof families)[C]['guardians'] }[FamilyChild]
/** Who is not in the nursery from the beginning: see `relatives.ts`. */
export type LaterName = 'Oma' | 'Samira'
export type PersonName = GuardianName | (typeof staff)[number] | 'Nadia' | keyof typeof office | LaterName
/** Who has not read what was announced, and who has read nothing at all. */
const behind: readonly string[] = ['Bart', 'Grace', 'Nadia', 'Ruben']
const readNothing: readonly string[] = ['Nadia', 'Ruben']

const day = 86_400_000
const groupName = 'Eekhoorns'

/** Adds photos to a nursery that is being made. */
export type NurseryPhotos = (filling: Filling, nursery: Nursery, now: Date) => Promise<void>

/**
 * Makes the nursery. Mila's family has so many days of entries and read them; the others have none yet. With policies
 * there is a manager too, and Nadia, who never signed in before.
 */
export async function makeNursery(
  owner: pg.ClientBase,
  now: Date,
  { days, policies, photos }: { days: number; policies: boolean; photos?: NurseryPhotos },
): Promise<Nursery> {
  const since = new Date(now.getTime() - 90 * day).toISOString().slice(0, 10)
  const filling = beginFilling('De Linde', since)
  const locationId = fillPeople.location(filling, 'De Linde Noord')
  const groupId = fillPeople.group(filling, locationId, groupName)
  const passwordHash = await hashPassword(password)
  const nursery = { groupId, groupName, children: {}, people: {}, policies: {} } as Nursery

  const settle = (name: PersonName, lastName: string, role: string): Resident => {
    const email = `${name.toLowerCase()}@example.org`
    const language = inEnglish.includes(name) ? 'en' : 'nl'
    const roles = [role === 'manager' ? { role, locationId } : { role }]
    const welcomed = name !== 'Nadia'
    const id = fillPeople.person(filling, { firstName: name, lastName, email, passwordHash, language, roles, welcomed })
    const authenticator = newSecret()
    if (role !== 'guardian' && !unprotected.includes(name))
      fillPeople.authenticator(filling, id, seal(authenticator, id, testSecret))
    const token = randomBytes(24).toString('base64url')
    // Since yesterday: what asks for a fresh proof asks them, whatever time it is outside of the nursery.
    fillPeople.session(filling, id, token, new Date(now.getTime() + 30 * day), new Date(now.getTime() - day))
    const [cookieName = '', value = ''] = cookieFor(token, 'session', testSecret).split('=', 2)
    const cookie = { name: cookieName, value }
    return (nursery.people[name] = { id, firstName: name, email, cookie, authenticator })
  }

  for (const name of staff) fillPeople.assignment(filling, settle(name, 'Verhoef', 'staff').id, groupId)
  for (const [name, role] of Object.entries(office)) settle(name as PersonName, 'Verhoef', role)
  for (const [callName, { surname, guardians }] of Object.entries(families)) {
    const birthDate = '2024-02-10'
    const childId = fillChild.child(filling, { callName, surname, birthDate, groupId })
    nursery.children[callName as ChildName] = childId
    for (const [name, decision] of Object.entries(guardians) as [PersonName, 'granted' | null][]) {
      const { id } = nursery.people[name] ?? settle(name, surname, 'guardian')
      fillChild.guardianship(filling, childId, id)
      if (!decision) continue
      for (const purpose of ['diary', 'photos'] as const)
        fillPermission.decision(filling, {
          childId,
          personId: id,
          purpose,
          decision,
          at: `${since}T08:00:00Z`,
          open: true,
        })
    }
  }
  if (policies) {
    const { id } = settle('Nadia', 'Haddad', 'guardian')
    for (const callName of ['Sofie', 'Omar'] as const) {
      const childId = fillChild.child(filling, { callName, surname: 'Haddad', birthDate: '2024-03-01', groupId })
      nursery.children[callName] = childId
      fillChild.guardianship(filling, childId, id, { parentalAuthority: callName === 'Sofie' })
    }
    addPolicies(filling, nursery, now)
  }
  const read = history(filling, nursery, now, days)
  const channel = fillChild.channelOf(nursery.children.Mila, 'diary')
  for (const name of ['Eva', 'Emily'] as const)
    fillDiary.readMarker(filling, nursery.people[name].id, 'guardian', channel, read, now)
  await photos?.(filling, nursery, now)
  await saveFilling(owner, filling)
  return nursery
}

function addPolicies(filling: Filling, nursery: Nursery, now: Date): void {
  const at = `${filling.since}T08:00:00Z`
  const text = (nl: string, en: string) => ({
    nl: `# ${nl}\n\n## Waarvoor\n\n${'Zo gaan we met je gegevens om. '.repeat(40)}\n\n- **Dagboek**\n- **Foto’s**\n`,
    en: `# ${en}\n\n## What for\n\n${'This is how we treat your data. '.repeat(40)}\n\n- **Diary**\n- **Photos**\n`,
  })
  const summary = { nl: 'Over foto’s staat er meer.', en: 'There is more about photos.' }
  const since = { version: 1, summary, effectiveOn: filling.since, publishedAt: at, announcedAt: at }
  nursery.policies = {
    privacy: fillPolicy.policy(filling, {
      ...since,
      kind: 'privacy',
      text: text('Privacy in De Linde', 'Privacy at De Linde'),
    }),
    terms: fillPolicy.policy(filling, { ...since, kind: 'terms', text: text('Afspraken', 'Agreements') }),
    announced: fillPolicy.policy(filling, {
      kind: 'privacy',
      version: 2,
      text: text('Privacy in De Linde, nieuw', 'Privacy at De Linde, new'),
      summary,
      reworded: ['photos'],
      effectiveOn: new Date(now.getTime() + 20 * day).toISOString().slice(0, 10),
      publishedAt: now,
    }),
  }
  for (const [name, { id }] of Object.entries(nursery.people)) {
    if (readNothing.includes(name)) continue
    fillPolicy.policyView(filling, nursery.policies.privacy, id, at)
    fillPolicy.policyView(filling, nursery.policies.terms, id, at)
    if (!behind.includes(name)) fillPolicy.policyView(filling, nursery.policies.announced, id, now)
  }
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
    fillDiary.entry(filling, {
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
