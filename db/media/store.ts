import { randomBytes } from 'node:crypto'

/** Bytes of a file as HTTP counts them: both ends included, from 0; without `to` up to the file's end. */
export interface ByteRange {
  from: number
  to?: number
}

/** Where sealed files lie. It knows names without meaning and bytes, neither keys nor people. */
export interface MediaStore {
  /**
   * Stores a file whole and lasting, or not at all, under a name that was not used before; gives its length in bytes.
   * @throws StoreFull, StoreDown, or what the source threw
   */
  put(name: string, source: AsyncIterable<Uint8Array>): Promise<number>
  /**
   * A file's bytes, or those of a range; beyond the file's end there are none. Errors come with the first piece.
   * @throws NotStored, StoreDown; RangeError for a range that is none
   */
  read(name: string, range?: ByteRange): AsyncIterable<Uint8Array>
  /**
   * A file's length in bytes.
   * @throws NotStored, StoreDown
   */
  length(name: string): Promise<number>
  /**
   * Removes a file; one that is not there is fine.
   * @throws StoreDown
   */
  remove(name: string): Promise<void>
  /**
   * Every file, and when it was put; what is in the store under other names is not ours and is left out.
   * @throws StoreDown
   */
  names(): AsyncIterable<{ name: string; changedAt: Date }>
  /**
   * Frees what puts from before this moment left behind when their process died.
   * @throws StoreDown
   */
  forgetUnfinished(before: Date): Promise<void>
}

/** There is no room in the store; nothing of the file was kept. */
export class StoreFull extends Error {
  override name = 'StoreFull'
}

/** The store cannot be reached, or does not do what it should; worth another try. */
export class StoreDown extends Error {
  override name = 'StoreDown'
}

/** The store works, and has no file of this name. */
export class NotStored extends Error {
  override name = 'NotStored'
}

/** A name for a new file: 32 characters that mean nothing. */
export const newName = (): string => randomBytes(16).toString('hex')

/** Whether a store would take it: 26 to 40 small letters and digits, so that no name can be a path. */
export const isName = (name: string): boolean => /^[0-9a-z]{26,40}$/.test(name)

/**
 * Gives the name back.
 * @throws TypeError when it is none
 */
export function checkName(name: string): string {
  if (!isName(name)) throw new TypeError('A stored file’s name has 26 to 40 small letters and digits.')
  return name
}

/** @throws RangeError when an end is no whole number from 0, or the last lies before the first */
export function checkRange({ from, to = from }: ByteRange): void {
  const whole = Number.isSafeInteger(from) && Number.isSafeInteger(to)
  if (!whole || from < 0 || to < from) throw new RangeError(`There is no range ${from} to ${to}.`)
}
