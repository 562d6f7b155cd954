import type pg from 'pg'
import { run, statement, type Tx } from '../db/client.ts'
import type { EventRef } from '../db/schema/channel.ts'
import { type AbsenceRow, guardianAbsence, staffAbsence } from './absence/queries.ts'
import {
  type ActionJson,
  type AnswerJson,
  actionJson,
  guardianAction,
  ownAnswer,
  staffAction,
} from './action/queries.ts'
import { presenceJson, presenceOf, type StayRow, staffingJson, staffingOf, staffStay } from './attendance/queries.ts'
import type { Allergy } from './contract/allergies.ts'
import type { GroupMentor } from './contract/group.ts'
import type { Cursors, LiveEvent } from './contract/live.ts'
import type { ClosingDay } from './contract/planning.ts'
import type { Escort, Presence, Staffing } from './contract/stay.ts'
import {
  attachmentsJson,
  type ConversationJson,
  guardianConversation,
  guardianMessage,
  type MessageRow,
  staffConversation,
  staffMessage,
} from './conversation/queries.ts'
import { type EntryRow, guardianEntry, staffEntry } from './diary/queries.ts'
import { guardianHandover, type HandoverRow, staffHandover, takenBack } from './handover/queries.ts'
import { guardianJournal, type PlaceRow } from './journal/queries.ts'
import { type CardJson, cardJson, guardianPhotos, staffPhotos } from './photo/queries.ts'
import { closingJson, type PlanJson, planJson, planOf } from './planning/queries.ts'

/** An event with whatever its view needs, as of now: an edit or an erasure holds for every later delivery. */
export interface LoadedEvent {
  channel: string
  event_seq: number
  type: string
  item_id: string
  at: Date
  child_id: string | null
  entry: EntryRow | null
  card: CardJson | null
  diary_open: boolean | null
  photos_open: boolean | null
  plan: PlanJson | null
  absence: AbsenceRow | null
  handover: HandoverRow | null
  /** Of a hand-over the channel of those in whose care the child is: of the carers no others have what it says. */
  carers_channel: string | null
  journal: PlaceRow | null
  action: ActionJson | null
  answer: AnswerJson | null
  closing: (ClosingDay & { isClosed: boolean }) | null
  conversation: ConversationJson | null
  message: MessageRow | null
  stay: StayRow | null
  presence: Presence['stays'] | null
  staffing: Staffing | null
  escorts: Escort[] | null
  mentor: GroupMentor | null
  allergies: Allergy[] | null
  /** Up to where the person whose channel it is has read a conversation, by role. */
  markers: Readonly<Record<string, number>> | null
}

/**
 * Who delivers and who catches up ask for a child's escorts, mentor and allergies, and for a conversation, by functions of their own. Of its presence both tell what
 * is of the day on which they ask, `now`: nobody looks back by catching up.
 */
const columns = (
  conversation: string,
  escorts: string,
  mentor: string,
  allergies: string,
  markers: string,
  now: string,
) => `ev.channel_id as channel, ev.seq as event_seq, ev.type, ev.item_id, ev.at, c.child_id,
  case when ev.type = 'consent.changed' then
    (select o.open from channel o where o.child_id = ev.item_id and o.kind = 'diary') end as diary_open,
  case when ev.type = 'consent.changed' then
    (select o.open from channel o where o.child_id = ev.item_id and o.kind = 'photos') end as photos_open,
  case when ev.type = 'planning.changed' then ${planJson('ev.item_id')} end as plan,
  case when ev.type = 'planning.closed' then (select ${closingJson} from closing_day d where d.id = ev.item_id) end as closing,
  case when ev.type like 'absence.%' then (select to_jsonb(a) from absence a where a.id = ev.item_id) end as absence,
  case when ev.type like 'handover.%' then (select to_jsonb(h) from handover h where h.id = ev.item_id) end as handover,
  case when ev.type like 'handover.%' then (select o.id from channel o where o.child_id = c.child_id and o.kind = 'asking') end as carers_channel,
  case when ev.type like 'journal.%' then (select to_jsonb(j) from journal_place j where j.id = ev.item_id) end as journal,
  case when ev.type like 'action.%' then (select ${actionJson} from action x where x.id = ev.item_id) end as action,
  case when ev.type = 'own.action_answered' then (select to_jsonb(w) from action_answer w
    where w.action_id = ev.item_id and w.person_id = c.person_id and w.taken_back_at is null) end as answer,
  case when c.kind = 'conversation' then ${conversation} end as conversation,
  case when ev.type like 'message.%' then (select to_jsonb(m) || jsonb_build_object('attachments', ${attachmentsJson}) from message m where m.id = ev.item_id) end as message,
  case when ev.type = 'attendance.changed' then (select to_jsonb(s) from stay s where s.id = ev.item_id) end as stay,
  case when ev.type = 'presence.changed' then ${presenceJson('ev.item_id', now)} end as presence,
  case when ev.type = 'staffing.changed' then (select ${staffingJson} from group_staffing t where t.id = ev.item_id) end as staffing,
  case when ev.type in ('consent.changed', 'collectors.changed') then ${escorts} end as escorts,
  case when ev.type = 'mentor.changed' then ${mentor} end as mentor,
  case when ev.type = 'allergies.changed' then ${allergies} end as allergies,
  case when ev.type in ('own.conversation_read', 'work.conversation_read') then ${markers} end as markers,
  case when ev.type like 'photos.%' then (select ${cardJson} from photo_card k where k.id = ev.item_id) end as card,
  e.id, e.channel_id, e.seq, e.child_id as entry_child, e.group_id, g.name as group_name, e.post_id, e.author_id, e.author_name,
  e.about_at, e.text, e.facts, e.version, e.posted_at, e.edited_at, e.removed_at`
const joins = `join channel c on c.id = ev.channel_id
  left join diary_entry e on e.id = ev.item_id and ev.type like 'diary.%'
  left join "group" g on g.id = e.group_id`

type FlatRow = Omit<LoadedEvent, 'entry'> & EntryRow & { entry_child: string }

const eventsByRef = statement<FlatRow & { epoch: number }>(
  'events_by_ref',
  `select ${columns('conversation_view(c.id, $3)', 'delivered_escorts(ev.item_id, ev.at)', 'delivered_mentor(ev.item_id, ev.at)', 'delivered_allergies(ev.item_id)', 'delivered_markers(ev.item_id, c.person_id)', '$3::timestamptz')}, coalesce(a.epoch, 0) as epoch from unnest($1::uuid[], $2::bigint[]) as wanted(channel, seq)
     join event ev on ev.channel_id = wanted.channel and ev.seq = wanted.seq ${joins}
     left join access_epoch a on a.organisation_id = ev.organisation_id
    order by ev.channel_id, ev.seq`,
)

/**
 * The events behind some references, for delivery, each with the count of changes to who may see what in its organisation
 * at the same moment; one that was trimmed meanwhile is absent.
 */
export async function loadEvents(
  worker: pg.Pool,
  refs: readonly EventRef[],
  now: Date,
): Promise<(LoadedEvent & { epoch: number })[]> {
  const rows = await run(worker, eventsByRef, [refs.map((ref) => ref.channel), refs.map((ref) => ref.seq), now])
  return rows.map((row) => ({ ...unflatten(row), epoch: row.epoch }))
}

const eventsAfter = statement<FlatRow>(
  'events_after',
  `select ${columns('(select o.view from own_conversations(array[c.id]) o)', '(select o.escorts from escorts_of(array[ev.item_id]) o)', '(select o.mentor from mentors_seen(array[ev.item_id]) o)', '(select o.allergies from allergies_of(array[ev.item_id]) o)', '(select jsonb_object_agg(r.role, r.seq) from read_marker r where r.person_id = c.person_id and r.channel_id = ev.item_id)', '$4::timestamptz')}
     from unnest($1::uuid[], $2::bigint[]) as wanted(channel, seq)
    cross join lateral (select * from event r where r.channel_id = wanted.channel and r.seq > wanted.seq order by r.seq limit $3) ev
    ${joins}
    order by ev.channel_id, ev.seq`,
)

/** At most `limit` events after each cursor, of channels that the actor may read. */
export async function eventsSince(tx: Tx, cursors: Cursors, limit: number): Promise<LoadedEvent[]> {
  return (await tx.query(eventsAfter, [Object.keys(cursors), Object.values(cursors), limit, tx.now])).map(unflatten)
}

const unflatten = (row: FlatRow): LoadedEvent => ({
  channel: row.channel,
  event_seq: row.event_seq,
  type: row.type,
  item_id: row.item_id,
  at: row.at,
  child_id: row.child_id,
  diary_open: row.diary_open,
  photos_open: row.photos_open,
  plan: row.plan,
  absence: row.absence,
  handover: row.handover,
  carers_channel: row.carers_channel,
  journal: row.journal,
  action: row.action,
  answer: row.answer,
  closing: row.closing,
  stay: row.stay,
  presence: row.presence,
  staffing: row.staffing,
  escorts: row.escorts,
  mentor: row.mentor,
  allergies: row.allergies,
  markers: row.markers,
  card: row.card,
  conversation: row.conversation,
  message: row.message,
  entry: row.id === null ? null : { ...row, child_id: row.entry_child },
})

/**
 * The channels besides its own that a reader in a role must read to have all of an event: photos of the child that came with a message, and of a
 * hand-over for carers their own channel of the child.
 */
export const gatesOf = (
  { type, item_id: item, conversation, message, carers_channel: carers }: LoadedEvent,
  role?: string,
): string[] => [
  ...new Set(
    [
      conversation?.gated?.channel,
      ...(message?.attachments ?? []).map(({ gate }) => gate),
      tellsMarker(type) ? item : null,
      role === 'guardian' ? null : carers,
    ].flatMap((one) => one ?? []),
  ),
]

const tellsMarker = (type: string) => type === 'own.conversation_read' || type === 'work.conversation_read'

/**
 * What a guardian or a carer receives of an event.
 * @param isOpen whether what hangs from the channels that `gatesOf` gives may be in it; what an actor fetched holds nothing else
 */
export function viewOf(event: LoadedEvent, role: string, isOpen = true): LiveEvent {
  const place = { channel: event.channel, seq: event.event_seq, at: event.at.toISOString() }
  if (event.type === 'own.consents_changed') return { ...place, type: event.type }
  if (event.type === 'consent.changed') {
    const consents = { diary: event.diary_open === true, photos: event.photos_open === true }
    return { ...place, type: event.type, childId: event.item_id, consents, escorts: event.escorts ?? [] }
  }
  if (event.type === 'collectors.changed')
    return { ...place, type: event.type, childId: event.item_id, escorts: event.escorts ?? [] }
  if (event.type === 'mentor.changed')
    return { ...place, type: event.type, childId: event.item_id, mentor: event.mentor }
  if (event.type === 'allergies.changed')
    return { ...place, type: event.type, childId: event.item_id, allergies: event.allergies ?? [] }
  if (event.type === 'attendance.changed') return { ...place, type: event.type, item: staffStay(event.stay!) }
  if (event.type === 'presence.changed')
    return { ...place, type: event.type, presence: presenceOf(event.item_id, event.presence ?? []) }
  if (event.type === 'staffing.changed') return { ...place, type: event.type, item: staffingOf(event.staffing!) }
  if (event.type === 'work.media_changed') return { ...place, type: event.type, mediaId: event.item_id }
  if (event.type === 'planning.changed')
    return { ...place, type: event.type, childId: event.item_id, plan: planOf(event.plan!) }
  if (event.type === 'planning.closed') {
    const { isClosed, ...closing } = event.closing!
    return { ...place, type: event.type, closing, isClosed }
  }
  if (event.type === 'absence.reported' || event.type === 'absence.changed' || event.type === 'absence.seen') {
    const item = role === 'guardian' ? guardianAbsence(event.absence!) : staffAbsence(event.absence!)
    return { ...place, type: event.type, item } as LiveEvent
  }
  if (event.type.startsWith('handover.')) return handoverView(event, role, isOpen)
  if (event.type.startsWith('journal.')) return journalView(event, role)
  if (event.type === 'own.action_answered')
    return { ...place, type: event.type, actionId: event.item_id, answer: event.answer && ownAnswer(event.answer) }
  if (event.type === 'own.conversation_read' || event.type === 'work.conversation_read') {
    const marker = isOpen ? event.markers?.[role] : undefined
    return {
      ...place,
      type: event.type,
      conversationId: marker === undefined ? null : event.item_id,
      marker: marker ?? 0,
    }
  }
  if (event.type === 'action.asked' || event.type === 'action.changed' || event.type === 'action.answered') {
    const item = role === 'guardian' ? guardianAction(event.action!) : staffAction(event.action!)
    return { ...place, type: event.type, item } as LiveEvent
  }
  if (event.conversation) return conversationView(event, event.conversation, role, isOpen)
  if (event.type.startsWith('photos.')) return photosView(event, role)
  if (event.type !== 'diary.posted' && event.type !== 'diary.edited' && event.type !== 'diary.removed') {
    throw new Error(`no view of ${event.type}`)
  }
  if (!event.entry || event.entry.removed_at || event.type === 'diary.removed') {
    return { ...place, type: 'diary.removed', itemId: event.item_id, childId: event.child_id! }
  }
  const item = role === 'guardian' ? guardianEntry(event.entry) : staffEntry(event.entry)
  return { ...place, type: event.type, item } as LiveEvent
}

/** What was told as it is now; what was taken back, whatever the event once was, is a tombstone, and so is what is not the reader's to have. */
function handoverView(event: LoadedEvent, role: string, isOpen: boolean): LiveEvent {
  const place = { channel: event.channel, seq: event.event_seq, at: event.at.toISOString() }
  const told = event.handover
  const gone = { ...place, type: 'handover.withdrawn', itemId: event.item_id, childId: event.child_id! } as const
  if (!isOpen || !told) return gone
  if (told.withdrawn_at) return role === 'guardian' ? gone : { ...gone, was: takenBack(told) }
  if (event.type === 'handover.withdrawn') return gone
  const item = role === 'guardian' ? guardianHandover(told) : staffHandover(told)
  return { ...place, type: event.type, item } as LiveEvent
}

/** To guardians what it says now, or that it is gone; to carers that it is another. */
function journalView(event: LoadedEvent, role: string): LiveEvent {
  const place = { channel: event.channel, seq: event.event_seq, at: event.at.toISOString() }
  if (role !== 'guardian') return { ...place, type: event.type, journalId: event.journal!.journal_id } as LiveEvent
  if (!event.journal || event.journal.removed_at || event.type === 'journal.removed')
    return { ...place, type: 'journal.removed', itemId: event.item_id, childId: event.child_id! }
  return { ...place, type: event.type, item: guardianJournal(event.journal) } as LiveEvent
}

/** The card as it is now; one that is gone, whatever the event once was, is a tombstone. */
function photosView(event: LoadedEvent, role: string): LiveEvent {
  const place = { channel: event.channel, seq: event.event_seq, at: event.at.toISOString() }
  if (!event.card || event.card.removed_at || event.type === 'photos.removed')
    return { ...place, type: 'photos.removed', itemId: event.item_id, childId: event.child_id! }
  const item = role === 'guardian' ? guardianPhotos(event.card) : staffPhotos(event.card)
  return { ...place, type: event.type, item } as LiveEvent
}

/** The conversation as it is now, and of a message that too. */
function conversationView(event: LoadedEvent, json: ConversationJson, role: string, isOpen: boolean): LiveEvent {
  const isGuardian = role === 'guardian'
  const whole = isOpen ? withGated(json) : json
  const conversation = isGuardian ? guardianConversation(whole) : staffConversation(whole)
  const place = {
    channel: event.channel,
    seq: event.event_seq,
    at: event.at.toISOString(),
    type: event.type,
    conversation,
  }
  if (!event.message) return place as LiveEvent
  const attachments = event.message.attachments.filter(({ gate }) => isOpen || !gate)
  const row = { ...event.message, attachments }
  return { ...place, message: isGuardian ? guardianMessage(row) : staffMessage(row) } as LiveEvent
}

function withGated(json: ConversationJson): ConversationJson {
  const { last, gated } = json
  if (!last || !gated) return json
  return { ...json, last: { ...last, attached: { ...last.attached, photos: last.attached.photos + gated.photos } } }
}
