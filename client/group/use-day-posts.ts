import { type Accessor, createMemo } from 'solid-js'
import type { Day, Id } from '../../backend/contract/values.ts'
import { type DayPost, dayPosts } from '../diary/staff-day-posts.ts'
import { postsOf } from '../diary/staff-posts.ts'
import { useT } from '../locales/words.ts'
import { type PhotoPost, photoPostsOf } from '../photo/staff-photo-posts.ts'
import { dayOf } from '../time.ts'
import { initials } from '../ui/tag.tsx'
import { useGroup } from './group-day.tsx'
import { useStaffWork } from './staff-work.tsx'

/** What stands in this group on a day, with what is on its way, and how its children are called. */
export function useDayPosts(day: Accessor<Day>): {
  posts: Accessor<readonly DayPost[]>
  photoPosts: Accessor<readonly PhotoPost[]>
  /** Photos of another group that were reported of a child who is in this one by now. */
  reportedElsewhere: Accessor<readonly PhotoPost[]>
  nameOf: (id: Id) => string
  initialsOf: (id: Id) => string
} {
  const t = useT('staff')
  const group = useGroup()
  const { me, outbox } = useStaffWork()
  const state = () => group.on(day())
  const names = createMemo(() => {
    const known = new Map<Id, string>()
    for (const child of state()?.children ?? []) known.set(child.id, child.callName)
    // Who came to the group later, for what was reported of them elsewhere.
    for (const child of group.today()?.children ?? []) if (!known.has(child.id)) known.set(child.id, child.callName)
    for (const { work } of outbox.sends()) {
      for (const [id, name] of Object.entries(work.callNames)) if (!known.has(id)) known.set(id, name)
    }
    return known
  })
  const nameOf = (id: Id) => names().get(id) ?? t('day.otherChild')
  const sends = () => outbox.sends().filter(({ work }) => work.groupId === group.groupId)
  const isOfDay = (aboutAt: string) => dayOf(aboutAt) === day()
  const photoPosts = createMemo(() => {
    const author = { id: me.person.id, name: me.person.firstName }
    return photoPostsOf(state()?.photos ?? [], sends(), names(), author, isOfDay)
  })
  const reportedElsewhere = createMemo(() => {
    const cards = (group.today()?.reported ?? []).filter(({ groupId }) => groupId !== group.groupId)
    const ofDay = cards.filter(({ aboutAt }) => isOfDay(aboutAt))
    return photoPostsOf(ofDay, [], names(), { id: me.person.id, name: me.person.firstName }, isOfDay)
  })
  return {
    reportedElsewhere,
    posts: createMemo(() =>
      dayPosts(postsOf(state()?.entries ?? [], sends(), names(), me.person.firstName, isOfDay), photoPosts()),
    ),
    photoPosts,
    nameOf,
    initialsOf: (id) => {
      const child = state()?.children.find((known) => known.id === id)
      return child ? initials(child.callName, child.surname) : initials(nameOf(id))
    },
  }
}
