import { type Accessor, batch, createSignal } from 'solid-js'
import { v7 } from 'uuid'
import type { Placed } from '../../backend/contract/placed.ts'
import type { Id, Instant } from '../../backend/contract/values.ts'
import type { AccountStore } from '../account-store.ts'
import { ApiError, call } from '../api.ts'
import { filesOf, isPending } from '../outbox-state.ts'
import { type Answer, askServer } from './upload-answer.ts'
import { changedAt, type Largest, sorted, type Unfit } from './upload-files.ts'
import { createSender } from './upload-sender.ts'
import { openUploadShelf } from './upload-shelf.ts'
import {
  isLeaving,
  isPastUndo,
  itemOfUpload,
  type MediaKind,
  newItem,
  nextThrow,
  retried,
  revived,
  type UploadFor,
  type UploadItem,
  withServer,
} from './upload-state.ts'

/** A file that was here, and was placed from another device. */
export interface PlacedElsewhere extends Placed {
  groupId: Id
  kind: UploadItem['kind']
}

/** What somebody chose to send, until its photos are placed. */
export interface Uploads {
  /** Everything that was chosen here or sent from another device, in the order of choice. */
  items: Accessor<readonly UploadItem[]>
  /** How many bytes of a file are at the server. */
  sent: (key: Id) => number
  /** The address of the file itself as long as this page holds it, to show it before the server has it. */
  preview: (key: Id) => string | undefined
  /** Makes the address of a file that was chosen before this page was opened. */
  showFile(key: Id): Promise<void>
  /** Takes files in for a group, keeps them on this device and begins to send; gives their keys and what cannot be sent. */
  add(groupId: Id, files: readonly File[]): { keys: Id[]; unfit: Unfit[] }
  /** Takes files in that go with messages about a child; gives their keys. */
  addFor(childId: Id, files: readonly { file: File; kind: MediaKind; name: string }[]): Id[]
  /** Sends a photo in the place of another, which is thrown away; gives its key. */
  replace(item: UploadItem, file: Blob, takenAt: Instant | null): Id
  /** Takes files away; for ten seconds they can come back, then they are thrown away. */
  remove(keys: readonly Id[]): void
  restore(keys: readonly Id[]): void
  /** Somebody is still offered the way back: the ten seconds of what was taken away begin anew. */
  waitWith(keys: readonly Id[]): void
  /** Throws away at once what was taken away and did not come back. */
  throwAway(keys: readonly Id[]): Promise<void>
  retry(item: UploadItem): void
  /** What was placed is nobody's upload any more. */
  placed(ids: readonly Id[]): void
  /** What was placed from another device while it stood here, until somebody has read it. */
  elsewhere: Accessor<readonly PlacedElsewhere[]>
  readElsewhere(groupId: Id): void
  /** Was it chosen on this device. */
  isHere: (key: Id) => boolean
  /** What the server calls a file. */
  idOf: (key: Id) => Id
  /** Asks the server how it stands with everything. */
  refresh(): Promise<void>
  /** Whether it is heard at once when the server is further with a file. */
  listening(heard: boolean): void
  nudge(): void
  /** How large one file may be; null until the server has said it. */
  largest: Accessor<Largest | null>
  /** Did the server answer when it was last asked or sent something. */
  reached: Accessor<boolean>
  /** Does this device keep the files, also when the page closes. */
  durable: Accessor<boolean>
  close(): Promise<unknown>
}

const askAgainAfter = 5000
/** Nothing tells that a file for a message is further: it is small, and somebody waits for it. */
const askSoonAfter = 1200
const askAnywayAfter = 30_000

/**
 * The durable queue of one account's files, for one of what they may be for.
 * @param drafted the keys of what is to go with something that is being written: what goes with nothing is not sent anew
 */
export async function openUploads(
  account: Id,
  store: AccountStore,
  purpose: UploadFor = 'photos',
  drafted: () => ReadonlySet<Id> = () => new Set(),
): Promise<Uploads> {
  const name = `ouderapp-uploads-${account}${purpose === 'photos' ? '' : `-${purpose}`}`
  const shelf = await openUploadShelf(store, purpose, name, () => {
    sender.watch()
    throwSoon()
  })
  const [reached, setReached] = createSignal(true)
  const sender = createSender(shelf, name, () => askSoon(), setReached)
  const [foreign, setForeign] = createSignal<readonly UploadItem[]>([])
  const [elsewhere, setElsewhere] = createSignal<readonly PlacedElsewhere[]>([])
  const [largest, setLargest] = createSignal<Largest | null>(null)
  const closing = new AbortController()
  const all = () => [...shelf.items(), ...foreign()]
  const items = () => all().filter(({ state }) => state !== 'thrown')
  const discarding = new Set<Id>()
  let order = Math.max(0, ...shelf.items().map((item) => item.order))
  let heard = false
  /** Grows with all that makes an answer to an earlier question wrong. */
  let changes = 0
  let asking: Promise<void> | undefined
  let askAgain = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let throwing: ReturnType<typeof setTimeout> | undefined

  async function refresh(): Promise<void> {
    if (asking) {
      askAgain = true
      return asking
    }
    asking = ask()
      .catch((error: unknown) => {
        // What this device keeps was closed meanwhile.
        if (!closing.signal.aborted) throw error
      })
      .finally(() => {
        asking = undefined
        if (askAgain && !closing.signal.aborted) void refresh()
        else askSoon()
      })
    askAgain = false
    return asking
  }

  async function ask(): Promise<void> {
    const before = changes
    const claimed = items().filter((item) => !isLeaving(item))
    const answer = await askServer(purpose, claimed, closing.signal)
    if (closing.signal.aborted) return
    setReached(answer !== 'unreached')
    if (!answer || answer === 'unreached') return
    setLargest(answer.most)
    const kept = await shelf.kept()
    // An attempt to place them whose answer was lost is made once more, with what is known of them.
    const sends = await store.sends.all()
    const placing = new Set(sends.flatMap((send) => (send.state === 'sent' ? [] : filesOf(send))))
    const tried = new Set(sends.flatMap((send) => (isPending(send) && !send.held ? filesOf(send) : [])))
    // A post that is tried anyway hears it by itself.
    const others = answer.placed.filter(({ mediaId, postId }) => {
      const key = all().find(({ id }) => id === mediaId)?.key
      return key !== undefined && !tried.has(key) && !sends.some(({ id }) => id === postId)
    })
    if (closing.signal.aborted) return
    // The server is there: what was thrown away without a connection is thrown away there as well.
    discardThrown()
    if (before !== changes) askAgain = true
    else {
      placedElsewhere(others)
      const named = drafted()
      const isAbandoned = ({ id, key }: UploadItem) => purpose !== 'photos' && answer.missed.has(id) && !named.has(key)
      drop((item) => (answer.ended.has(item.id) || isAbandoned(item)) && !placing.has(item.key))
      take(answer, kept)
    }
  }

  function take({ uploads, missed, ended }: Answer, kept: ReadonlySet<Id>): void {
    const byId = new Map(uploads.map((upload) => [upload.id, upload]))
    const changed = shelf.items().flatMap((item) => {
      const upload = byId.get(item.id)
      if (!upload && !missed.has(item.id)) return []
      const next = withServer(item, upload, kept.has(item.key) && !ended.has(item.id), v7)
      return JSON.stringify(next) === JSON.stringify(item) ? [] : [next]
    })
    const known = new Set(shelf.items().map(({ id }) => id))
    const before = new Map(foreign().map((item) => [item.id, item]))
    batch(() => {
      void shelf.put(...changed)
      setForeign(
        uploads.filter(({ id }) => !known.has(id)).map((upload) => itemOfUpload(upload, before.get(upload.id))),
      )
    })
    // What goes with a message stays here until it went: without a connection that can take longer than the server keeps it.
    const done =
      purpose !== 'photos'
        ? []
        : shelf.items().filter(({ key, state }) => kept.has(key) && (state === 'ready' || state === 'refused'))
    shelf.dropFiles(done.map(({ key }) => key))
    if (changed.some(({ state }) => state === 'waiting')) sender.flush()
  }

  function askSoon(): void {
    clearTimeout(timer)
    const awaited = ['processing', 'sending', 'thrown']
    if (closing.signal.aborted || !all().some(({ state }) => awaited.includes(state))) return
    const pause = purpose === 'photos' ? askAgainAfter : askSoonAfter
    timer = setTimeout(() => void refresh(), heard ? askAnywayAfter : pause)
  }

  /** Says something else of those files of these that can still come back. */
  function mark(keys: readonly Id[], how: (item: UploadItem) => UploadItem): void {
    const meant = (item: UploadItem) => item.state !== 'thrown' && keys.includes(item.key)
    batch(() => {
      void shelf.put(...shelf.items().filter(meant).map(how))
      setForeign((known) => known.map((item) => (meant(item) ? how(item) : item)))
    })
    throwSoon()
  }

  function discardThrown(): void {
    for (const item of all()) if (item.state === 'thrown' && !discarding.has(item.key)) void discard(item)
  }

  async function discard({ key, id }: UploadItem): Promise<void> {
    discarding.add(key)
    try {
      await call('discardUpload', { params: { mediaId: id } })
    } catch (error) {
      // Without an answer it waits for the next one of the server.
      if (!(error instanceof ApiError && error.code === 'not_found')) return askSoon()
    } finally {
      discarding.delete(key)
    }
    drop((item) => item.key === key)
  }

  function drop(which: (item: UploadItem) => boolean): void {
    changes += 1
    batch(() => {
      shelf.forget(shelf.items().flatMap((item) => (which(item) ? [item.key] : [])))
      setForeign((all) => all.filter((item) => !which(item)))
    })
  }

  /** The server says that another device placed these. */
  function placedElsewhere(placed: readonly Placed[]): void {
    const told = placed.flatMap((one) => {
      const item = items().find(({ id, removedAt }) => id === one.mediaId && removedAt === null)
      return item?.groupId ? [{ ...one, groupId: item.groupId, kind: item.kind }] : []
    })
    if (placed.length === 0) return
    batch(() => {
      setElsewhere((before) => [...before, ...told])
      drop(({ id }) => placed.some(({ mediaId }) => mediaId === id))
    })
  }

  async function throwAway(which: (item: UploadItem) => boolean): Promise<void> {
    // It may have been put back in another tab meanwhile.
    await shelf.reload()
    const gone = items().filter((item) => item.removedAt !== null && which(item))
    const keys = gone.map(({ key }) => key)
    shelf.dropFiles(keys)
    mark(keys, (item) => ({ ...item, state: 'thrown' }))
    discardThrown()
  }

  function throwSoon(): void {
    clearTimeout(throwing)
    const at = nextThrow(items())
    if (at === null || closing.signal.aborted) return
    throwing = setTimeout(() => void throwAway((item) => isPastUndo(item, Date.now())), Math.max(0, at - Date.now()))
  }

  function remove(keys: readonly Id[]): void {
    for (const key of keys) sender.stop(key)
    mark(keys, (item) => revived({ ...item, removedAt: Date.now() }))
  }

  function nudge(): void {
    sender.nudge()
    void refresh()
  }

  window.addEventListener('online', nudge, { signal: closing.signal })
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && nudge(), {
    signal: closing.signal,
  })
  throwSoon()
  sender.nudge()
  void refresh()

  return {
    items,
    sent: shelf.sent,
    preview: shelf.preview,
    showFile: shelf.showFile,
    durable: shelf.durable,
    reached,
    largest,
    add(groupId, files) {
      const { fit, unfit } = sorted(files, largest())
      const now = Date.now()
      order = Math.max(order, now)
      const added = fit.map(({ file, kind }) => {
        const takenAt = changedAt(file.lastModified, now)
        const item = newItem({ key: v7(), groupId, kind, name: file.name, bytes: file.size, order: ++order, takenAt })
        shelf.keepFile(item.key, file)
        return item
      })
      void shelf.put(...added)
      sender.flush()
      return { keys: added.map(({ key }) => key), unfit }
    },
    addFor(childId, files) {
      const now = Date.now()
      order = Math.max(order, now)
      const added = files.map(({ file, kind, name: called }) => {
        const takenAt = changedAt(file.lastModified, now)
        const place = { groupId: null, childId, side: purpose === 'photos' ? ('staff' as const) : purpose }
        const item = newItem({ key: v7(), ...place, kind, name: called, bytes: file.size, order: ++order, takenAt })
        shelf.keepFile(item.key, file)
        return item
      })
      void shelf.put(...added)
      sender.flush()
      return added.map(({ key }) => key)
    },
    replace(item, file, takenAt) {
      const { groupId, name: called, order: place } = item
      const added = newItem({
        key: v7(),
        groupId,
        kind: 'photo',
        name: called,
        bytes: file.size,
        order: place,
        takenAt,
      })
      shelf.keepFile(added.key, file)
      void shelf.put(added)
      remove([item.key])
      void throwAway(({ key }) => key === item.key)
      sender.flush()
      return added.key
    },
    remove,
    restore(keys) {
      mark(keys, (item) => ({ ...item, removedAt: null }))
      sender.flush()
    },
    waitWith(keys) {
      const away = items().filter(({ key, removedAt }) => removedAt !== null && keys.includes(key))
      mark(
        away.map(({ key }) => key),
        (item) => ({ ...item, removedAt: Date.now() }),
      )
    },
    throwAway: (keys) => throwAway(({ key }) => keys.includes(key)),
    retry(item) {
      if (item.state !== 'failed') return void shelf.put(retried(item)).then(sender.flush)
      void call('retryUpload', { params: { mediaId: item.id } }).then(refresh, refresh)
    },
    placed: (ids) => drop(({ id }) => ids.includes(id)),
    elsewhere,
    readElsewhere: (groupId) => void setElsewhere((before) => before.filter((one) => one.groupId !== groupId)),
    isHere: (key) => shelf.find(key) !== undefined,
    idOf: (key) => shelf.find(key)?.id ?? key,
    refresh,
    listening(now) {
      heard = now
      if (now) void refresh()
      else askSoon()
    },
    nudge,
    close() {
      closing.abort()
      clearTimeout(timer)
      clearTimeout(throwing)
      sender.close()
      return shelf.close()
    },
  }
}
