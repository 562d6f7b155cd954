import type { Me } from '../backend/contract/account.ts'
import { countUnsent } from './account-store.ts'
import { countDrafts } from './draft-shelf.ts'

export type Unsent = Awaited<ReturnType<typeof countUnsent>> & { drafts: number }
export const noneUnsent: Unsent = { writings: 0, files: 0, drafts: 0 }

/** What somebody wrote or chose on this device and did not send: signing out erases it. */
export async function unsentOf({ person, roles }: Me): Promise<Unsent> {
  const sends = roles.some((role) => role === 'guardian' || role === 'staff' || role === 'manager')
  return { ...noneUnsent, ...(sends && (await countUnsent(person.id))), drafts: countDrafts(person.id) }
}

export const countOf = ({ writings, files, drafts }: Unsent): number => writings + files + drafts
