/** Before everything, and after everything. */
export const firstId = '00000000-0000-0000-0000-000000000000'
export const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** The place of an item in an order by moment and id, as the contract's `Cursor`. */
export const cursorOf = ({ at, id }: { at: Date; id: string }): string => `${at.toISOString()}_${id}`

/** The moment and id of a cursor; without one the end of all time. */
export function placeOf(cursor: string | undefined): [Date | 'infinity', string] {
  if (cursor === undefined) return ['infinity', lastId]
  const [at, id] = cursor.split('_') as [string, string]
  return [new Date(at), id]
}
