import { v7 as uuidv7 } from 'uuid'
import type { Fact } from '../../backend/contract/diary.ts'
import { add, added, type Filling } from '../filling.ts'
import { channelOf } from './child.ts'

export interface NewEntry {
  childId: string
  groupId: string
  postId?: string
  authorId: string
  authorName: string
  aboutAt: Date
  text: string
  facts: Fact[]
}

/** A diary entry with its event, posted at the time it is about. */
export function entry(filling: Filling, given: NewEntry): string {
  const channelId = channelOf(given.childId, 'diary')
  const channel = filling.channels.get(channelId)
  if (!channel) throw new Error('an entry needs a child that was added here')
  const seq = Number(channel.seq) + 1
  channel.seq = seq
  const id = added(filling, 'diary_entry', {
    channel_id: channelId,
    seq,
    child_id: given.childId,
    group_id: given.groupId,
    post_id: given.postId ?? uuidv7(),
    author_id: given.authorId,
    author_name: given.authorName,
    about_at: given.aboutAt,
    text: given.text,
    facts: given.facts,
    version: 1,
    posted_at: given.aboutAt,
  })
  add(filling, 'event', {
    channel_id: channelId,
    seq,
    organisation_id: filling.organisationId,
    type: 'diary.posted',
    item_id: id,
    at: given.aboutAt,
  })
  return id
}

/** What somebody has read of a channel so far. */
export function readMarker(
  filling: Filling,
  personId: string,
  role: string,
  channelId: string,
  seq: number,
  at: Date,
): void {
  add(filling, 'read_marker', {
    person_id: personId,
    role,
    channel_id: channelId,
    organisation_id: filling.organisationId,
    seq,
    at,
  })
}
