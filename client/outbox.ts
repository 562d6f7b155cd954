import { type Accessor, batch, createSignal } from 'solid-js'
import type { Side } from '../backend/contract/message.ts'
import type { Id } from '../backend/contract/values.ts'
import type { AccountStore } from './account-store.ts'
import {
  type Failure,
  failed,
  held,
  inOrder,
  isOf,
  isPending,
  newSend,
  nextDue,
  nudged,
  retried,
  revived,
  type Send,
  started,
  succeeded,
  type Work,
  withAdded,
  withoutArrived,
} from './outbox-state.ts'
import { createTurns } from './turns.ts'

export interface Outbox {
  /** Everything that was handed in and has not come back yet, oldest first. */
  sends: Accessor<readonly Send[]>
  /** Takes work in; it is on screen at once. Settles when it is stored on this device. */
  add(id: Id, work: Work, undoable?: number): Promise<void>
  /** Tries a send again now. */
  retry(id: Id): void
  /** Keeps a send here while somebody changes it. */
  hold(id: Id): void
  /** Drops a send and its content. */
  discard(id: Id): void
  /** The entries that a fetch or an event showed, so that what was sent stands on screen once. */
  saw(entries: readonly { id: Id; version: number }[]): void
  /** Does this device keep what waits, also when the page closes. */
  durable: Accessor<boolean>
  /** The connection is back: try at once. */
  nudge(): void
  /** Stops sending in this tab; settles when everything is stored. */
  close(): Promise<unknown>
}

const takeOverAfter = 20_000

function later(what: () => void, pause: number, instead: ReturnType<typeof setTimeout> | undefined) {
  clearTimeout(instead)
  return setTimeout(what, pause)
}

type Deliver = (work: Work) => Promise<Failure | null>

/**
 * The durable queue of one account's sends on one side. One tab sends at a time; every tab of that side shows the same list.
 * @param deliver asks the server once; gives the failure, or null when the server has it
 */
export async function openOutbox(
  account: Id,
  side: Side,
  store: Pick<AccountStore, 'sends' | 'durable'>,
  deliver: Deliver,
): Promise<Outbox> {
  const stored = async () => (await store.sends.all()).filter(isOf(side)).sort(inOrder)
  const [sends, setSends] = createSignal<readonly Send[]>(await stored())
  const [durable, setDurable] = createSignal(store.durable)
  const lockName = `ouderapp-outbox-${account}`
  const otherTabs = new BroadcastChannel(lockName)
  const seen = new Map<Id, number>()
  const closing = new AbortController()
  let writes: Promise<unknown> = Promise.resolve()
  let timer: ReturnType<typeof setTimeout> | undefined

  function write(change: () => Promise<unknown>): Promise<unknown> {
    writes = writes.then(change).then(
      () => {
        if (!closing.signal.aborted) otherTabs.postMessage('changed')
      },
      (error: unknown) => {
        // Closed before it was written down: the next to open it sends that once more.
        if (closing.signal.aborted) return
        console.error('The outbox could not be stored.', error)
        setDurable(false)
      },
    )
    return writes
  }

  async function reload(): Promise<void> {
    if (!durable()) return
    try {
      let read: Send[]
      let known: Promise<unknown>
      do {
        known = writes
        await known
        read = await stored()
      } while (known !== writes)
      setSends(read)
    } catch (error) {
      if (closing.signal.aborted) return
      // What stands on screen is all there is now, and is still sent.
      console.error('The outbox could not be read.', error)
      setDurable(false)
    }
  }

  function put(...changed: Send[]): Promise<unknown> {
    const ids = new Set(changed.map(({ id }) => id))
    setSends((all) => [...all.filter(({ id }) => !ids.has(id)), ...changed].sort(inOrder))
    return write(() => store.sends.put(changed))
  }

  function drop(ids: readonly Id[]): Promise<unknown> {
    if (ids.length === 0) return writes
    setSends((all) => all.filter(({ id }) => !ids.includes(id)))
    return write(() => store.sends.remove(ids))
  }

  function change(id: Id, how: (send: Send) => Send): void {
    const send = sends().find((known) => known.id === id)
    if (send) void put(how(send))
  }

  function dropArrived(): void {
    const kept = new Set(withoutArrived(sends(), seen, Date.now()))
    void drop(
      sends()
        .filter((send) => !kept.has(send))
        .map(({ id }) => id),
    )
  }

  const turns = createTurns(lockName, closing.signal, sendAll, (error) => {
    console.error('The outbox stopped.', error)
    timer = later(flush, takeOverAfter, timer)
  })
  const flush = () => turns.take()

  async function sendAll(): Promise<void> {
    clearTimeout(timer)
    await reload()
    const interrupted = sends().filter(({ state }) => state === 'sending')
    if (interrupted.length > 0) await put(...interrupted.map(revived))
    while (!closing.signal.aborted) {
      const due = nextDue(sends(), Date.now())
      if (due && 'send' in due) await sendOne(due.send)
      else {
        if (due) timer = later(flush, Math.max(50, due.at - Date.now()), timer)
        break
      }
    }
    dropArrived()
  }

  async function sendOne(send: Send): Promise<void> {
    const begun = started(send)
    await put(begun)
    const failure = await deliver(begun.work)
    if (closing.signal.aborted) return
    await put(failure ? failed(begun, failure, Date.now(), Math.random()) : succeeded(begun, Date.now()))
  }

  function nudge(): void {
    const waiting = sends().filter((send) => nudged(send) !== send)
    if (waiting.length > 0) void put(...waiting.map(nudged))
    flush()
  }

  // The tab that sends may be closed halfway; then this one takes over.
  otherTabs.addEventListener('message', async () => {
    await reload()
    if (!turns.isTaken() && sends().some(isPending)) timer = later(flush, takeOverAfter, timer)
  })
  window.addEventListener('online', nudge, { signal: closing.signal })
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && nudge(), {
    signal: closing.signal,
  })
  nudge()

  return {
    sends,
    add(id, work, undoable = 0) {
      const added = withAdded(sends(), newSend(id, work, Date.now(), undoable))
      const gone = sends().filter((send) => !added.some((kept) => kept.id === send.id))
      let written: Promise<unknown> = writes
      batch(() => {
        void drop(gone.map((send) => send.id))
        written = put(...added.slice(-1))
      })
      flush()
      return written.then(() => undefined)
    },
    retry(id) {
      change(id, retried)
      flush()
    },
    hold: (id) => change(id, held),
    discard: (id) => void drop([id]),
    saw(entries) {
      for (const { id, version } of entries) seen.set(id, Math.max(seen.get(id) ?? 0, version))
      if (sends().some(({ state }) => state === 'sent')) dropArrived()
    },
    durable,
    nudge,
    close() {
      closing.abort()
      clearTimeout(timer)
      otherTabs.close()
      return writes
    },
  }
}
