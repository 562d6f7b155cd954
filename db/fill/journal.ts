import { add, added, type Filling } from '../filling.ts'
import { channelOf } from './child.ts'

/** What a group did on a day, or is going to do, in the diaries of some of its children. */
export function journal(
  filling: Filling,
  given: {
    groupId: string
    groupName: string
    childIds: readonly string[]
    day: string
    part: 'done' | 'plan'
    title?: string
    text: string
    by: { id: string; firstName: string }
    at: Date
  },
): string {
  const { groupId, groupName, childIds, day, part, title = '', text, by, at } = given
  const about = { about_on: day, part, author_name: by.firstName, posted_at: at, version: 1 }
  const id = added(filling, 'journal', { ...about, group_id: groupId, author_id: by.id })
  for (const childId of childIds) {
    const channelId = channelOf(childId, 'diary')
    const channel = filling.channels.get(channelId)
    if (!channel) throw new Error('a journal needs children that were added here')
    const seq = Number(channel.seq) + 1
    channel.seq = seq
    const placeId = added(filling, 'journal_place', {
      ...about,
      journal_id: id,
      channel_id: channelId,
      seq,
      child_id: childId,
      group_name: groupName,
      title,
      text,
    })
    add(filling, 'event', {
      channel_id: channelId,
      seq,
      organisation_id: filling.organisationId,
      type: 'journal.posted',
      item_id: placeId,
      at,
    })
  }
  return id
}
