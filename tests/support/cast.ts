import { randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { dayOf } from '../../backend/contract/clock.ts'
import { action } from '../../db/fill/action.ts'
import * as fillAttendance from '../../db/fill/attendance.ts'
import * as fillChild from '../../db/fill/child.ts'
import * as talk from '../../db/fill/conversation.ts'
import * as fillDiary from '../../db/fill/diary.ts'
import { handover } from '../../db/fill/handover.ts'
import { journal } from '../../db/fill/journal.ts'
import * as fillPeople from '../../db/fill/people.ts'
import * as fillPermission from '../../db/fill/permission.ts'
import { beginFiles, photoPost, portrait, saveFiles } from '../../db/fill/photos.ts'
import * as fillPlanning from '../../db/fill/planning.ts'
import * as fillPolicy from '../../db/fill/policy.ts'
import { beginFilling, type Filling, saveFilling } from '../../db/filling.ts'
import { hashPassword } from '../../db/password.ts'
import { cookieFor } from '../../db/session-cookie.ts'
import { keepBreach } from './breaches.ts'
import { testSecret } from './postgres.ts'
import { call, password, posting, type TestServer } from './server.ts'

/** Everybody whom the rules of access tell apart, seen from one child. */
export const players = {
  guardian: 'guardian',
  withoutAuthority: 'guardian',
  sharedWith: 'guardian',
  neverGranted: 'guardian',
  restricted: 'guardian',
  former: 'guardian',
  otherFamily: 'guardian',
  foreignGuardian: 'guardian',
  staff: 'staff',
  otherGroup: 'staff',
  formerStaff: 'staff',
  elsewhere: 'staff',
  foreignStaff: 'staff',
  manager: 'manager',
  managerElsewhere: 'manager',
  foreignManager: 'manager',
  administration: 'administration',
  foreignAdministration: 'administration',
  privacyOfficer: 'privacy_officer',
} as const
export type PlayerName = keyof typeof players
export const playerNames = Object.keys(players) as PlayerName[]

export interface Player {
  name: PlayerName
  id: string
  role: string
  email: string
  cookie: string
  sessionId: string
  firstName: string
  lastName: string
}

/** A child with what hangs from it. `absent` looks like one and is nowhere. */
export interface Target {
  name: 'noor' | 'bram' | 'kai' | 'zed' | 'absent'
  childId: string
  callName: string
  surname: string
  groupId: string
  groupName: string
  /** An entry that stands there, and its text. */
  entryId: string
  text: string
  /** A photo that stands there, and the file of it; its forms hold nothing but this text. */
  photoId: string
  mediaId: string
  pixels: string
  /** The terms that its organisation announced, for a day long after all tests. */
  policyId: string
  /** A breach that the child was in. */
  breachId: string
  /** Somebody without authority who plays no part but that the manager may share with; and as what. */
  kin: { personId: string; guardianshipId: string; shareId: string; lastName: string }
  /** What is asked beside the two purposes. */
  permissionId: string
  /** Its placement, its week, an extra day of it, and a closing day of its location, the latter two tomorrow and later. */
  planned: { locationId: string; placementId: string; weekId: string; extraDayId: string; closingDayId: string }
  /** Until when its absences are to be reported at its location, from a day on; and a holiday of it with this note. */
  ruleId: string
  absenceId: string
  note: string
  /**
   * What one of its guardians and its group write each other, with the words that stand there, a message of that guardian's, one of the
   * group's, and a photo whose only form holds the words; what that guardian and its kin may come to share; a template of its location.
   */
  talk: Record<'id' | 'messageId' | 'answerId' | 'attachmentId' | 'words' | 'sharedId' | 'templateId', string>
  /** What its guardians are asked, in these words; the one who converses has answered with this note. */
  asked: { id: string; words: string; note: string }
  /** It was there two days ago, brought by who may fetch it, whose name tells of it. */
  stayId: string
  collector: { id: string; name: string }
  /** What it does not tolerate, in these words. */
  allergy: { id: string; what: string }
  /** Other numbers for its organisation, from a day on. */
  ratioRuleId: string
  /** What a guardian told of tomorrow, with this note. */
  handoverId: string
  told: string
  /** What its group is going to do tomorrow, in these words. */
  journalId: string
  plans: string
  channels: Record<'diary' | 'photos' | 'absence' | 'attendance' | 'action' | 'asking' | 'staff', string>
}

/**
 * What may be done with a child: reading its diary, deciding its consents, deciding the organisation's permissions too,
 * caring for it, managing who reads, keeping its record; reading its conversation, having written in it as a guardian, answering it as
 * staff of its group.
 */
export type Relation =
  | 'reads'
  | 'decides'
  | 'permits'
  | 'cares'
  | 'manages'
  | 'sees'
  | 'administers'
  | 'converses'
  | 'wrote'
  | 'attends'

/** Who may do what with which child; whoever is not named may do nothing. Written down here, not derived. */
export const relations: Record<Target['name'], Partial<Record<PlayerName, readonly Relation[]>>> = {
  noor: {
    guardian: ['sees', 'reads', 'decides', 'permits', 'converses', 'wrote'],
    neverGranted: ['sees', 'decides'],
    withoutAuthority: ['sees'],
    sharedWith: ['sees', 'reads'],
    staff: ['sees', 'cares', 'converses', 'attends'],
    manager: ['sees', 'cares', 'manages'],
    administration: ['administers'],
  },
  bram: {
    otherFamily: ['sees', 'reads', 'decides', 'permits', 'converses', 'wrote'],
    otherGroup: ['sees', 'cares', 'converses', 'attends'],
    manager: ['sees', 'cares', 'manages'],
    administration: ['administers'],
  },
  kai: {
    elsewhere: ['sees', 'cares', 'converses', 'attends'],
    managerElsewhere: ['sees', 'cares', 'manages'],
    administration: ['administers'],
  },
  zed: {
    foreignGuardian: ['sees', 'reads', 'decides', 'permits', 'converses', 'wrote'],
    foreignStaff: ['sees', 'cares', 'converses', 'attends'],
    foreignManager: ['sees', 'cares', 'manages'],
    foreignAdministration: ['administers'],
  },
  absent: {},
}

export const may = (player: PlayerName, target: Target, relation: Relation): boolean =>
  relations[target.name][player]?.includes(relation) ?? false

export interface Cast {
  organisationId: string
  people: Record<PlayerName, Player>
  targets: Record<Target['name'], Target>
}

/** Fills two organisations, the first with two locations, so that every kind of insider and outsider is there. */
export async function makeCast(server: TestServer): Promise<Cast> {
  const now = server.clock.now()
  const day = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)
  const mark = randomBytes(4).toString('hex')
  const passwordHash = await hashPassword(password)
  const files = beginFiles(testSecret)
  const near = beginFilling(`Hier ${mark}`, day(-90))
  const far = beginFilling(`Elders ${mark}`, day(-90))
  const here = fillPeople.location(near, `Locatie ${mark}`)
  const there = fillPeople.location(near, `Andere locatie ${mark}`)
  const abroad = fillPeople.location(far, `Verre locatie ${mark}`)

  const policies = new Map(
    [near, far].map((filling) => {
      const text = { nl: 'Voorwaarden', en: 'Terms' }
      const given = { kind: 'terms', version: 1, text, summary: text, effectiveOn: day(300), publishedAt: now } as const
      return [filling, fillPolicy.policy(filling, given)]
    }),
  )

  const rules = new Map(
    [near, far].map((filling) => {
      const startsOn = day(600)
      return [
        filling,
        fillAttendance.ratioRule(filling, { careType: 'BSO', startsOn, bands: [[4, 13, 11]], addedAt: now }),
      ]
    }),
  )

  const target = (filling: Filling, name: Target['name'], locationId: string): Target => {
    const groupName = `Groep-${name}-${mark}`
    const groupId = fillPeople.group(filling, locationId, groupName)
    const callName = `Roep-${name}-${mark}`
    const surname = `Achter-${name}-${mark}`
    const childId = fillChild.child(filling, { callName, surname, birthDate: '2024-02-29', groupId })
    const channels = Object.fromEntries(
      ['diary', 'photos', 'absence', 'attendance', 'action', 'asking', 'staff'].map((kind) => [
        kind,
        fillChild.channelOf(childId, kind),
      ]),
    )
    const text = `Tekst-${name}-${mark}`
    const lastName = `Kin-${name}-${mark}`
    const fetches = `Ophaal-${name}-${mark}`
    const personId = fillPeople.person(filling, {
      firstName: 'Kin',
      lastName,
      email: `kin-${name}-${mark}@example.org`,
      passwordHash,
      roles: [{ role: 'guardian' }],
    })
    const guardianshipId = fillChild.guardianship(filling, childId, personId, { parentalAuthority: false })
    return {
      name,
      childId,
      callName,
      surname,
      groupId,
      groupName,
      entryId: '',
      text,
      photoId: '',
      mediaId: '',
      pixels: `Beeld-${name}-${mark}`,
      policyId: policies.get(filling)!,
      breachId: uuidv7(),
      kin: { personId, guardianshipId, shareId: '', lastName },
      permissionId: '',
      planned: {
        locationId,
        placementId: fillChild.placementOf(childId),
        weekId: fillPlanning.week(filling, childId, [[510, 1080], [510, 1080], null, [510, 780], null, null, null]),
        extraDayId: fillPlanning.extraDay(filling, { childId, groupId, on: day(35), from: 1200, until: 1260 }),
        closingDayId: '',
      },
      ruleId: '',
      absenceId: '',
      note: `Notitie-${name}-${mark}`,
      talk: {
        ...{ id: '', messageId: '', answerId: '', attachmentId: '', sharedId: '', templateId: '' },
        words: `Bericht-${name}-${mark}`,
      },
      asked: { id: '', words: `Vraag-${name}-${mark}`, note: `Antwoord-${name}-${mark}` },
      stayId: '',
      collector: { id: fillChild.collector(filling, { childId, name: fetches, relation: 'oma' }), name: fetches },
      allergy: { id: '', what: `Allergie-${name}-${mark}` },
      ratioRuleId: rules.get(filling)!,
      handoverId: '',
      told: `Overdracht-${name}-${mark}`,
      journalId: '',
      plans: `Plannen-${name}-${mark}`,
      channels: channels as Target['channels'],
    }
  }
  const noor = target(near, 'noor', here)
  const bram = target(near, 'bram', here)
  const kai = target(near, 'kai', there)
  const zed = target(far, 'zed', abroad)

  for (const [filling, locationId, all] of [
    [near, here, [noor, bram]],
    [near, there, [kai]],
    [far, abroad, [zed]],
  ] as const) {
    const closingDayId = fillPlanning.closingDay(filling, { locationId, on: day(40), name: `Studiedag-${mark}` })
    const ruleId = fillPlanning.absenceRule(filling, {
      careType: 'KDV',
      locationId,
      startsOn: day(700),
      cutOffMinute: 540,
      addedAt: new Date(now.getTime() - 86_400_000),
    })
    for (const one of all) Object.assign(one, { ruleId, planned: { ...one.planned, closingDayId } })
  }

  const people = {} as Record<PlayerName, Player>
  for (const name of playerNames) {
    const filling = name.startsWith('foreign') ? far : near
    const role = players[name]
    const locationId = { manager: here, managerElsewhere: there, foreignManager: abroad }[name as 'manager']
    const email = `${name.toLowerCase()}-${mark}@example.org`
    const [firstName, lastName] = [`Voor-${name}-${mark}`, `Naam-${name}-${mark}`]
    const roles = [locationId ? { role, locationId } : { role }]
    const id = fillPeople.person(filling, { firstName, lastName, email, passwordHash, roles })
    const token = randomBytes(24).toString('base64url')
    const sessionId = fillPeople.session(filling, id, token, new Date(now.getTime() + 30 * 86_400_000))
    people[name] = {
      name,
      id,
      role,
      email,
      cookie: cookieFor(token, 'session', testSecret),
      sessionId,
      firstName,
      lastName,
    }
  }
  const grants = (filling: Filling, of: Target, name: PlayerName) => {
    for (const purpose of ['diary', 'photos'] as const)
      fillPermission.decision(filling, {
        childId: of.childId,
        personId: people[name].id,
        purpose,
        decision: 'granted',
        at: `${filling.since}T08:00:00Z`,
        open: true,
      })
  }
  fillChild.guardianship(near, noor.childId, people.guardian.id)
  fillChild.guardianship(near, noor.childId, people.withoutAuthority.id, { parentalAuthority: false })
  fillChild.guardianship(near, noor.childId, people.neverGranted.id)
  fillChild.guardianship(near, noor.childId, people.restricted.id, { restrictedAt: `${day(-5)}T08:00:00Z` })
  fillChild.guardianship(near, noor.childId, people.former.id, { endsOn: day(-1) })
  fillChild.guardianship(near, bram.childId, people.otherFamily.id)
  fillChild.guardianship(far, zed.childId, people.foreignGuardian.id)
  for (const name of ['guardian', 'restricted', 'former'] as const) grants(near, noor, name)
  // Without parental authority a decision counts for nothing, not even for reading.
  grants(near, noor, 'withoutAuthority')
  grants(near, bram, 'otherFamily')
  grants(far, zed, 'foreignGuardian')
  // Nobody reads Kai's diary, yet there is one.
  fillChild.guardianship(near, kai.childId, people.former.id, { endsOn: day(-1) })
  grants(near, kai, 'former')
  fillChild.guardianship(near, noor.childId, people.sharedWith.id, { parentalAuthority: false })
  const until = day(30)
  const shared = (
    filling: Filling,
    of: Target,
    personId: string,
    by: PlayerName,
    purpose: 'diary' | 'photos' = 'diary',
  ) =>
    fillPermission.share(filling, { childId: of.childId, personId, purpose, reason: 'Haalt', by: people[by].id, until })
  for (const purpose of ['diary', 'photos'] as const) shared(near, noor, people.sharedWith.id, 'manager', purpose)
  for (const [filling, of, by] of [
    [near, noor, 'manager'],
    [near, bram, 'manager'],
    [near, kai, 'managerElsewhere'],
    [far, zed, 'foreignManager'],
  ] as const)
    of.kin.shareId = shared(filling, of, of.kin.personId, by)
  for (const [filling, by] of [
    [near, people.manager.id],
    [far, people.foreignManager.id],
  ] as const) {
    const words = { nl: `Uitstapje-${mark}`, en: `Outing-${mark}` }
    const permissionId = fillPermission.permission(filling, { name: words, explanation: words, by })
    for (const of of filling === near ? [noor, bram, kai] : [zed]) of.permissionId = permissionId
  }
  for (const [filling, of, name] of [
    [near, noor, 'guardian'],
    [far, zed, 'foreignGuardian'],
  ] as const) {
    const { childId, permissionId } = of
    const decided = { childId, personId: people[name].id, permissionId, decision: 'granted', inForce: true } as const
    fillPermission.permissionDecision(filling, decided)
  }
  fillPeople.assignment(near, people.staff.id, noor.groupId)
  fillPeople.assignment(near, people.otherGroup.id, bram.groupId)
  fillPeople.assignment(near, people.formerStaff.id, noor.groupId, day(-1))
  fillPeople.assignment(near, people.elsewhere.id, kai.groupId)
  fillPeople.assignment(far, people.foreignStaff.id, zed.groupId)
  for (const [filling, of, author] of [
    [near, noor, 'staff'],
    [near, bram, 'otherGroup'],
    [near, kai, 'elsewhere'],
    [far, zed, 'foreignStaff'],
  ] as const) {
    of.entryId = fillDiary.entry(filling, {
      childId: of.childId,
      groupId: of.groupId,
      authorId: people[author].id,
      authorName: people[author].firstName,
      aboutAt: new Date(now.getTime() - 3_600_000),
      text: of.text,
      facts: [],
    })
    of.absenceId = fillPlanning.absence(filling, {
      childId: of.childId,
      reason: 'holiday',
      startsOn: day(200),
      endsOn: day(201),
      note: of.note,
      by: { id: people[author].id, firstName: people[author].firstName, role: 'staff' },
      at: now,
    })
    const carer = { id: people[author].id, firstName: people[author].firstName, role: 'staff' } as const
    of.allergy.id = fillChild.allergy(filling, { childId: of.childId, what: of.allergy.what, at: now, by: carer })
    const family = { noor: people.guardian, bram: people.otherFamily, zed: people.foreignGuardian, kai: undefined }[
      of.name as 'noor'
    ]
    const kin = { id: of.kin.personId, firstName: 'Kin' }
    const guardian = { ...(family ? { id: family.id, firstName: family.firstName } : kin), role: 'guardian' } as const
    of.handoverId = handover(filling, {
      childId: of.childId,
      day: dayOf(new Date(now.getTime() + 86_400_000), 'Europe/Amsterdam'),
      said: { night: 'good', note: of.told },
      by: guardian,
      at: now,
    })
    of.journalId = journal(filling, {
      groupId: of.groupId,
      groupName: of.groupName,
      childIds: [of.childId],
      day: dayOf(new Date(now.getTime() + 86_400_000), 'Europe/Amsterdam'),
      part: 'plan',
      text: of.plans,
      by: carer,
      at: now,
    })
    const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
    const opened = { childId: of.childId, openedAt: ago(3) }
    const shown = Buffer.from(of.talk.words)
    const pictures = [{ kind: 'webp-320', type: 'image/webp', bytes: shown }]
    const picture = { width: 640, height: 480, thumbhash: 'YloGDwKXV4fGJqlsardIiFWbELgvkm8F', seconds: null }
    const attachments = [{ picture: { ...picture, forms: pictures } }]
    const written = {
      ...opened,
      guardianId: guardian.id,
      messages: [
        { by: guardian, text: of.talk.words, at: ago(3), attachments },
        { by: carer, text: `${of.talk.words}, gelezen`, at: ago(2) },
        { by: guardian, text: `${of.talk.words}, dank`, at: ago(1) },
      ],
    }
    const { id, messageIds, attachmentIds } = talk.conversation(filling, written, files)
    of.asked.id = action(filling, {
      childId: of.childId,
      kind: 'read',
      text: of.asked.words,
      by: carer,
      at: ago(4),
      answers: [{ by: guardian, note: of.asked.note, at: ago(2) }],
    })
    const withId = family?.id ?? people.former.id
    const shared = talk.conversation(filling, {
      ...opened,
      guardianId: kin.id,
      withId,
      isProposed: true,
      messages: [],
    })
    const { locationId } = of.planned
    const templateId = talk.messageTemplate(filling, { locationId, name: 'Ontvangen', text: 'Dank, gelezen.', at: now })
    const ids = { messageId: messageIds[2]!, answerId: messageIds[1]!, attachmentId: attachmentIds[0]! }
    of.talk = { ...of.talk, id, ...ids, sharedId: shared.id, templateId }
    const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
    of.stayId = fillAttendance.stay(filling, {
      childId: of.childId,
      groupId: of.groupId,
      arrivedAt: hoursAgo(50),
      leftAt: hoursAgo(49),
      broughtBy: { kind: 'collector', ...of.collector, relation: 'oma' },
      by: { id: people[author].id, firstName: people[author].firstName },
    })
    fillAttendance.staffing(filling, {
      groupId: of.groupId,
      staff: 1,
      at: hoursAgo(49),
      by: { id: people[author].id, firstName: people[author].firstName },
    })
    const face = Buffer.from(`Gezicht-${of.name}-${mark}`)
    portrait(filling, files, people[author].id, { forms: [{ kind: 'webp-320', type: 'image/webp', bytes: face }] }, now)
    const bytes = Buffer.from(of.pixels)
    const forms = [
      { kind: 'webp-320', type: 'image/webp', bytes },
      { kind: 'original', type: 'image/jpeg', bytes },
    ]
    const takenAt = new Date(now.getTime() - 7_200_000)
    const posted = photoPost(filling, files, {
      groupId: of.groupId,
      authorId: people[author].id,
      authorName: people[author].firstName,
      aboutAt: takenAt,
      text: of.text,
      photos: [
        {
          picture: { width: 640, height: 480, thumbhash: 'YloGDwKXV4fGJqlsardIiFWbELgvkm8F', seconds: null, forms },
          childIds: [of.childId],
          takenAt,
        },
      ],
    })
    of.mediaId = posted.photos[0]!.mediaId
    of.photoId = posted.photos[0]!.ids.get(of.childId)!
  }
  await saveFiles(files, server.media.store)
  await saveFilling(server.owner, near)
  await saveFilling(server.owner, far)
  for (const [of, by] of [
    [noor, people.staff],
    [bram, people.otherGroup],
    [kai, people.elsewhere],
    [zed, people.foreignStaff],
  ] as const)
    await keepBreach(server, of, by, of.breachId)
  const absent: Target = {
    ...noor,
    name: 'absent',
    childId: uuidv7(),
    groupId: uuidv7(),
    entryId: uuidv7(),
    photoId: uuidv7(),
    mediaId: uuidv7(),
    policyId: uuidv7(),
    breachId: uuidv7(),
    kin: { personId: uuidv7(), guardianshipId: uuidv7(), shareId: uuidv7(), lastName: 'nergens' },
    permissionId: uuidv7(),
    planned: {
      locationId: uuidv7(),
      placementId: uuidv7(),
      weekId: uuidv7(),
      extraDayId: uuidv7(),
      closingDayId: uuidv7(),
    },
    ruleId: uuidv7(),
    absenceId: uuidv7(),
    talk: {
      ...{ words: noor.talk.words, id: uuidv7(), messageId: uuidv7(), answerId: uuidv7(), attachmentId: uuidv7() },
      ...{ sharedId: uuidv7(), templateId: uuidv7() },
    },
    stayId: uuidv7(),
    collector: { id: uuidv7(), name: 'nergens' },
    allergy: { id: uuidv7(), what: 'nergens' },
    ratioRuleId: uuidv7(),
    handoverId: uuidv7(),
    told: 'nergens',
    journalId: uuidv7(),
    plans: 'nergens',
    asked: { id: uuidv7(), words: 'nergens', note: 'nergens' },
    channels: {
      diary: uuidv7(),
      photos: uuidv7(),
      absence: uuidv7(),
      attendance: uuidv7(),
      action: uuidv7(),
      asking: uuidv7(),
      staff: uuidv7(),
    },
  }
  return { organisationId: near.organisationId, people, targets: { noor, bram, kai, zed, absent } }
}

/** One more session of somebody, its second factor proven, for what ends one. */
export async function anotherSession(server: TestServer, personId: string): Promise<{ id: string; cookie: string }> {
  const token = randomBytes(24).toString('base64url')
  const id = uuidv7()
  const now = server.clock.now()
  await server.owner.query(
    `insert into auth.session (id, token, user_id, expires_at, created_at, updated_at, second_factor_at, ip_address, user_agent)
     values ($1, $2, $3, $4, $5, $5, $5, '', '')`,
    [id, token, personId, new Date(now.getTime() + 86_400_000), now],
  )
  return { id, cookie: cookieFor(token, 'session', testSecret) }
}

/** Who cares for a child. */
export const carerOf = {
  noor: 'staff',
  bram: 'otherGroup',
  kai: 'elsewhere',
  zed: 'foreignStaff',
  absent: 'staff',
} as const

/** A fresh entry about a child by the staff of its group, for what changes or removes one. */
export async function write(server: TestServer, cast: Cast, target: Target, text = target.text): Promise<string> {
  const post = posting(server, { id: target.groupId }, [target.childId], { text })
  const reply = await call(server, cast.people[carerOf[target.name]], 'POST', '/api/diary', post)
  if (reply.status !== 200) throw new Error(`an entry could not be written: ${reply.text}`)
  return post.children[0]!.entryId
}
