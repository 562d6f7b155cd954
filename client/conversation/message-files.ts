import { type Accessor, createEffect, createMemo, createRoot, createSignal, on } from 'solid-js'
import type { Side } from '../../backend/contract/message.ts'
import type { Id } from '../../backend/contract/values.ts'
import type { AccountStore } from '../account-store.ts'
import type { Uploads } from '../photo/upload-queue.ts'
import { isUnderWay } from '../photo/upload-state.ts'

/** The files that one side of one account sends with messages: nothing of it is loaded before somebody chooses one. */
export interface MessageFiles {
  uploads: Accessor<Uploads | undefined>
  open(): Promise<Uploads>
  close(): Promise<unknown>
}

/** @param settled hears that nothing more comes of a file by itself: a message may wait for it */
export function createMessageFiles(account: Id, side: Side, store: AccountStore, settled: () => void): MessageFiles {
  const [uploads, setUploads] = createSignal<Uploads>()
  let opening: Promise<Uploads> | undefined
  let dispose = () => {}

  async function load(): Promise<Uploads> {
    const [{ openUploads }, { draftedFiles }] = await Promise.all([
      import('../photo/upload-queue.ts'),
      import('./message-draft.ts'),
    ])
    const opened = await openUploads(account, store, side, () => draftedFiles(account))
    createRoot((end) => {
      dispose = end
      const done = createMemo(() =>
        opened
          .items()
          .filter((item) => !isUnderWay(item))
          .map(({ key, state }) => `${key} ${state}`)
          .join(),
      )
      createEffect(on(done, () => queueMicrotask(settled), { defer: true }))
    })
    setUploads(() => opened)
    return opened
  }

  return {
    uploads,
    open() {
      opening ??= load().catch((error: unknown) => {
        opening = undefined
        throw error
      })
      return opening
    },
    async close() {
      const opened = await opening?.catch(() => undefined)
      dispose()
      return opened?.close()
    },
  }
}
