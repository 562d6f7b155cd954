import { Secret } from 'otpauth'
import pg from 'pg'
import { Temporal } from 'temporal-polyfill'
import { dayOf } from '../backend/contract/clock.ts'
import { addAbsences, illToday } from './demo/absence.ts'
import { addActions } from './demo/action.ts'
import { albums, takenOn } from './demo/albums.ts'
import { addAttendance } from './demo/attendance.ts'
import { addBreach } from './demo/breach.ts'
import { addConversations } from './demo/conversation.ts'
import { addHandovers } from './demo/handover.ts'
import { addJournals } from './demo/journal.ts'
import { addLocation } from './demo/location.ts'
import { type DemoChild, type DemoGuardian, families, groups, permissions, staff } from './demo/people.ts'
import { demoPicture, demoPortrait } from './demo/pictures.ts'
import { addPlanning, comesOn, hoursOn } from './demo/planning.ts'
import { addPolicies } from './demo/policies.ts'
import { storyOf } from './demo/stories.ts'
import * as fillChild from './fill/child.ts'
import * as fillDiary from './fill/diary.ts'
import * as fillPeople from './fill/people.ts'
import * as fillPermission from './fill/permission.ts'
import { beginFiles, type FilledFiles, heart, photoPost, portrait, report, saveFiles } from './fill/photos.ts'
import { beginFilling, type Filling, saveFilling } from './filling.ts'
import type { MediaStore } from './media/store.ts'
import { hashPassword } from './password.ts'
import { peppered } from './pin.ts'
import { seal } from './sealing.ts'

const password = 'kastanje-demo'
/** Of everybody who has a group, on a tablet that Marieke paired. */
export const demonstrationPin = '4862'

/** Whom somebody who tries the demonstration may sign in as. */
export const demonstrationAccounts: { who: string; email: string; password: string }[] = [
  { who: 'Anouk, pedagogisch medewerker Eekhoorns', email: 'anouk@demo.example', password },
  { who: 'Samira, medewerker Eekhoorns en ouder van Tess', email: 'samira@demo.example', password },
  { who: 'Joris, pedagogisch medewerker Dassen', email: 'joris@demo.example', password },
  { who: 'Lisa, ouder van Noor en Sam', email: 'lisa@demo.example', password },
  { who: 'Oma, zonder gezag over Daan; het dagboek is met haar gedeeld', email: 'oma@demo.example', password },
  { who: 'Maaike, ouder van Moos, van wie de andere ouder anders koos', email: 'maaike@demo.example', password },
  { who: 'Karim, vader van Yusuf (nog geen toestemming)', email: 'karim@demo.example', password },
  { who: 'Marieke, locatiemanager', email: 'marieke@demo.example', password },
  { who: 'Ingrid, administratie', email: 'ingrid@demo.example', password },
  { who: 'Pieter, privacyfunctionaris', email: 'pieter@demo.example', password },
]

const daysAgo = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000)
const dayString = (moment: Date) => dayOf(moment, 'Europe/Amsterdam')

/**
 * Fills an empty database with the demonstration organisation: one location, two groups, two weeks of diary and photos.
 * @param secret the installation's; the authenticators of the staff and the keys of the photos are sealed with it
 * @param store where the photos go
 */
export async function seed(ownerUrl: string, secret: string, store: MediaStore, now = new Date()): Promise<void> {
  const since = dayString(daysAgo(now, 120))
  const filling = beginFilling('Kinderopvang De Kastanje', since)
  const locationId = fillPeople.location(filling, 'Kastanjelaan')
  const groupIds = new Map(groups.map((name) => [name, fillPeople.group(filling, locationId, name)]))
  const passwordHash = await hashPassword(password)
  const people = new Map<string, string>()
  const person = (
    firstName: string,
    lastName: string,
    roles: fillPeople.NewPerson['roles'],
    { language, invited }: Pick<DemoGuardian, 'language' | 'invited'> = {},
  ) => {
    const email = `${firstName.toLowerCase()}@demo.example`
    const id = fillPeople.person(filling, {
      firstName,
      lastName,
      email,
      passwordHash,
      roles,
      ...(language && { language }),
      ...(invited && { invited: { at: now, byId: people.get('Ingrid')! } }),
    })
    people.set(firstName, id)
    return id
  }
  for (const one of staff) {
    const id = person(
      one.firstName,
      one.lastName,
      one.roles.map((role) => (role === 'manager' ? { role, locationId } : { role })),
    )
    if (one.group) {
      fillPeople.assignment(filling, id, groupIds.get(one.group)!)
      fillPeople.pin(filling, id, await hashPassword(peppered(secret, id, demonstrationPin)))
    }
    fillPeople.authenticator(filling, id, seal(new Secret({ size: 20 }).base32, id, secret))
  }
  const children = families.flatMap((family) => {
    for (const guardian of family.guardians) {
      if (!people.has(guardian.firstName))
        person(guardian.firstName, guardian.lastName, [{ role: 'guardian' }], guardian)
    }
    return family.children.map((child) => addChild(filling, child, family, groupIds.get(child.group)!, people))
  })
  addExceptions(filling, children, people, now)
  addPlanning(filling, children, groupIds, locationId, dayString(now))
  addAbsences(filling, children, people, locationId, dayString(now), now)
  addHandovers(filling, children, people, dayString(now), now)
  const files = beginFiles(secret)
  await addConversations(filling, files, children, people, groupIds, locationId, now)
  addLocation(filling, children, people, locationId, now)
  addAttendance(filling, children, people, groupIds, dayString(now), now)
  // Who is only invited has seen nothing yet.
  const invited = families.flatMap(({ guardians }) => guardians.flatMap((one) => (one.invited ? [one.firstName] : [])))
  addActions(filling, children, people, invited, dayString(now), now)
  const readers = [...people].flatMap(([name, id]) => (invited.includes(name) ? [] : [id]))
  addPolicies(filling, readers, people.get('Marieke')!, now)
  for (let day = 13; day >= 0; day--) {
    // Today is a day of care whenever somebody tries the demonstration; what was written before has been read.
    if (day === 0) markRead(filling, 'diary', children, people, now)
    writeDay(filling, children, daysAgo(now, day), now, people, groupIds)
  }
  for (const name of groups)
    addJournals(filling, children, people, { id: groupIds.get(name)!, name }, dayString(now), now)
  await addAlbums(filling, files, children, people, groupIds, now)
  for (const [name, drawn] of [
    ['Anouk', 'anouk'],
    ['Marieke', 'marieke'],
  ] as const)
    portrait(filling, files, people.get(name)!, await demoPortrait(drawn), daysAgo(now, 60))
  const known = new Map(children.map(({ callName, id }) => [callName, id]))
  addBreach(filling, { children: known, people, groupId: groupIds.get('Eekhoorns')! }, now)
  // Files without a row are swept some day; a row without its files would never be right.
  await saveFiles(files, store)

  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    await saveFilling(owner, filling)
  } finally {
    await owner.end()
  }
}

/** What a manager shares with a guardian without authority, and what is asked beside diary and photos. */
function addExceptions(filling: Filling, children: Added[], people: Map<string, string>, now: Date): void {
  const by = people.get('Marieke')!
  const childOf = (name: string) => children.find(({ callName }) => callName === name)!.id
  fillPermission.share(filling, {
    childId: childOf('Daan'),
    personId: people.get('Oma')!,
    reason: 'Past elke donderdag op en brengt hem dan',
    by,
    until: dayString(daysAgo(now, -120)),
  })
  for (const { name, explanation, decided } of permissions) {
    const permissionId = fillPermission.permission(filling, { name, explanation, by })
    for (const [callName, decisions] of Object.entries(decided)) {
      const all = Object.entries(decisions)
      for (const [n, [guardian, decision]] of all.entries()) {
        const inForce = all.slice(0, n + 1).every(([, one]) => one === 'granted')
        const personId = people.get(guardian)!
        fillPermission.permissionDecision(filling, {
          childId: childOf(callName),
          personId,
          permissionId,
          decision,
          inForce,
        })
      }
    }
  }
}

function markRead(
  filling: Filling,
  stream: 'diary' | 'photos',
  children: Added[],
  people: Map<string, string>,
  now: Date,
): void {
  for (const child of children) {
    const channelId = fillChild.channelOf(child.id, stream)
    for (const name of child.guardians) {
      fillDiary.readMarker(
        filling,
        people.get(name)!,
        'guardian',
        channelId,
        Number(filling.channels.get(channelId)!.seq),
        now,
      )
    }
  }
}

/** Photos of the last two weeks, of the children for whom they may be made; today's only once it is that late. */
async function addAlbums(
  filling: Filling,
  files: FilledFiles,
  children: Added[],
  people: Map<string, string>,
  groupIds: Map<string, string>,
  now: Date,
): Promise<void> {
  const shown = (group: string, names: string[] | 'everybody', today: Date | undefined) =>
    children.filter(
      (child) =>
        child.group === group &&
        child.mayHavePhotos &&
        (!today || wasThere(filling, child.id, today)) &&
        (names === 'everybody' || names.includes(child.callName)),
    )
  for (const album of albums) {
    if (album.daysAgo === 0) markRead(filling, 'photos', children, people, now)
    const day = dayString(daysAgo(now, album.daysAgo))
    const aboutAt = takenOn(day, album.clock)
    if (aboutAt > now) continue
    const pictures = album.pictures.flatMap((picture, n) => {
      const of = shown(album.group, picture.children, album.daysAgo === 0 ? aboutAt : undefined)
      return of.length === 0 ? [] : [{ ...picture, of, takenAt: takenOn(day, album.clock, album.pictures.length - n) }]
    })
    if (pictures.length === 0) continue
    const photos = await Promise.all(
      pictures.map(async ({ name, of, takenAt, showsNobody = false }) => ({
        picture: await demoPicture(name),
        childIds: of.map(({ id }) => id),
        takenAt,
        showsNobody,
      })),
    )
    const { group, author, text } = album
    const posted = photoPost(filling, files, {
      groupId: groupIds.get(group)!,
      authorId: people.get(author)!,
      authorName: author,
      aboutAt,
      text,
      photos,
    })
    for (const [n, { of, loved = [], reported }] of pictures.entries()) {
      const { mediaId, ids } = posted.photos[n]!
      for (const child of of) {
        if (reported && child.guardians.includes(reported.by)) {
          const settledById = reported.settledBy && people.get(reported.settledBy)
          const said = { personId: people.get(reported.by)!, text: reported.text, at: aboutAt, settledById }
          report(filling, { id: ids.get(child.id)!, mediaId, childId: child.id }, said)
        }
        for (const name of loved.filter((one) => child.guardians.includes(one)))
          heart(filling, ids.get(child.id)!, child.id, people.get(name)!, aboutAt)
      }
    }
  }
}

type Added = DemoChild & { id: string; mayHaveDiary: boolean; mayHavePhotos: boolean; guardians: string[] }

function addChild(
  filling: Filling,
  child: DemoChild,
  family: (typeof families)[number],
  groupId: string,
  people: Map<string, string>,
): Added {
  const { callName, birthDate } = child
  const careType = child.group === 'Dassen' ? 'BSO' : 'KDV'
  const id = fillChild.child(filling, { callName, surname: family.surname, birthDate, groupId, careType })
  for (const guardian of family.guardians) {
    fillChild.guardianship(filling, id, people.get(guardian.firstName)!, {
      parentalAuthority: guardian.parentalAuthority ?? true,
    })
  }
  for (const purpose of ['diary', 'photos'] as const) {
    const decided = family.guardians.filter((guardian) => guardian[purpose])
    const open = decided.length > 0 && decided.every((guardian) => guardian[purpose] === 'granted')
    for (const guardian of decided) {
      const personId = people.get(guardian.firstName)!
      fillPermission.decision(filling, {
        childId: id,
        personId,
        purpose,
        decision: guardian[purpose]!,
        at: `${filling.since}T08:00:00Z`,
        open,
        policyVersion: 'v1',
      })
    }
  }
  const guardians = family.guardians.map((guardian) => guardian.firstName)
  const open = (purpose: string) => filling.channels.get(fillChild.channelOf(id, purpose))?.open === true
  return { ...child, id, guardians, mayHaveDiary: open('diary'), mayHavePhotos: open('photos') }
}

/** Whether a child was in its group at that moment, by the stays that were filled in. */
const wasThere = (filling: Filling, childId: string, at: Date): boolean =>
  (filling.rows.get('stay') ?? []).some(
    ({ child_id, arrived_at, left_at }) =>
      child_id === childId && (arrived_at as Date) <= at && (left_at === null || at <= (left_at as Date)),
  )
const minuteOf = (at: Date): number => {
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO('Europe/Amsterdam')
  return hour * 60 + minute
}

function writeDay(
  filling: Filling,
  children: Added[],
  day: Date,
  now: Date,
  people: Map<string, string>,
  groupIds: Map<string, string>,
): void {
  const weekday = new Date(dayString(day)).getUTCDay()
  const today = dayString(day) === dayString(now)
  if ((weekday === 0 || weekday === 6) && !today) return
  const there = (callName: string) =>
    comesOn(callName, dayString(day), dayString(now)) && !(today && callName === illToday(dayString(now)))
  for (const child of children.filter((one) => one.mayHaveDiary && there(one.callName))) {
    const looked = new Set<string>()
    const until = hoursOn(child.callName, dayString(day), dayString(now))?.[1] ?? 0
    const isThere = (at: Date) => (today ? wasThere(filling, child.id, at) : minuteOf(at) <= until)
    for (const { facts: noted, ...told } of storyOf(child, dayString(day))) {
      const facts = noted.filter((fact) => isThere(new Date('at' in fact ? fact.at : fact.from)))
      const story = { ...told, facts }
      if (story.aboutAt.getTime() > now.getTime() || !isThere(story.aboutAt)) continue
      if (story.text === '' && facts.length === 0) continue
      // Who writes has opened the group's day.
      if (!looked.has(story.author)) {
        fillPermission.read(filling, child.id, people.get(story.author)!, story.author, story.aboutAt)
        looked.add(story.author)
      }
      fillDiary.entry(filling, {
        childId: child.id,
        groupId: groupIds.get(child.group)!,
        authorId: people.get(story.author)!,
        authorName: story.author,
        aboutAt: story.aboutAt,
        text: story.text,
        facts: story.facts,
      })
    }
  }
}
