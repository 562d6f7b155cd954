import { createSignal } from 'solid-js'
import type { Conversations as Reply } from '../../backend/contract/conversation.ts'
import type { LiveEvent } from '../../backend/contract/live.ts'
import type { Id } from '../../backend/contract/values.ts'
import { openAccountStore } from '../account-store.ts'
import { createAnswerSends } from '../action/answer-sends.ts'
import { deliverAnswer, type TookAnswer } from '../action/deliver-answer.ts'
import { call } from '../api.ts'
import { now } from '../clock.ts'
import { deliverOfGuardian } from '../handover/handover-sending.ts'
import { type Outbox, openOutbox } from '../outbox.ts'
import type { Store } from '../store.ts'
import { asksGuardian, isOfMail, type Line, newestFirst, type Thread, unreadIn } from './conversation-state.ts'
import { createConversations } from './conversations.ts'
import { createMessageFiles } from './message-files.ts'
import { sawIn } from './message-sends.ts'

export type MailChild = Reply['children'][number]

/** What a device keeps of the conversations of a guardian. */
interface Kept {
  lines: Line[]
  children: MailChild[]
  threads: [Id, Thread][]
}

const keepAfter = 800
const tryAgainAfter = 5000
/** So many messages are kept of a conversation that was opened. */
const keptMessages = 50

const lastOf = ({ messages, older, newer }: Thread): Thread => {
  const kept = messages.slice(-keptMessages)
  return { messages: kept, newer, older: kept.length < messages.length ? (kept[0]?.message.seq ?? older) : older }
}

/** The conversations of a guardian, with whom another could begin, and what is on its way. */
export async function openGuardianMail(options: {
  person: Id
  store: Store
  types: (conversationId: Id) => void
  /** Answers to what is asked go the same way; this is told what came of one. */
  answered: TookAnswer
}) {
  const { person, store } = options
  const account = await openAccountStore(person)
  const files = createMessageFiles(person, 'guardian', account, () => outbox.nudge())
  const outbox: Outbox = await openOutbox(person, 'guardian', account, (work) =>
    work.kind === 'answer' ? deliverAnswer(work, options.answered) : deliverOfGuardian(work, files),
  )
  const [children, setChildren] = createSignal<readonly MailChild[]>()
  const [failure, setFailure] = createSignal<unknown>()
  const [fromDevice, setFromDevice] = createSignal(false)
  let keepTimer: ReturnType<typeof setTimeout> | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  let closed = false

  const conversations = createConversations({
    reader: { side: 'guardian', personId: person },
    tellTyping: options.types,
    saw: sawIn(outbox),
    stale: () => refetchSoon(),
  })

  /** Fetches the list and what is on screen afresh. */
  async function refetch(): Promise<void> {
    clearTimeout(again)
    try {
      await conversations.asked(
        () => call('conversations'),
        (reply, missed) => {
          conversations.takeLines(reply.conversations, missed, true)
          setChildren(reply.children)
          setFromDevice(false)
          setFailure(undefined)
        },
      )
      await conversations.refetch()
      keepSoon()
    } catch (error) {
      setFailure(() => error)
      if (!closed) again = setTimeout(() => void refetch().catch(() => undefined), tryAgainAfter)
      throw error
    }
  }

  function refetchSoon(): void {
    clearTimeout(again)
    again = setTimeout(() => void refetch().catch(() => undefined), 200)
  }

  function keep(): void {
    clearTimeout(keepTimer)
    keepTimer = undefined
    const threads = [...conversations.threads()].filter(([, { newer }]) => newer === null)
    const kept: Kept = {
      lines: [...conversations.lines().values()],
      children: [...(children() ?? [])],
      threads: threads.map(([id, thread]) => [id, lastOf(thread)]),
    }
    void store.write('conversations', kept, now())
  }

  function keepSoon(): void {
    // A fetch may end after somebody signed out; what was wiped then stays away.
    if (!closed) keepTimer ??= setTimeout(keep, keepAfter)
  }

  const keepWhenHidden = () => document.visibilityState === 'hidden' && keepTimer !== undefined && keep()
  document.addEventListener('visibilitychange', keepWhenHidden)

  const kept = await store.read<Kept>('conversations')
  if (kept) {
    conversations.takeKept(kept.value.lines, kept.value.threads)
    setChildren(kept.value.children)
    setFromDevice(true)
  }

  return {
    ...conversations,
    outbox,
    files,
    /** What the guardian answers to what is asked. */
    answers: createAnswerSends(outbox),
    /** The children, each with the other guardians and why none could begin; undefined until they were fetched. */
    children,
    failure,
    /** Only what the device kept is here; there may be more. */
    fromDevice,
    refetch,
    list: () => [...conversations.lines().values()].sort(newestFirst),
    unread: () => unreadIn(conversations.lines().values()),
    /** How many proposals to write together wait for this guardian. */
    proposals: () => [...conversations.lines().values()].filter((line) => asksGuardian(line, person)).length,
    apply(events: readonly LiveEvent[]): void {
      conversations.apply(events)
      // What was taken back is not read on this device any more either.
      if (events.some(({ type }) => type === 'message.retracted')) keep()
      else if (events.some(isOfMail)) keepSoon()
    },
    async open(id: Id, at: number | null): Promise<void> {
      await conversations.open(id, at)
      keepSoon()
    },
    async close(): Promise<void> {
      closed = true
      clearTimeout(keepTimer)
      clearTimeout(again)
      document.removeEventListener('visibilitychange', keepWhenHidden)
      conversations.close()
      await Promise.all([outbox.close(), files.close()])
      account.close()
    },
  }
}

export type GuardianMail = Awaited<ReturnType<typeof openGuardianMail>>
