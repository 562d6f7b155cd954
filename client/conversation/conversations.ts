import { batch, createSignal } from 'solid-js'
import type { ConversationPage } from '../../backend/contract/conversation.ts'
import { typingEvery, typingFor } from '../../backend/contract/conversation-limits.ts'
import type { LiveEvent, Typing } from '../../backend/contract/live.ts'
import type { Message } from '../../backend/contract/message.ts'
import type { Id } from '../../backend/contract/values.ts'
import { ApiError, call } from '../api.ts'
import {
  applyToLines,
  applyToThread,
  hidesUnread,
  isOfConversation,
  isOfMail,
  type Line,
  type Lines,
  type MailEvent,
  type Reader,
  type Thread,
  talkOf,
  threadOf,
  withNewer,
  withOlder,
  withRead,
} from './conversation-state.ts'

type Availability = ConversationPage['availability']

const pause = 300
const againAfter = 20_000
/** So many messages stand before the one that was looked for. */
const before = 10
/** So many pages are fetched afresh of what is on screen. */
const mostPages = 6

/** The conversations of one reader as they are on screen: what is listed, what is loaded of those that were opened, who is typing. */
export function createConversations(options: {
  reader: Reader
  /** Tells the others that this reader is typing. */
  tellTyping: (conversationId: Id) => void
  /** Messages that a fetch or an event showed. */
  saw: (messages: readonly Message[]) => void
  /** What is listed may miss something: fetch it afresh. */
  stale: () => void
}) {
  const { reader } = options
  const [lines, setLines] = createSignal<Lines>(new Map())
  const [threads, setThreads] = createSignal<ReadonlyMap<Id, Thread>>(new Map())
  const [availability, setAvailability] = createSignal<ReadonlyMap<Id, Availability>>(new Map())
  const [typing, setTyping] = createSignal<ReadonlyMap<Id, Typing>>(new Map())
  /** Up to where this reader has read here; the server may not know yet. */
  const readTo = new Map<Id, number>()
  const timers = new Map<Id, ReturnType<typeof setTimeout>>()
  const typingTimers = new Map<Id, ReturnType<typeof setTimeout>>()
  /** Events since each fetch that is under way began: its reply may be older than they are. */
  const underWay = new Set<MailEvent[]>()
  let looking: { id: Id; at: number | null } | null = null
  let toldTyping = { id: '', at: 0 }
  let closed = false

  /** Asks something, and takes the reply with what happened since it was asked. */
  async function asked<Reply>(
    ask: () => Promise<Reply>,
    take: (reply: Reply, missed: readonly MailEvent[]) => void,
  ): Promise<Reply> {
    const missed: MailEvent[] = []
    underWay.add(missed)
    try {
      const reply = await ask()
      batch(() => take(reply, missed))
      return reply
    } finally {
      underWay.delete(missed)
    }
  }

  const asRead = (line: Line): Line => withRead(line, readTo.get(line.conversation.id) ?? 0)

  /**
   * What was fetched of the list: in the place of everything, or beside what is there. A `part` of it says nothing of what somebody
   * looks at: that stays until it was fetched itself.
   */
  function takeLines(fetched: readonly Line[], missed: readonly MailEvent[], all: boolean | 'part'): void {
    const here = all === 'part' && looking ? lines().get(looking.id) : undefined
    const next = new Map(all ? [] : lines())
    if (here) next.set(here.conversation.id, here)
    for (const line of fetched) {
      const known = next.get(line.conversation.id)
      if (!known || known.head <= line.head) next.set(line.conversation.id, asRead(line))
    }
    setLines(applyToLines(next, missed, reader))
  }

  function put(id: Id, thread: Thread, missed: readonly MailEvent[]): void {
    const current = missed
      .filter(isOfConversation)
      .filter(({ channel }) => channel === id)
      .reduce(applyToThread, thread)
    setThreads((all) => new Map(all).set(id, current))
    options.saw(current.messages.map(({ message }) => message))
  }

  function takePage(
    id: Id,
    page: ConversationPage,
    missed: readonly MailEvent[],
    join: (thread: Thread | undefined) => Thread,
  ) {
    put(id, join(threads().get(id)), missed)
    setAvailability((all) => new Map(all).set(id, page.availability))
    const { conversation, head, marker, unread } = page
    takeLines([{ conversation, head, marker, unread }], missed, false)
  }

  function gone(id: Id): void {
    if (looking?.id === id) looking = null
    setLines((all) => new Map([...all].filter(([key]) => key !== id)))
  }
  const isGone = (cause: unknown) => cause instanceof ApiError && cause.code === 'not_found'

  const pageOf = (id: Id, query: { before?: string; after?: string } = {}) =>
    call('conversationPage', { params: { conversationId: id }, query }).catch((cause: unknown) => {
      if (isGone(cause)) gone(id)
      throw cause
    })

  /** Loads a conversation: its end, or around a message. */
  async function load(id: Id, at: number | null): Promise<void> {
    const query = at === null ? {} : { after: String(Math.max(0, at - before)) }
    await asked(
      () => pageOf(id, query),
      (page, missed) => takePage(id, page, missed, () => threadOf(page)),
    )
  }

  async function more(id: Id, query: { before?: string; after?: string }, isStill: (thread: Thread) => boolean) {
    const join = query.before === undefined ? withNewer : withOlder
    await asked(
      () => pageOf(id, query),
      (page, missed) => {
        const thread = threads().get(id)
        if (thread && isStill(thread)) takePage(id, page, missed, () => join(thread, page))
      },
    )
  }

  async function older(id: Id): Promise<void> {
    const from = threads().get(id)?.older
    if (from != null) await more(id, { before: String(from) }, (thread) => thread.older === from)
  }

  async function newer(id: Id): Promise<void> {
    const from = threads().get(id)?.newer
    if (from != null) await more(id, { after: String(from) }, (thread) => thread.newer === from)
  }

  /**
   * What is on screen of a conversation is fetched afresh, as far back as it was loaded. What else was loaded is fetched once it is
   * opened; what this reader no longer has goes, and keeps nothing else from being fetched.
   */
  const refetch = (): Promise<void> =>
    refetchShown().catch((cause: unknown) => {
      if (!isGone(cause)) throw cause
    })

  async function refetchShown(): Promise<void> {
    const here = looking
    const shown = here ? threads().get(here.id) : undefined
    setThreads((all) => new Map([...all].filter(([id]) => lines().has(id))))
    if (!here) return
    if (!shown) return load(here.id, here.at)
    if (here.at !== null && shown.newer !== null) return load(here.id, here.at)
    const first = shown.messages[0]?.message.seq ?? 0
    await asked(
      async () => {
        const last = await pageOf(here.id)
        const pages = [last]
        let from = last.older
        while (from !== null && from > first && pages.length < mostPages) {
          const page = await pageOf(here.id, { before: String(from) })
          pages.push(page)
          from = page.older
        }
        return pages
      },
      ([last, ...others], missed) => {
        if (last) takePage(here.id, last, missed, () => others.reduce(withOlder, threadOf(last)))
      },
    )
  }

  function apply(events: readonly LiveEvent[]): void {
    const all = events.filter(isOfMail)
    if (all.length === 0) return
    const mine = all.filter(isOfConversation)
    const isStale = all.some((event) => {
      const id = talkOf(event)
      const line = id && lines().get(id)
      return line ? hidesUnread(line, event) : isOfConversation(event)
    })
    batch(() => {
      for (const missed of underWay) missed.push(...all)
      setLines((known) => applyToLines(known, all, reader))
      setThreads((all) => {
        const next = new Map(all)
        for (const event of mine) {
          const thread = next.get(event.channel)
          if (thread) next.set(event.channel, applyToThread(thread, event))
        }
        return next
      })
      for (const event of mine) if (event.type === 'message.sent') noLongerTyping(event.channel)
    })
    options.saw(mine.flatMap((event) => ('message' in event ? [event.message] : [])))
    if (isStale) options.stale()
  }

  function noLongerTyping(id: Id): void {
    clearTimeout(typingTimers.get(id))
    setTyping((all) => (all.has(id) ? new Map([...all].filter(([key]) => key !== id)) : all))
  }

  async function tellRead(id: Id): Promise<void> {
    timers.delete(id)
    const seq = readTo.get(id)
    // A marker that could not be moved moves with the next one, or after a while; of what is gone it moves no more.
    if (seq)
      await call('readConversation', { params: { conversationId: id }, body: { seq } }).catch((cause: unknown) => {
        if (!closed && !isGone(cause))
          timers.set(
            id,
            setTimeout(() => void tellRead(id), againAfter),
          )
      })
  }

  return {
    reader,
    lines,
    line: (id: Id): Line | undefined => lines().get(id),
    thread: (id: Id): Thread | undefined => threads().get(id),
    threads,
    availability: (id: Id): Availability | undefined => availability().get(id),
    asked,
    takeLines,
    /** What a device kept, where nothing newer is there yet. */
    takeKept(kept: readonly Line[], loaded: readonly (readonly [Id, Thread])[]): void {
      batch(() => {
        setLines((all) => (all.size > 0 ? all : new Map(kept.map((line) => [line.conversation.id, asRead(line)]))))
        setThreads((all) => new Map([...loaded, ...all]))
      })
    },
    apply,
    refetch,
    /** Somebody looks at a conversation; what is loaded of it stays equal to the server until they leave. */
    async open(id: Id, at: number | null): Promise<void> {
      looking = { id, at }
      const there = threads().get(id)
      const isThere = there?.messages.some(({ message }) => message.seq === at)
      await load(id, at !== null && isThere && there?.newer === null ? null : at)
    },
    leave(id: Id): void {
      if (looking?.id === id) looking = null
    },
    older,
    newer,
    /** This reader has seen a conversation up to a message. */
    see(id: Id, seq: number): void {
      const line = lines().get(id)
      if (!line || seq <= Math.max(line.marker, readTo.get(id) ?? 0)) return
      readTo.set(id, seq)
      setLines((all) => new Map(all).set(id, withRead(line, seq)))
      if (!timers.has(id))
        timers.set(
          id,
          setTimeout(() => void tellRead(id), pause),
        )
    },
    /** What the server just answered about a message: it may be heard before it comes live. */
    took(message: Message): void {
      setThreads((all) => {
        const thread = all.get(message.conversationId)
        if (!thread) return all
        const messages = thread.messages.map((known) =>
          known.message.id === message.id && (known.message.retracted === null || message.retracted !== null)
            ? { ...known, message }
            : known,
        )
        return new Map(all).set(message.conversationId, { ...thread, messages })
      })
    },
    /**
     * The conversation as the server just answered it.
     * @param asked the head when it was asked: an event that came meanwhile may be newer
     */
    tookConversation(conversation: Line['conversation'], asked: number | undefined): void {
      const line = lines().get(conversation.id)
      if (line?.head === asked && line) setLines((all) => new Map(all).set(conversation.id, { ...line, conversation }))
    },
    gone,
    /** Who is typing in a conversation now. */
    typing: (id: Id): Typing | undefined => typing().get(id),
    heardTyping(said: Typing): void {
      const id = said.conversationId
      clearTimeout(typingTimers.get(id))
      setTyping((all) => new Map(all).set(id, said))
      typingTimers.set(
        id,
        setTimeout(() => noLongerTyping(id), typingFor),
      )
    },
    /** This reader is typing: told at most once in two seconds. */
    types(id: Id): void {
      if (toldTyping.id === id && Date.now() - toldTyping.at < typingEvery) return
      toldTyping = { id, at: Date.now() }
      options.tellTyping(id)
    },
    close(): void {
      closed = true
      for (const timer of [...timers.values(), ...typingTimers.values()]) clearTimeout(timer)
    },
  }
}

export type Conversations = ReturnType<typeof createConversations>
