import { v7 } from 'uuid'
import type { Id } from '../../backend/contract/values.ts'
import { createTurns } from '../turns.ts'
import type { UploadShelf } from './upload-shelf.ts'
import {
  arrived,
  failed,
  isLeaving,
  isUnreached,
  nextUpload,
  nudged,
  renewed,
  revived,
  started,
  type UploadItem,
} from './upload-state.ts'
import { transfer } from './upload-transfer.ts'

const atOnce = 3
const takeOverAfter = 20_000

/**
 * Sends what waits, some files at once. One tab sends at a time.
 * @param whole hears that the server has every byte of a file
 * @param answered hears with every attempt whether anybody answered
 */
export function createSender(
  shelf: UploadShelf,
  lockName: string,
  whole: () => void,
  answered: (answers: boolean) => void,
) {
  const closing = new AbortController()
  const busy = new Map<Id, AbortController>()
  let finished: (() => void) | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function later(pause: number): void {
    clearTimeout(timer)
    if (!closing.signal.aborted) timer = setTimeout(flush, pause)
  }

  const turns = createTurns(lockName, closing.signal, sendAll, (error) => {
    console.error('The uploads stopped.', error)
    later(takeOverAfter)
  })

  function flush(): void {
    if (closing.signal.aborted) return
    if (finished) fill()
    else turns.take()
  }

  async function sendAll(): Promise<void> {
    clearTimeout(timer)
    await shelf.reload()
    const interrupted = shelf.items().filter(({ state }) => state === 'sending')
    await shelf.put(...interrupted.map(revived))
    await new Promise<void>((done) => {
      finished = done
      fill()
    })
    finished = undefined
    const next = nextUpload(shelf.items(), new Set(), Date.now())
    if (next) later('at' in next ? Math.max(50, next.at - Date.now()) : 50)
  }

  function fill(): void {
    while (busy.size < atOnce && !closing.signal.aborted) {
      const next = nextUpload(shelf.items(), new Set(busy.keys()), Date.now())
      if (!next || 'at' in next) break
      const { item } = next
      const stop = new AbortController()
      busy.set(item.key, stop)
      void sendOne(item, AbortSignal.any([stop.signal, closing.signal]))
        .catch((error: unknown) => console.error('A file could not be sent.', error))
        .finally(() => {
          busy.delete(item.key)
          fill()
        })
    }
    if (busy.size === 0) finished?.()
  }

  async function sendOne(item: UploadItem, signal: AbortSignal): Promise<void> {
    const { key } = item
    const begun = started(item)
    await shelf.put(begun)
    const file = await shelf.fileOf(key)
    const progress = (bytes: number) => {
      answered(true)
      shelf.progress(key, bytes)
    }
    const outcome = file
      ? await transfer(begun, file, progress, signal)
      : { code: 'missing' as const, message: '', retryable: false }
    const now = shelf.find(key)
    if (closing.signal.aborted || !now || now.removedAt !== null || now.id !== item.id || !isLeaving(now)) return
    answered(typeof outcome === 'string' || !isUnreached(outcome))
    if (outcome === 'arrived') {
      await shelf.put(arrived(now))
      whole()
    } else if (outcome === 'ended') shelf.forget([key])
    else if (outcome === 'lost') await shelf.put(renewed(now, v7()))
    else await shelf.put(failed(now, outcome, Date.now(), Math.random()))
  }

  return {
    flush,
    /** Another tab changed something: should it be closed halfway, this one takes over. */
    watch(): void {
      if (!turns.isTaken() && shelf.items().some(isLeaving)) later(takeOverAfter)
    },
    /** The connection is back: nothing waits any longer. */
    nudge(): void {
      const waiting = shelf.items().filter((item) => nudged(item) !== item)
      void shelf.put(...waiting.map(nudged))
      flush()
    },
    stop: (key: Id) => busy.get(key)?.abort(),
    close(): void {
      closing.abort()
      clearTimeout(timer)
    },
  }
}
