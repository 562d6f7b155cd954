import { createSignal } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import type { AccountStore } from '../account-store.ts'
import { isFor, type UploadFor, type UploadItem } from './upload-state.ts'

/** What the tabs of one person tell each other about the files. */
type Message = { changed: true } | { key: Id; bytes: number }

const inOrder = (a: UploadItem, b: UploadItem): number => a.order - b.order || (a.key < b.key ? -1 : 1)
const tellEvery = 500

/** The files of one account on this device: shown at once, written one after the other, the same in every tab. */
export async function openUploadShelf(
  store: AccountStore,
  purpose: UploadFor,
  channel: string,
  /** Another tab changed something, and it is here now. */
  changed: () => void,
) {
  const all = async () => (await store.uploads.all()).filter(isFor(purpose)).sort(inOrder)
  const [items, setItems] = createSignal<readonly UploadItem[]>(await all())
  const [sent, setSent] = createSignal<ReadonlyMap<Id, number>>(new Map())
  const [durable, setDurable] = createSignal(store.durable)
  const otherTabs = new BroadcastChannel(channel)
  const inMemory = new Map<Id, Blob>()
  const [previews, setPreviews] = createSignal<ReadonlyMap<Id, string>>(new Map())
  let writes: Promise<unknown> = Promise.resolve()
  let closed = false
  let toldAt = 0

  const tell = (message: Message) => closed || otherTabs.postMessage(message)

  function write(change: () => Promise<unknown>): Promise<unknown> {
    writes = writes.then(change).then(
      () => void tell({ changed: true }),
      (error: unknown) => {
        // A full device: what this page holds is still sent.
        console.warn('The files could not be stored.', error)
        setDurable(false)
      },
    )
    return writes
  }

  function put(...changes: UploadItem[]): Promise<unknown> {
    if (changes.length === 0) return writes
    const keys = new Set(changes.map(({ key }) => key))
    setItems((all) => [...all.filter(({ key }) => !keys.has(key)), ...changes].sort(inOrder))
    return write(() => store.uploads.put(changes))
  }

  function dropFiles(keys: readonly Id[]): void {
    for (const key of keys) inMemory.delete(key)
    if (keys.length > 0) void write(() => store.files.remove(keys))
  }

  async function reload(): Promise<void> {
    if (!durable()) return
    let stored: UploadItem[]
    let known: Promise<unknown>
    do {
      known = writes
      await known
      stored = await all()
    } while (known !== writes)
    setItems(stored)
    const here = new Set(stored.map(({ key }) => key))
    dropPreviews((key) => here.has(key))
  }

  const fileOf = async (key: Id): Promise<Blob | undefined> =>
    inMemory.get(key) ?? (await store.files.get(key).catch(() => undefined))?.file

  const show = (key: Id, file: Blob) => setPreviews((all) => new Map(all).set(key, URL.createObjectURL(file)))

  function dropPreviews(kept: (key: Id) => boolean): void {
    for (const [key, url] of previews()) if (!kept(key)) URL.revokeObjectURL(url)
    setPreviews((all) => new Map([...all].filter(([key]) => kept(key))))
  }

  otherTabs.addEventListener('message', async ({ data }: MessageEvent<Message>) => {
    if ('key' in data) return void setSent((all) => new Map(all).set(data.key, data.bytes))
    await reload()
    changed()
  })

  return {
    items,
    durable,
    find: (key: Id) => items().find((item) => item.key === key),
    put,
    reload,
    /** Forgets files with all that is here of them. */
    forget(keys: readonly Id[]): void {
      if (keys.length === 0) return
      setItems((all) => all.filter(({ key }) => !keys.includes(key)))
      dropFiles(keys)
      dropPreviews((key) => !keys.includes(key))
      void write(() => store.uploads.remove(keys))
    },
    keepFile(key: Id, file: Blob): void {
      inMemory.set(key, file)
      show(key, file)
      void write(async () => {
        await store.files.put([{ key, file }])
        // What the device keeps need not lie in memory too.
        inMemory.delete(key)
      })
    },
    dropFiles,
    /** The bytes of a file, if they are here. */
    fileOf,
    /** Whose bytes are here. */
    kept: async (): Promise<ReadonlySet<Id>> =>
      new Set([...inMemory.keys(), ...(await store.files.all()).map(({ key }) => key)]),
    preview: (key: Id) => previews().get(key),
    /** Makes the preview of a file that was chosen before this page was opened. */
    async showFile(key: Id): Promise<void> {
      const file = await fileOf(key)
      if (file && !previews().has(key)) show(key, file)
    },
    sent: (key: Id) => sent().get(key) ?? 0,
    /** Shows how many bytes of a file are at the server, also in the other tabs. */
    progress(key: Id, bytes: number): void {
      setSent((all) => new Map(all).set(key, bytes))
      if (Date.now() - toldAt < tellEvery) return
      toldAt = Date.now()
      tell({ key, bytes })
    },
    close(): Promise<unknown> {
      closed = true
      otherTabs.close()
      for (const url of previews().values()) URL.revokeObjectURL(url)
      return writes
    },
  }
}

export type UploadShelf = Awaited<ReturnType<typeof openUploadShelf>>
