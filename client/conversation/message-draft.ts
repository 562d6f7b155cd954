import { createSignal } from 'solid-js'
import { v7 } from 'uuid'
import { longestMessage } from '../../backend/contract/conversation-limits.ts'
import type { Message } from '../../backend/contract/message.ts'
import { type Id, isVisible } from '../../backend/contract/values.ts'
import { cleanText } from '../diary/composer/clean-text.ts'
import { keepDraft, readDraft, readDrafts, removeDraft } from '../draft-shelf.ts'
import type { DraftFile } from './draft-file.ts'

/** So many characters before the end they are counted. */
const countedFrom = 500

/** Under which name what is written in a conversation is kept. */
export const draftName = (conversation: string): string => `message.${conversation}`

/** What this person was writing in a conversation. */
export const keptText = (person: Id, conversation: string): string =>
  readDraft<KeptDraft>(person, draftName(conversation))?.text ?? ''

interface KeptDraft {
  text: string
  files?: readonly DraftFile[]
  /** Of a message that was taken back here, and may have arrived all the same: sent again, it comes once. */
  messageId?: Id | undefined
}

/** The keys of the files that are to go with what this person is writing. */
export const draftedFiles = (person: Id): ReadonlySet<Id> =>
  new Set(readDrafts<KeptDraft>(person, draftName('')).flatMap(({ files = [] }) => files.map(({ key }) => key)))

/** One text behind the other. */
const joined = (...texts: string[]): string => texts.filter((part) => part !== '').join('\n\n')

/** Puts all that was being written under one name behind what is being written under another, in a conversation each. */
export function moveDraft(person: Id, from: string, to: string): void {
  const moved = readDraft<KeptDraft>(person, draftName(from))
  if (!moved) return
  const there = readDraft<KeptDraft>(person, draftName(to))
  const text = joined(there?.text.trim() ?? '', moved.text)
  const files = [...(there?.files ?? []), ...(moved.files ?? [])]
  const messageId = there?.messageId ?? moved.messageId
  keepDraft(person, draftName(to), { text, files, messageId } satisfies KeptDraft)
  removeDraft(person, draftName(from))
}

/** Under which name it is kept how somebody changes a message. */
const changeName = ({ id }: Message) => `change ${id}`

/** What is being written in a conversation: it survives a reload, and what changes a message that was sent stands apart from it. */
export function createMessageDraft(person: Id, conversation: string) {
  const kept = readDraft<KeptDraft>(person, draftName(conversation))
  const [text, setText] = createSignal(kept?.text ?? '')
  const [files, setFiles] = createSignal<readonly DraftFile[]>(kept?.files ?? [])
  const [changing, setChanging] = createSignal<Message | null>(null)
  const [changed, setChanged] = createSignal('')
  let messageId = kept?.messageId
  const keep = (next: string, along: readonly DraftFile[] = files()) => {
    setText(next)
    setFiles(along)
    if (next === '' && along.length === 0) {
      messageId = undefined
      removeDraft(person, draftName(conversation))
    } else keepDraft(person, draftName(conversation), { text: next, files: along, messageId } satisfies KeptDraft)
  }
  const shown = () => (changing() ? changed() : text())
  const clean = () => cleanText(shown())
  return {
    /** What stands in the field. */
    text: shown,
    type(next: string): void {
      const message = changing()
      if (message) {
        setChanged(next)
        keepDraft(person, changeName(message), { text: next })
      } else keep(next)
    },
    /** What would be sent. */
    clean,
    left: () => longestMessage - clean().length,
    isCounted: () => longestMessage - clean().length <= countedFrom,
    canGo: () =>
      (isVisible(clean()) || (files().length > 0 && changing() === null)) && clean().length <= longestMessage,
    /** What would go along; nothing with what changes an earlier message. */
    files,
    setFiles: (how: (files: readonly DraftFile[]) => readonly DraftFile[]): void => keep(text(), how(files())),
    /** Under which id it is sent. */
    messageId: (): Id => messageId ?? v7(),
    /**
     * Puts what did not go back, behind what is here.
     * @param id its own, unless it is another message from here on
     */
    takeBack(said: string, along: readonly DraftFile[], id?: Id): void {
      messageId = id ?? messageId
      keep(joined(text().trim(), said), [...files(), ...along])
    },
    changing,
    /** Begins to change a message, with what was typed of it before; with null it is over. */
    change(message: Message | null): void {
      const before = changing()
      if (before) removeDraft(person, changeName(before))
      setChanged(message ? (readDraft<{ text: string }>(person, changeName(message))?.text ?? message.text) : '')
      setChanging(message)
    },
    clear: () => keep('', []),
  }
}

export type MessageDraft = ReturnType<typeof createMessageDraft>
