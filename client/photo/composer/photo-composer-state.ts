import { type Accessor, batch, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import type { Id } from '../../../backend/contract/values.ts'
import type { DraftStore } from '../../diary/composer/draft-store.ts'
import type { Outbox } from '../../outbox.ts'
import { filesOf } from '../../outbox-state.ts'
import type { Uncovered } from '../cover-editor.tsx'
import type { Unfit } from '../upload-files.ts'
import type { Uploads } from '../upload-queue.ts'
import {
  type DraftPhoto,
  hasWords,
  newPhotoDraft,
  type PhotoDraft,
  type PhotoTag,
  photoDraftKey,
  photosOf,
  type Tagging,
  untagged,
  withReplaced,
  withTags,
} from './photo-draft.ts'

/** The photos that are being tagged in one group, kept on this device with every change. */
export interface PhotoComposer {
  draft: Accessor<PhotoDraft>
  /** When it was last kept, by the server's clock; null while it is empty or not kept yet. */
  savedAt: Accessor<number | null>
  photos: Accessor<readonly DraftPhoto[]>
  /** The keys of the photos that are touched together. */
  selected: Accessor<readonly Id[]>
  select(keys: readonly Id[]): void
  /** The key of the photo that is looked at large. */
  looked: Accessor<Id | undefined>
  look(key: Id | undefined): void
  change(how: (draft: PhotoDraft) => PhotoDraft): void
  /** Says something of photos: of those that are selected, or of others. */
  tag(how: Tagging, keys?: readonly Id[]): void
  /** Takes files in, with who is on them; they are selected. Gives what cannot be sent. */
  add(files: readonly File[], childIds: readonly Id[]): Unfit[]
  /** Puts a covered picture in the place of a photo; what it was before is known only here, and only until it is placed. */
  replace(photo: DraftPhoto, file: Blob, tag: PhotoTag, before: Uncovered): void
  /** What a photo was before something on it was covered here. */
  uncovered(key: Id): Uncovered | undefined
  openNew(): Promise<void>
  /** Opens a send that did not arrive. */
  open(draft: PhotoDraft): Promise<void>
  /** Turns to a new page; what was said of photos that did not go along stays said. */
  close(gone: readonly Id[]): void
}

/** Makes the photo composer of a group; the tabs of an account change one draft together. A draft that has meanwhile been sent does not come back. */
export function createPhotoComposer(
  store: DraftStore<PhotoDraft>,
  uploads: Uploads,
  outbox: Outbox,
  groupId: Id,
  account: Id,
): PhotoComposer {
  const [draft, setDraft] = createSignal<PhotoDraft>(newPhotoDraft(groupId))
  const [savedAt, setSavedAt] = createSignal<number | null>(null)
  const [touched, setTouched] = createSignal<readonly Id[]>([])
  const [looked, setLooked] = createSignal<Id>()
  const otherTabs = new BroadcastChannel(`ouderapp-photo-draft-${account}-${groupId}`)
  /** Never kept: what was covered is not to be found on the device later. */
  const covers = new Map<Id, Uncovered>()
  let opened = 0

  const taken = createMemo<ReadonlySet<Id>>(() => new Set(outbox.sends().flatMap(filesOf)))
  createEffect(
    on(uploads.items, (items) => {
      const here = new Set(items.map(({ key }) => key))
      for (const key of covers.keys()) if (!here.has(key)) covers.delete(key)
    }),
  )
  const photos = createMemo(() => photosOf(draft(), uploads.items(), taken()))
  const selected = createMemo(() => {
    const here = new Set(photos().map(({ item }) => item.key))
    return touched().filter((key) => here.has(key))
  })

  async function read(key: string, otherwise: PhotoDraft): Promise<void> {
    opened += 1
    const mine = opened
    const found = await store.read(key)
    if (mine !== opened) return
    const sent = found && outbox.sends().some((send) => send.id === found.draft.id && !send.held)
    const usable = sent ? undefined : found
    batch(() => {
      setDraft(usable?.draft ?? otherwise)
      setSavedAt(usable && hasWords(usable.draft) ? usable.savedAt : null)
      setTouched([])
    })
  }

  function keep(next: PhotoDraft): void {
    opened += 1
    setDraft(next)
    // An empty page is not something that was kept at some time.
    if (hasWords(next)) store.keep(next, (at) => draft().id === next.id && setSavedAt(at))
    else {
      setSavedAt(null)
      void store.forget(photoDraftKey(next))
    }
  }

  function show(next: PhotoDraft): void {
    keep(next)
    otherTabs.postMessage(next)
  }

  // The photos are the same in every tab, and so is what is said of them: no tab keeps what it no longer is.
  otherTabs.addEventListener('message', ({ data }: MessageEvent<PhotoDraft>) => {
    if (photoDraftKey(data) === photoDraftKey(draft())) keep(data)
  })
  onCleanup(() => {
    otherTabs.close()
    void store.flush()
  })

  return {
    draft,
    savedAt,
    photos,
    selected,
    select: (keys) => void setTouched(keys),
    looked,
    look: (key) => void setLooked(key),
    change: (how) => show(how(draft())),
    tag: (how, keys = selected()) => show(withTags(draft(), keys, how)),
    add(files, childIds) {
      const { keys, unfit } = uploads.add(groupId, files)
      batch(() => {
        if (keys.length > 0) show(withTags(draft(), keys, () => ({ ...untagged, childIds: [...childIds] })))
        setTouched(keys)
      })
      return unfit
    },
    replace(photo, file, tag, before) {
      batch(() => {
        const key = uploads.replace(photo.item, file, photo.takenAt)
        covers.delete(photo.item.key)
        covers.set(key, before)
        show(withReplaced(draft(), photo.item.key, key, tag))
        setTouched([key])
        setLooked((before) => (before === photo.item.key ? key : before))
      })
    },
    uncovered: (key) => covers.get(key),
    openNew: () => read(photoDraftKey({ groupId, replaces: null }), newPhotoDraft(groupId)),
    open: (next) => read(photoDraftKey(next), next),
    close(gone) {
      const before = draft()
      for (const key of gone) covers.delete(key)
      const left = Object.fromEntries(Object.entries(before.tags).filter(([key]) => !gone.includes(key)))
      batch(() => {
        setTouched([])
        setSavedAt(null)
        if (before.replaces === null) show({ ...newPhotoDraft(groupId), tags: left })
      })
      if (before.replaces === null) return
      const next = newPhotoDraft(groupId)
      void read(photoDraftKey(next), next).then(() => show({ ...draft(), tags: { ...left, ...draft().tags } }))
    },
  }
}
