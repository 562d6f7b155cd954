import type { StaffHandover } from '../../backend/contract/handover.ts'
import type { Escort } from '../../backend/contract/stay.ts'

const plain = (name: string) =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLocaleLowerCase('nl')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join(' ')

/**
 * Who of those who may fetch a child was told to do so: the guardian who said “I”, or the one whose name, or what they are to the child, it
 * is. Null where that is nobody, or could be several: a name of one word is a first name, also of who has no other.
 */
export function fetcherAmong(told: StaffHandover['fetcher'], escorts: readonly Escort[]): Escort | null {
  if (told === null) return null
  if (told.personId !== null) return escorts.find(({ kind, id }) => kind === 'guardian' && id === told.personId) ?? null
  const name = plain(told.name)
  const only = (found: readonly Escort[]) => (found.length === 1 ? (found[0] ?? null) : null)
  const called = (escort: Escort) => {
    const [whole, relation] = [plain(escort.name), plain(escort.relation ?? '')]
    const [first = ''] = whole.split(' ')
    return [whole, first, relation, `${relation} ${whole}`, `${relation} ${first}`, `${whole} ${relation}`]
  }
  return (
    (name.includes(' ') ? only(escorts.filter((escort) => plain(escort.name) === name)) : null) ??
    only(escorts.filter((escort) => name !== '' && called(escort).some((one) => one.trim() === name)))
  )
}
