import type { GroupDay } from '../backend/contract/group.ts'
import type { Role } from '../backend/contract/route.ts'
import type { Id } from '../backend/contract/values.ts'
import { call, type Reply } from './api.ts'
import { go, where } from './router.ts'
import { type Store, storeOf } from './store.ts'

type Groups = Reply<'groups'>['groups']
type KeptDay = { value: GroupDay; at: number } | undefined

/** The day of a group as the device kept it, and as the server tells it. */
interface DayAhead {
  kept: Promise<KeptDay>
  /** What `kept` came to, once it has. */
  found?: KeptDay
  fetched: Promise<GroupDay>
}

/** Under which name a device keeps the groups of whoever works there. */
export const groupsKey = 'groups'
/** Under which name a device keeps the day of a group. */
export const dayKey = (groupId: Id): string => `group ${groupId}`

/** What was asked longer ago, in milliseconds, is asked anew. */
const goodFor = 5000
/** A store that does not answer keeps nobody waiting for longer, in milliseconds. */
const patience = 700
let last: (DayAhead & { groupId: Id; store: Store; at: number }) | undefined
let guessed: Id | undefined

const isGood = (store: Store, groupId: Id) =>
  last?.groupId === groupId && last.store === store && performance.now() - last.at < goodFor

/** Asks for the day of a group while what its screens work with still opens; what was just asked is not asked again. */
export function askAhead(store: Store, groupId: Id): void {
  if (isGood(store, groupId)) return
  const fetched = call('groupDay', { params: { groupId }, query: {} })
  // Whoever took it hears what failed; whoever comes later asks anew.
  fetched.catch(() => {
    if (last?.fetched === fetched) last = undefined
  })
  const asked = { kept: store.read<GroupDay>(dayKey(groupId)), fetched, groupId, store, at: performance.now() }
  last = asked
  void asked.kept.then((found) => Object.assign(asked, { found }))
}

/** What was asked ahead of this group in this store, once. */
export function takeAhead(store: Store, groupId: Id): DayAhead | undefined {
  const asked = isGood(store, groupId) ? last : undefined
  last = undefined
  return asked
}

/**
 * Asks for the group that is opened first while the app itself still comes, and waits for what the device kept of it, so that it
 * is drawn at once. Where no group is asked for, the only one that this device knew of is opened.
 */
export async function openAhead(person: Id, role: Role): Promise<void> {
  const store = storeOf(person, role)
  const groupId = /^\/group\/([^/]+)/.exec(where().path)?.[1]
  if (groupId) askAhead(store, groupId)
  else guessed = openOnly(store, (await store.read<Groups>(groupsKey))?.value ?? [])
  await last?.kept
}

/** Waits for what a device keeps, but not for one that does not answer. */
export const notForLong = (reading: Promise<unknown>): Promise<unknown> =>
  Promise.race([reading, new Promise((enough) => setTimeout(enough, patience))])

/** Where no group is asked for and there is but one, opens it; gives that one. */
export function openOnly(store: Store, groups: Groups): Id | undefined {
  const [only, another] = groups
  if (!only || another || where().path !== '/') return undefined
  askAhead(store, only.id)
  go(`/group/${only.id}`, { replace: true })
  return only.id
}

/** The group that was opened before the server said which there are, once. */
export function takeGuess(): Id | undefined {
  const guess = guessed
  guessed = undefined
  return guess
}
