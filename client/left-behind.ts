import { deleteDB } from 'idb'
import type { Id } from '../backend/contract/values.ts'
import { paired } from './paired.ts'

const prefix = 'ouderapp-writing-'
const usedPrefix = 'ouderapp.writing.'
/** Files that nobody placed are gone from the server after a day. On a tablet a person comes back after days off. */
const keptFor = () => (paired() ? 14 : 3) * 86_400_000

/** How the database is called that holds what somebody wrote or chose here and did not send. */
export const writingsOf = (account: Id): string => prefix + account

/** Notes that what this person wrote here is in use now. */
export const noteWritings = (account: Id): void => localStorage.setItem(usedPrefix + account, String(Date.now()))

/** Erases what one person wrote or chose here and did not send. */
export async function forgetWritings(account: Id): Promise<void> {
  localStorage.removeItem(usedPrefix + account)
  await deleteDB(writingsOf(account))
}

/** Erases what anybody wrote or chose here and did not send. */
export async function forgetAllWritings(): Promise<void> {
  const names = (await indexedDB.databases()).map(({ name = '' }) => name)
  const accounts = names.flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []))
  await Promise.allSettled(accounts.map(forgetWritings))
}

/**
 * Erases what others than this person left here days ago, when their sessions ended by themselves: they may not come back.
 * @param present who uses this device now
 */
export async function forgetLeftBehind(present: Id | undefined): Promise<void> {
  const names = (await indexedDB.databases()).map(({ name = '' }) => name)
  const others = names.flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []))
  for (const account of others) {
    if (account === present) continue
    const usedAt = Number(localStorage.getItem(usedPrefix + account))
    // Written before this was noted: the days begin now.
    if (!usedAt) noteWritings(account)
    else if (usedAt < Date.now() - keptFor()) await forgetWritings(account)
  }
}
