import { added, type Filling } from '../filling.ts'
import type { HandoverSaid } from '../schema/handover.ts'
import { channelOf } from './child.ts'

/** What a guardian told of a child before it came on a day, and perhaps that the group has seen it. */
export function handover(
  filling: Filling,
  given: {
    childId: string
    day: string
    said: Partial<HandoverSaid>
    by: { id: string; firstName: string }
    at: Date
    seen?: { id: string; firstName: string; at: Date }
  },
): string {
  const { childId, day, by, at, seen } = given
  const nothing = { night: null, slept: null, meal: null, mood: null, medicine: null, fetcher: null, note: '' }
  const said = { ...nothing, ...given.said }
  const channelId = channelOf(childId, 'diary')
  const id = added(filling, 'handover', {
    channel_id: channelId,
    child_id: childId,
    comes_on: day,
    said,
    teller_id: by.id,
    teller_name: by.firstName,
    told_at: at,
    seen_at: seen?.at ?? null,
    seen_by_id: seen?.id ?? null,
    seen_by_name: seen?.firstName ?? null,
  })
  const revision = (done: 'told' | 'seen', who: { id: string; firstName: string }, when: Date) =>
    added(filling, 'handover_revision', {
      handover_id: id,
      channel_id: channelId,
      done,
      said,
      person_id: who.id,
      person_name: who.firstName,
      at: when,
    })
  revision('told', by, at)
  if (seen) revision('seen', seen, seen.at)
  return id
}
