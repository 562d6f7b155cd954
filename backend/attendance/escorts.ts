import type { EscortChoice } from '../contract/attendance.ts'
import type { Escort } from '../contract/stay.ts'
import { Refusal } from '../errors.ts'

/**
 * Who was chosen, with the name of now; `was` stays what it is though nobody would choose it any more.
 * @throws Refusal `invalid` for somebody who may not bring or fetch this child today
 */
export function chosen(
  choice: EscortChoice,
  escorts: readonly Escort[] | undefined,
  path: string,
  was: Escort | null = null,
): Escort | null {
  if (choice === null) return null
  const isIt = (one: Escort) => one.kind === choice.kind && one.id === choice.id
  const found = escorts?.find(isIt) ?? (was && isIt(was) ? was : undefined)
  if (!found) throw new Refusal('invalid', { fields: [{ path, reason: 'not_allowed' }] })
  return found
}
