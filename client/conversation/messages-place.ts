import { createMemo } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { go, goBack, where } from '../router.ts'

/** Where somebody is among conversations: which words are looked for, and at which message. `root` is the list of them. */
export function createMessagesPlace(root: string) {
  const finding = () => where().query.get('find')
  const at = createMemo(() => Number(where().query.get('at')) || null)
  return {
    root,
    /** The words that are looked for; null while nobody looks. */
    finding,
    /** The seq of the message that was found. */
    at,
    /** Of a conversation; what is looked for stays beside it. */
    address(id: Id, more: Record<string, string> = {}): string {
      const query = new URLSearchParams({ ...(finding() !== null && { find: finding() ?? '' }), ...more }).toString()
      return `${root}/${id}${query && `?${query}`}`
    },
    back: () => goBack(root),
    find: () => go(`${where().path}?find=`, { stay: true }),
    findWords: (words: string) =>
      go(`${where().path}?${new URLSearchParams({ find: words })}`, { replace: true, stay: true }),
    leaveFinding: (opened: Id | null) => go(opened ? `${root}/${opened}` : root, { stay: true }),
  }
}

export type MessagesPlace = ReturnType<typeof createMessagesPlace>
