import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GuardianEvent, type LiveEvent, StaffEvent } from '../backend/contract/live.ts'
import { processMedia } from '../workers/media/processing.ts'
import { type Cast, type PlayerName, playerNames, write } from './support/cast.ts'
import { type Device, eventually, expectConverged, openPhone, openTablet } from './support/device.ts'
import { telling, tomorrow } from './support/handover-matrix.ts'
import { postPhoto, processedUpload } from './support/photo-matrix.ts'
import { mediaGround, photoPost, sendFile } from './support/photos.ts'
import { dayFrom } from './support/planning-matrix.ts'
import { call, type Listener, listen, type Reply } from './support/server.ts'
import { forms, openStage, type Stage } from './support/stage.ts'

type Type = LiveEvent['type']

/** A way in which an event of some type comes to be, and exactly who is to receive it. */
interface Scenario {
  types: Type[]
  audience: PlayerName[]
  /** Who receives it of two children. */
  twice?: PlayerName[]
  /** How often each screen fetches everything afresh, when a channel is new to it. */
  fetched?: readonly number[]
  /** Answers with what is to be done, once everybody is listening. */
  prepare(stage: Stage): Promise<() => Promise<Reply>>
}

const readers: PlayerName[] = ['guardian', 'sharedWith', 'staff', 'manager']

/** Of a consent who decides it, who reads by a share, and the carers. */
const whoIsTold: PlayerName[] = ['guardian', 'neverGranted', 'sharedWith', 'staff', 'manager']

/** Of an absence all who may see the child, whatever the consents are. */
const whoSees: PlayerName[] = ['guardian', 'neverGranted', 'withoutAuthority', 'sharedWith', 'staff', 'manager']

const deciding = (by: 'guardian' | 'neverGranted', decision: string, purpose: string): Scenario['prepare'] => {
  return async ({ servers, cast }) =>
    () =>
      decide(servers[0], cast, by, decision, purpose)
}
const decide = (server: { url: string }, cast: Cast, by: PlayerName, decision: string, purpose = 'diary') =>
  call(server, cast.people[by], 'POST', '/api/consents', {
    id: uuidv7(),
    childId: cast.targets.noor.childId,
    purpose,
    decision,
    language: 'nl',
  })

const scenarios: Record<string, Scenario> = {
  'an entry is posted': {
    types: ['diary.posted'],
    audience: readers,
    prepare: async ({ servers, cast }) => {
      return async () => {
        const entryId = await write(servers[1], cast, cast.targets.noor, 'Net geschreven')
        return call(servers[1], cast.people.staff, 'GET', `/api/diary/${entryId}/revisions`)
      }
    },
  },
  'an entry is edited': {
    types: ['diary.edited'],
    audience: readers,
    prepare: async ({ servers, cast }) => {
      const entryId = await write(servers[0], cast, cast.targets.noor, 'Nog niet goed')
      const body = {
        id: uuidv7(),
        version: 1,
        aboutAt: servers[0].clock.now().toISOString(),
        text: 'Wel goed',
        facts: [],
      }
      return () => call(servers[0], cast.people.staff, 'PUT', `/api/diary/${entryId}`, body)
    },
  },
  'an entry moves to another day': {
    types: ['diary.edited'],
    audience: readers,
    prepare: async ({ servers, cast }) => {
      const entryId = await write(servers[0], cast, cast.targets.noor, 'Op de verkeerde dag')
      const yesterday = new Date(servers[0].clock.now().getTime() - 86_400_000).toISOString()
      const body = { id: uuidv7(), version: 1, aboutAt: yesterday, text: 'Op de goede dag', facts: [] }
      return () => call(servers[0], cast.people.staff, 'PUT', `/api/diary/${entryId}`, body)
    },
  },
  'an entry is removed': {
    types: ['diary.removed'],
    audience: readers,
    prepare: async ({ servers, cast }) => {
      const entryId = await write(servers[0], cast, cast.targets.noor, 'Weg ermee')
      return () => call(servers[0], cast.people.staff, 'DELETE', `/api/diary/${entryId}`)
    },
  },
  'photos are posted': {
    types: ['photos.posted'],
    audience: readers,
    prepare: async ({ servers, cast }) => {
      const { noor } = cast.targets
      const mediaId = await processedUpload(servers[1], cast.people.staff, noor.groupId)
      const post = photoPost(servers[1], noor.groupId, [{ mediaId, childIds: [noor.childId] }], { text: 'Kijk' })
      return () => call(servers[1], cast.people.staff, 'POST', '/api/photos', post)
    },
  },
  'the text of photos is changed': {
    types: ['photos.changed'],
    audience: readers,
    prepare: async ({ servers, cast }) => {
      const { noor } = cast.targets
      const mediaId = await processedUpload(servers[0], cast.people.staff, noor.groupId)
      const post = photoPost(servers[0], noor.groupId, [{ mediaId, childIds: [noor.childId] }])
      expect((await call(servers[0], cast.people.staff, 'POST', '/api/photos', post)).status).toBe(200)
      const { rows } = await servers[0].owner.query('select id, version from photo_card where post_id = $1', [post.id])
      const body = { id: uuidv7(), aboutAt: post.aboutAt, text: 'Kijk nu', cards: rows }
      return () => call(servers[1], cast.people.staff, 'PUT', `/api/photos/posts/${post.id}`, body)
    },
  },
  'one of two photos is removed': {
    types: ['photos.changed'],
    audience: readers,
    prepare: async ({ servers, cast }) => {
      const { noor } = cast.targets
      const mediaIds = await Promise.all([1, 2].map(() => processedUpload(servers[0], cast.people.staff, noor.groupId)))
      const photos = mediaIds.map((mediaId) => ({ mediaId, childIds: [noor.childId] }))
      await call(servers[0], cast.people.staff, 'POST', '/api/photos', photoPost(servers[0], noor.groupId, photos))
      return () => call(servers[1], cast.people.staff, 'DELETE', `/api/photos/media/${mediaIds[0]}`)
    },
  },
  'the last photo of a post is removed': {
    types: ['photos.removed'],
    audience: readers,
    prepare: async ({ servers, cast }) => {
      const { mediaId } = await postPhoto(servers[0], cast, cast.targets.noor)
      return () => call(servers[1], cast.people.staff, 'DELETE', `/api/photos/media/${mediaId}`)
    },
  },
  'a guardian gives a heart': {
    types: ['photos.answered'],
    audience: ['staff', 'manager'],
    prepare: async ({ servers, cast }) => {
      const { photoId } = await postPhoto(servers[0], cast, cast.targets.noor)
      return () => call(servers[1], cast.people.guardian, 'PUT', `/api/photos/${photoId}/heart`, { hearted: true })
    },
  },
  'an upload is further': {
    types: ['work.media_changed'],
    audience: ['staff'],
    prepare: async ({ servers, cast }) => {
      const { noor } = cast.targets
      const bytes = Buffer.from('dit is geen foto')
      const id = await sendFile(servers[0], cast.people.staff, noor.groupId, bytes)
      return async () => {
        await processMedia(mediaGround(servers[0]), 'photo')
        const reply = await call(servers[0], cast.people.staff, 'GET', '/api/media')
        expect(reply.body.uploads.find((one: { id: string }) => one.id === id)).toMatchObject({
          state: 'refused',
          reason: 'unknown_type',
        })
        return reply
      }
    },
  },
  'an upload is thrown away': {
    types: ['work.media_changed'],
    audience: ['staff'],
    prepare: async ({ servers, cast }) => {
      const id = await sendFile(servers[0], cast.people.staff, cast.targets.noor.groupId, Buffer.from('weg ermee'))
      return () => call(servers[1], cast.people.staff, 'DELETE', `/api/media/${id}`)
    },
  },
  'a consent for photos is granted': {
    types: ['own.consents_changed', 'consent.changed'],
    audience: whoIsTold,
    prepare: deciding('guardian', 'granted', 'photos'),
  },
  'a consent for the diary is withdrawn': {
    types: ['own.consents_changed', 'consent.changed'],
    audience: whoIsTold,
    prepare: deciding('guardian', 'withdrawn', 'diary'),
  },
  'a consent for the diary is granted again': {
    types: ['own.consents_changed', 'consent.changed'],
    audience: whoIsTold,
    prepare: deciding('guardian', 'granted', 'diary'),
  },
  'the week of a child is changed from today on': {
    types: ['planning.changed'],
    audience: ['staff', 'manager'],
    prepare: async (stage) => () => planWeek(stage, 7),
  },
  'it is taken back': {
    types: ['planning.changed'],
    audience: ['staff', 'manager'],
    prepare: async (stage) => {
      const reply = await planWeek(stage, 6)
      const { weeks } = reply.body.plan.placements[0]
      const { id, version } = weeks.at(-1)
      return () => plan(stage, 'DELETE', `/api/contract-weeks/${id}?version=${version}`)
    },
  },
  'an extra day is planned': {
    types: ['planning.changed'],
    audience: ['staff', 'manager'],
    prepare: async (stage) => () => planExtra(stage),
  },
  'an extra day is taken back': {
    types: ['planning.changed'],
    audience: ['staff', 'manager'],
    prepare: async (stage) => {
      await planExtra(stage)
      const { rows } = await stage.servers[0].owner.query(
        'select id from extra_day where child_id = $1 and comes_on = $2 and removed_at is null',
        [stage.cast.targets.noor.childId, today(stage)],
      )
      return () => plan(stage, 'DELETE', `/api/extra-days/${rows[0].id}`)
    },
  },
  'a location is closed today': {
    types: ['planning.closed'],
    audience: ['staff', 'otherGroup', 'manager'],
    // Two children, and both are this manager’s.
    twice: ['manager'],
    prepare: async (stage) => () => close(stage, 'manager', uuidv7()),
  },
  'the whole organisation is closed tomorrow': {
    types: ['planning.closed'],
    audience: ['staff', 'otherGroup', 'elsewhere', 'manager', 'managerElsewhere'],
    twice: ['manager'],
    prepare: async (stage) => () => close(stage, 'administration', uuidv7(), dayFrom(stage.servers[0], 1)),
  },
  'a closing day is taken back': {
    types: ['planning.closed'],
    audience: ['staff', 'otherGroup', 'manager'],
    twice: ['manager'],
    prepare: async (stage) => {
      const { rows } = await stage.servers[0].owner.query(
        'select id from closing_day where location_id = $1 and closed_on = $2 and removed_at is null',
        [stage.cast.targets.noor.planned.locationId, today(stage)],
      )
      return () => plan(stage, 'DELETE', `/api/closing-days/${rows[0].id}`)
    },
  },
  'a child is reported absent': {
    types: ['absence.reported'],
    audience: whoSees,
    prepare: async (stage) => () => reportToday(stage, 'neverGranted'),
  },
  'the group has seen it': {
    types: ['absence.seen'],
    audience: whoSees,
    prepare: async (stage) => {
      const { id, version } = await absentToday(stage)
      return () => plan(stage, 'POST', `/api/absences/${id}/seen`, { version }, 'staff')
    },
  },
  'it is changed': {
    types: ['absence.changed'],
    audience: whoSees,
    prepare: async (stage) => {
      const { id, version } = await absentToday(stage)
      const [startsOn, endsOn] = [today(stage), dayFrom(stage.servers[0], 2)]
      const body = { id: uuidv7(), version, reason: 'other', startsOn, endsOn, part: null, note: 'Naar de dokter' }
      return () => plan(stage, 'PUT', `/api/absences/${id}`, body, 'withoutAuthority')
    },
  },
  'it is cancelled': {
    types: ['absence.changed'],
    audience: whoSees,
    prepare: async (stage) => {
      const { rows } = await stage.servers[0].owner.query(
        'select id, version from absence where child_id = $1 and starts_on = $2 and cancelled_at is null',
        [stage.cast.targets.noor.childId, today(stage)],
      )
      return () => plan(stage, 'DELETE', `/api/absences/${rows[0].id}?version=${rows[0].version}`, undefined, 'staff')
    },
  },
  'the group has seen what was told': {
    types: ['handover.seen'],
    audience: readers,
    prepare: async (stage) => {
      const { id, version } = await toldTomorrow(stage)
      return () => plan(stage, 'POST', `/api/handovers/${id}/seen`, { version }, 'staff')
    },
  },
  'what was told is changed': {
    types: ['handover.changed'],
    audience: readers,
    prepare: async (stage) => {
      const { id, version } = await toldTomorrow(stage)
      const body = { id: uuidv7(), version, ...telling, note: 'Toch anders' }
      return () => plan(stage, 'PUT', `/api/handovers/${id}`, body, 'guardian')
    },
  },
  'what was told is taken back': {
    types: ['handover.withdrawn'],
    audience: readers,
    prepare: async (stage) => {
      const { id, version } = await toldTomorrow(stage)
      return () => plan(stage, 'DELETE', `/api/handovers/${id}?version=${version}`, undefined, 'guardian')
    },
  },
  'the plans of a group are changed': {
    types: ['journal.edited'],
    audience: readers,
    prepare: async (stage) => {
      const { rows } = await stage.servers[0].owner.query('select version from journal where id = $1', [
        stage.cast.targets.noor.journalId,
      ])
      const body = { id: uuidv7(), version: rows[0].version, title: 'Anders', text: `Regen ${uuidv7()}`, notMeant: [] }
      return () => plan(stage, 'PUT', `/api/journal/${stage.cast.targets.noor.journalId}`, body, 'staff')
    },
  },
  'what a group did is written': {
    types: ['journal.posted'],
    audience: readers,
    prepare: async (stage) => {
      const body = {
        id: uuidv7(),
        journalId: uuidv7(),
        day: today(stage),
        part: 'done',
        title: '',
        text: 'Het bos in',
        notMeant: [],
      }
      return () => plan(stage, 'POST', `/api/groups/${stage.cast.targets.noor.groupId}/journal`, body, 'manager')
    },
  },
  'what a group did is removed': {
    types: ['journal.removed'],
    audience: readers,
    prepare: async (stage) => {
      const { rows } = await stage.servers[0].owner.query(
        `select id from journal where group_id = $1 and part = 'done' and removed_at is null`,
        [stage.cast.targets.noor.groupId],
      )
      return () => plan(stage, 'DELETE', `/api/journal/${rows[0].id}`, undefined, 'staff')
    },
  },
  'a guardian tells something of tomorrow': {
    types: ['handover.told'],
    audience: readers,
    prepare: async (stage) => () => tell(stage, 'sharedWith'),
  },
  'a child arrives': {
    types: ['attendance.changed', 'presence.changed'],
    audience: readers,
    prepare: async (stage) => () => arrive(stage),
  },
  'who brought it is said': {
    types: ['attendance.changed', 'presence.changed'],
    audience: readers,
    prepare: async (stage) => {
      const { id } = await lastStay(stage)
      const broughtBy = { kind: 'guardian', id: stage.cast.people.guardian.id }
      return () => plan(stage, 'PUT', `/api/stays/${id}/escorts`, { id: uuidv7(), broughtBy }, 'staff')
    },
  },
  'it leaves': {
    types: ['attendance.changed', 'presence.changed'],
    audience: readers,
    prepare: async (stage) => {
      const { id: stayId } = await lastStay(stage)
      const { groupId, childId, collector } = stage.cast.targets.noor
      const fetchedBy = { kind: 'collector', id: collector.id }
      const children = [{ childId, stayId, at: stage.servers[0].clock.now().toISOString(), fetchedBy }]
      return () => plan(stage, 'POST', `/api/groups/${groupId}/check-outs`, { id: uuidv7(), children }, 'staff')
    },
  },
  'that is taken back': {
    types: ['attendance.changed', 'presence.changed'],
    audience: readers,
    prepare: async (stage) => {
      const { id, version } = await lastStay(stage)
      return () => plan(stage, 'POST', `/api/stays/${id}/undo`, { version }, 'manager')
    },
  },
  'when it came is corrected': {
    types: ['attendance.changed', 'presence.changed'],
    audience: readers,
    prepare: async (stage) => {
      const { id, version } = await lastStay(stage)
      const arrivedAt = new Date(stage.servers[0].clock.now().getTime() - 7_200_000).toISOString()
      const body = { id: uuidv7(), version, arrivedAt, leftAt: null, reason: 'Het was een uur eerder' }
      return () => plan(stage, 'PUT', `/api/stays/${id}`, body, 'staff')
    },
  },
  'the stay is taken back': {
    types: ['attendance.changed', 'presence.changed'],
    audience: readers,
    prepare: async (stage) => {
      const { id, version } = await lastStay(stage)
      return () => plan(stage, 'POST', `/api/stays/${id}/removal`, { version, reason: 'Verkeerd kind' }, 'staff')
    },
  },
  'a stay that was forgotten is added': {
    types: ['attendance.changed', 'presence.changed'],
    audience: readers,
    prepare: async (stage) => {
      const at = (minutes: number) => new Date(stage.servers[0].clock.now().getTime() - minutes * 60_000).toISOString()
      const { groupId, childId } = stage.cast.targets.noor
      const said = { arrivedAt: at(50), leftAt: at(40), broughtBy: null, fetchedBy: null, reason: 'Vergeten' }
      const body = { id: uuidv7(), stayId: uuidv7(), childId, ...said }
      return () => plan(stage, 'POST', `/api/groups/${groupId}/stays`, body, 'staff')
    },
  },
  'the number of staff is set': {
    types: ['staffing.changed'],
    audience: ['staff', 'manager'],
    prepare: async (stage) => {
      const body = { id: uuidv7(), staff: 3, at: stage.servers[0].clock.now().toISOString() }
      return () => plan(stage, 'PUT', `/api/groups/${stage.cast.targets.noor.groupId}/staffing`, body, 'staff')
    },
  },
  'somebody else may fetch a child': {
    types: ['collectors.changed'],
    audience: ['staff', 'manager'],
    prepare: async (stage) => {
      const said = { name: 'Opa Henk', relation: 'opa', phone: '', startsOn: today(stage), endsOn: null }
      const path = `/api/children/${stage.cast.targets.noor.childId}/collectors`
      return () => plan(stage, 'POST', path, { id: uuidv7(), ...said }, 'administration')
    },
  },
  'and no longer': {
    types: ['collectors.changed'],
    audience: ['staff', 'manager'],
    prepare: async (stage) => {
      const { collector } = stage.cast.targets.noor
      const said = { ...collector, relation: 'oma', phone: '', startsOn: yesterday(stage), endsOn: yesterday(stage) }
      const body = { ...said, id: uuidv7(), version: 1 }
      return () => plan(stage, 'PUT', `/api/collectors/${collector.id}`, body)
    },
  },
  'somebody becomes mentor of a child': {
    types: ['mentor.changed'],
    audience: ['staff', 'manager'],
    prepare: async (stage) => () => makeMentor(stage, stage.cast.people.otherGroup.id),
  },
  'and nobody is any more': {
    types: ['mentor.changed'],
    audience: ['staff', 'manager'],
    prepare: async (stage) => () => makeMentor(stage, null),
  },
}
const makeMentor = (stage: Stage, personId: string | null) =>
  plan(stage, 'PUT', `/api/children/${stage.cast.targets.noor.childId}/mentor`, { personId })

const whoConverses: PlayerName[] = ['guardian', 'staff']
const whoShares: PlayerName[] = ['guardian', 'neverGranted', 'staff']
Object.assign(scenarios, {
  'something is asked': {
    types: ['action.asked'],
    audience: whoSees,
    prepare: async (stage) => () => askFor(stage),
  },
  'what is asked is changed': {
    types: ['action.changed'],
    audience: whoSees,
    prepare: async (stage) => {
      const { id, version } = await asked(stage)
      const body = { id: uuidv7(), version, text: 'Twee pakken luiers', link: null, dueOn: today(stage) }
      return () => plan(stage, 'PUT', `/api/actions/${id}`, body, 'staff')
    },
  },
  'a guardian answers where each is asked: the others are not told': {
    types: ['action.answered', 'own.action_answered'],
    audience: ['guardian', 'staff', 'manager'],
    prepare: async (stage) => {
      const { id } = await asked(stage, 'each')
      return () => answer(stage, id, true)
    },
  },
  'a guardian answers where one is enough': {
    types: ['action.answered', 'action.changed', 'own.action_answered'],
    audience: whoSees,
    twice: ['guardian'],
    prepare: async (stage) => {
      const { id } = await asked(stage)
      return () => answer(stage, id, true)
    },
  },
  'and takes that back': {
    types: ['action.answered', 'action.changed', 'own.action_answered'],
    audience: whoSees,
    twice: ['guardian'],
    prepare: async (stage) => {
      const { id } = await asked(stage)
      expect((await answer(stage, id, true)).status).toBe(200)
      return () => answer(stage, id, false)
    },
  },
  'it is closed': {
    types: ['action.changed'],
    audience: whoSees,
    prepare: async (stage) => {
      const { id, version } = await asked(stage)
      return () => plan(stage, 'POST', `/api/actions/${id}/closing`, { version, why: 'done' }, 'staff')
    },
  },
  'and opened again': {
    types: ['action.changed'],
    audience: whoSees,
    prepare: async (stage) => {
      const { id, version } = await asked(stage)
      const closed = await plan(stage, 'POST', `/api/actions/${id}/closing`, { version, why: 'withdrawn' }, 'staff')
      const now = closed.body.action.version
      return () => plan(stage, 'POST', `/api/actions/${id}/reopening`, { version: now })
    },
  },
  'a message is sent': {
    types: ['message.sent'],
    audience: whoConverses,
    prepare: async (stage) => () => say(stage, 'guardian'),
  },
  'it is answered': {
    types: ['message.sent'],
    audience: whoConverses,
    prepare: async (stage) => () => say(stage, 'staff'),
  },
  'it is edited': {
    types: ['message.edited'],
    audience: whoConverses,
    prepare: async (stage) => {
      const { id } = (await say(stage, 'staff')).body.message
      return () => plan(stage, 'PUT', `/api/messages/${id}`, { id: uuidv7(), text: 'Anders' }, 'staff')
    },
  },
  'it is taken back': {
    types: ['message.retracted'],
    audience: whoConverses,
    prepare: async (stage) => {
      const { id } = (await say(stage, 'guardian')).body.message
      return () => plan(stage, 'DELETE', `/api/messages/${id}`, undefined, 'guardian')
    },
  },
  'the group has read on': {
    types: ['conversation.read'],
    audience: whoConverses,
    prepare: async (stage) => {
      const { seq } = (await say(stage, 'guardian')).body.message
      const path = `/api/conversations/${stage.cast.targets.noor.talk.id}/marker`
      return () => plan(stage, 'PUT', path, { seq }, 'staff')
    },
  },
  'the group takes it up': {
    types: ['conversation.handled'],
    audience: whoConverses,
    prepare: async (stage) => {
      const path = `/api/conversations/${stage.cast.targets.noor.talk.id}/handling`
      return () => plan(stage, 'PUT', path, { do: 'claim', from: null }, 'staff')
    },
  },
  'two guardians would share one': {
    types: ['conversation.opened'],
    audience: ['guardian', 'neverGranted'],
    fetched: [1, 1, 0, 0, 0],
    prepare: async (stage) => () => share(stage),
  },
  'they do': {
    types: ['conversation.shared'],
    audience: whoShares,
    fetched: [0, 0, 1, 0, 0],
    prepare: async (stage) => {
      const { id } = (await share(stage)).body.conversation
      return () => plan(stage, 'POST', `/api/conversations/${id}/agreement`, undefined, 'neverGranted')
    },
  },
  'they do no longer': {
    types: ['conversation.shared'],
    audience: whoShares,
    prepare: async (stage) => {
      const { id } = (await share(stage)).body.conversation
      return () => plan(stage, 'DELETE', `/api/conversations/${id}/agreement`, undefined, 'guardian')
    },
  },
  'a guardian begins one': {
    types: ['conversation.opened', 'message.sent'],
    audience: ['neverGranted', 'staff'],
    twice: ['neverGranted', 'staff'],
    fetched: [0, 1, 1, 0, 0],
    prepare: async (stage) => () => {
      const message = { id: uuidv7(), text: 'Hallo' }
      const body = { id: uuidv7(), childId: stage.cast.targets.noor.childId, message }
      return plan(stage, 'POST', '/api/conversations', body, 'neverGranted')
    },
  },
} satisfies Record<string, Scenario>)

const say = (stage: Stage, by: PlayerName) =>
  plan(
    stage,
    'POST',
    `/api/conversations/${stage.cast.targets.noor.talk.id}/messages`,
    { id: uuidv7(), text: 'Hallo' },
    by,
  )
/** What is proposed, or shared, already, is found again. */
const share = (stage: Stage) =>
  plan(
    stage,
    'POST',
    '/api/shared-conversations',
    { id: uuidv7(), childId: stage.cast.targets.noor.childId, withId: stage.cast.people.neverGranted.id },
    'guardian',
  )
const askFor = (stage: Stage, enough = 'one') =>
  plan(
    stage,
    'POST',
    '/api/actions',
    {
      id: uuidv7(),
      children: [{ childId: stage.cast.targets.noor.childId, actionId: uuidv7() }],
      kind: 'bring',
      enough,
      text: 'Luiers',
      link: null,
      dueOn: null,
    },
    'staff',
  )
async function asked(stage: Stage, enough?: string): Promise<{ id: string; version: number }> {
  const reply = await askFor(stage, enough)
  expect(reply.status, reply.text).toBe(200)
  return reply.body.actions[0]
}
const answer = (stage: Stage, id: string, answered: boolean) =>
  plan(stage, 'PUT', `/api/actions/${id}/answer`, { id: uuidv7(), answered, note: '' }, 'guardian')
const arrive = (stage: Stage) => {
  const { groupId, childId } = stage.cast.targets.noor
  const children = [{ childId, stayId: uuidv7(), at: stage.servers[0].clock.now().toISOString(), broughtBy: null }]
  return plan(stage, 'POST', `/api/groups/${groupId}/check-ins`, { id: uuidv7(), children }, 'staff')
}
/** The stay that a former scenario left. */
async function lastStay(stage: Stage): Promise<{ id: string; version: number }> {
  const { childId } = stage.cast.targets.noor
  const { rows } = await stage.servers[0].owner.query(
    'select id, version from stay where child_id = $1 and removed_at is null order by arrived_at desc limit 1',
    [childId],
  )
  return rows[0]
}
const tell = (stage: Stage, by: PlayerName) => {
  const { childId } = stage.cast.targets.noor
  const body = { id: uuidv7(), handoverId: uuidv7(), childId, day: tomorrow(stage.servers[0]), ...telling }
  return plan(stage, 'POST', '/api/handovers', body, by)
}
/** What the cast begins with, as a former scenario left it. */
async function toldTomorrow(stage: Stage): Promise<{ id: string; version: number }> {
  const { rows } = await stage.servers[0].owner.query(
    'select id, version from handover where child_id = $1 and withdrawn_at is null',
    [stage.cast.targets.noor.childId],
  )
  return rows[0]
}
const yesterday = ({ servers }: Stage) => dayFrom(servers[0], -1)

const reportToday = (stage: Stage, by: PlayerName = 'guardian') =>
  plan(
    stage,
    'POST',
    '/api/absences',
    {
      id: uuidv7(),
      children: [{ childId: stage.cast.targets.noor.childId, absenceId: uuidv7() }],
      reason: 'sick',
      startsOn: today(stage),
      endsOn: today(stage),
      part: null,
      note: '',
    },
    by,
  )
/** The absence of today: what is left of a former scenario, or a new one. */
async function absentToday(stage: Stage): Promise<{ id: string; version: number }> {
  const reply = await reportToday(stage)
  expect(reply.status, reply.text).toBe(200)
  return reply.body.absences[0].absence
}
const today = ({ servers }: Stage) => dayFrom(servers[0], 0)
const plan = ({ servers, cast }: Stage, method: string, path: string, body?: unknown, by: PlayerName = 'manager') =>
  call(servers[1], cast.people[by], method, path, body)
/** The first so many days of the week, of which today is the last: until now it is another. */
const planWeek = async (stage: Stage, days: number) => {
  const { planned, childId } = stage.cast.targets.noor
  const { rows } = await stage.servers[0].owner.query(
    'select version from contract_week where child_id = $1 and starts_on = $2 and removed_at is null',
    [childId, today(stage)],
  )
  return plan(stage, 'POST', `/api/placements/${planned.placementId}/weeks`, {
    id: uuidv7(),
    startsOn: today(stage),
    days: Array.from({ length: 7 }, (_, n) => (n < days ? { from: 510, until: 1080 } : null)),
    version: rows[0]?.version ?? null,
  })
}
const planExtra = (stage: Stage) => {
  const { groupId, childId } = stage.cast.targets.noor
  const body = { id: uuidv7(), childId, day: today(stage), from: 1200, until: 1260 }
  return plan(stage, 'POST', `/api/groups/${groupId}/extra-days`, body)
}
const close = (stage: Stage, by: 'manager' | 'administration', id: string, day = today(stage)) => {
  const locationId = by === 'manager' ? stage.cast.targets.noor.planned.locationId : null
  return plan(stage, 'POST', '/api/closing-days', { id, locationId, day, name: 'Studiedag' }, by)
}

test('every type of event has a scenario', () => {
  const typesOf = (schema: typeof GuardianEvent | typeof StaffEvent) =>
    schema.options.map((option) => option.entries.type.literal)
  const covered = Object.values(scenarios).flatMap((scenario) => scenario.types)
  expect(new Set(covered)).toEqual(new Set([...typesOf(GuardianEvent), ...typesOf(StaffEvent)]))
})

describe.each(forms)('in %s', (form) => {
  let stage: Stage
  /** Everybody, at both doors. */
  const ears = new Map<PlayerName, Listener[]>()
  let screens: Record<'phone' | 'newPhone' | 'tablet' | 'desk' | 'otherDesk', Device>

  beforeAll(async () => {
    stage = await openStage(form)
    const { servers, cast } = stage
    for (const name of playerNames) {
      ears.set(name, await Promise.all(servers.map((server) => listen(server, cast.people[name]))))
    }
    const { guardian, neverGranted, staff, manager } = cast.people
    screens = {
      phone: await openPhone(servers[0], guardian),
      newPhone: await openPhone(servers[1], neverGranted),
      tablet: await openTablet(servers[1], staff, cast.targets.noor.groupId),
      desk: await openTablet(servers[0], manager, cast.targets.noor.groupId),
      // Somebody with several groups receives all their events, whichever group stands on the screen.
      otherDesk: await openTablet(servers[1], manager, cast.targets.bram.groupId),
    }
  })
  afterAll(async () => {
    await Promise.all(Object.values(screens).map((device) => device.close()))
    for (const listener of [...ears.values()].flat()) listener.close()
    await stage.close()
  })

  /** Everything published so far has reached every socket. */
  async function quiet(): Promise<void> {
    await eventually(async () => (await stage.servers[0].owner.query('select from outbox')).rowCount === 0)
    let told = 0
    const listeners = [...ears.values()].flat()
    for (const { socket } of listeners) socket.once('heads', () => (told += 1))
    await stage.tellHeads()
    await eventually(() => told === listeners.length)
  }

  test.each(Object.entries(scenarios))('%s: it reaches its audience, and screens keep up', async (_, scenario) => {
    const act = await scenario.prepare(stage)
    await quiet()
    await expectConverged(Object.values(screens))
    const listeners = [...ears.values()].flat()
    for (const listener of listeners) listener.events.length = 0
    const snapshots = Object.values(screens).map((device) => device.snapshots)

    const reply = await act()
    expect(reply.status, reply.text).toBe(200)
    const audience = scenario.audience.flatMap((name) => ears.get(name) ?? [])
    await eventually(() => audience.every((listener) => listener.events.length > 0), 2_000)
    await quiet()

    const received = [...ears].flatMap(([name, at]) => (at.some((one) => one.events.length > 0) ? [name] : []))
    expect(received.sort()).toEqual([...scenario.audience].sort())
    for (const name of scenario.audience) {
      for (const listener of ears.get(name) ?? []) {
        expect(listener.events).toHaveLength(scenario.twice?.includes(name) ? 2 : 1)
        for (const event of listener.events) expect(scenario.types).toContain(event.type)
      }
    }
    await expectConverged(Object.values(screens))
    const fetched = Object.values(screens).map((device, n) => device.snapshots - snapshots[n]!)
    // Only a guardian's change of consent asks for a fetch, and a channel that is new; everything else is known from the event.
    const asked = scenario.types.includes('own.consents_changed') ? [1, 1, 0, 0, 0] : [0, 0, 0, 0, 0]
    expect(fetched).toEqual(scenario.fetched ?? asked)
  })

  test('somebody types: who reads the conversation hears it at both doors, and nobody else', async () => {
    const heard: string[] = []
    const hear = (name: PlayerName) => () => void heard.push(name)
    for (const [name, at] of ears) for (const { socket } of at) socket.on('typing', hear(name))
    ears.get('staff')![0]!.socket.emit('typing', { conversationId: stage.cast.targets.noor.talk.id })
    await eventually(() => heard.length >= 2)
    await quiet()
    expect(heard).toEqual(['guardian', 'guardian'])
    for (const at of ears.values()) for (const { socket } of at) socket.off('typing')
  })

  test('whoever grants for the first time has the whole diary on screen, and everything that follows', async () => {
    const { servers, cast } = stage
    const before = screens.newPhone.applied.length
    expect((await decide(servers[1], cast, 'neverGranted', 'granted')).status).toBe(200)
    await eventually(() => JSON.stringify(screens.newPhone.screen()).includes(cast.targets.noor.text))
    const entryId = await write(servers[0], cast, cast.targets.noor, 'Voor twee')
    await eventually(() =>
      screens.newPhone.applied.slice(before).some((event) => 'item' in event && event.item.id === entryId),
    )
    await expectConverged(Object.values(screens))
  })
})
