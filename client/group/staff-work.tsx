import {
  type Accessor,
  createContext,
  createEffect,
  createMemo,
  createRoot,
  createSignal,
  type JSX,
  on,
  onCleanup,
  Show,
  useContext,
} from 'solid-js'
import type { Me } from '../../backend/contract/account.ts'
import type { Role } from '../../backend/contract/route.ts'
import type { Id } from '../../backend/contract/values.ts'
import { openAccountStore } from '../account-store.ts'
import { createMessageFiles, type MessageFiles } from '../conversation/message-files.ts'
import type { Draft } from '../diary/composer/draft.ts'
import { createDraftStore, type DraftStore, draftKey } from '../diary/composer/draft-store.ts'
import { type Outbox, openOutbox } from '../outbox.ts'
import { deliver } from '../outbox-delivery.ts'
import { locked } from '../paired.ts'
import { type PhotoDraft, photoDraftKey } from '../photo/composer/photo-draft.ts'
import { openUploads, type Uploads } from '../photo/upload-queue.ts'
import { isUnderWay } from '../photo/upload-state.ts'
import { session } from '../session.ts'

/** What every staff screen works with. */
export interface StaffWork {
  me: Me
  timeZone: string
  outbox: Outbox
  uploads: Uploads
  /** What goes with messages. */
  files: MessageFiles
  drafts: DraftStore<Draft>
  photoDrafts: DraftStore<PhotoDraft>
  /** The group whose photos somebody asked to see, from wherever in the app. */
  photosAsked: Accessor<Id | null>
  photosIn(groupId: Id | null): void
  close(): Promise<void>
}

const Context = createContext<StaffWork>()

async function open(me: Me): Promise<StaffWork> {
  const store = await openAccountStore(me.person.id)
  // Both read at once: nothing of the group shows before them.
  const opening = openUploads(me.person.id, store)
  const files = createMessageFiles(me.person.id, 'staff', store, () => outbox.nudge())
  const [uploads, outbox]: [Uploads, Outbox] = await Promise.all([
    opening,
    openOutbox(me.person.id, 'staff', store, async (work) => deliver(work, await opening, files)),
  ])
  const drafts = createDraftStore(store.drafts, draftKey)
  const photoDrafts = createDraftStore(store.photoDrafts, photoDraftKey)
  async function close(): Promise<void> {
    await Promise.all([outbox.close(), uploads.close(), files.close(), drafts.close(), photoDrafts.close()])
    store.close()
  }
  // What staff need and nobody else is not kept by itself.
  if (import.meta.env.PROD) void navigator.serviceWorker?.ready.then(({ active }) => active?.postMessage('keep staff'))
  const [photosAsked, setPhotosAsked] = createSignal<Id | null>(null)
  return {
    me,
    timeZone: me.organisation.timeZone,
    outbox,
    uploads,
    files,
    drafts,
    photoDrafts,
    photosAsked,
    photosIn: (groupId) => void setPhotosAsked(groupId),
    close,
  }
}

/** Opened for whoever is at work before the screens are there. */
let ahead: { person: Id; role: Role; work: Promise<StaffWork> } | undefined

const isAtWork = (person: Id, role: Role) => {
  const now = session()
  return now.state === 'person' && now.me.person.id === person && now.role === role && !locked()
}
const closeAhead = (): void => {
  ahead?.work.then((work) => work.close()).catch(() => undefined)
  ahead = undefined
}
// Of who went or locked the tablet meanwhile nothing is sent any more: it would go as whoever comes next.
createRoot(() =>
  createEffect(on([session, locked], () => ahead && !isAtWork(ahead.person, ahead.role) && closeAhead())),
)

/** Opens what somebody at work wrote and chose on this device while the screens still come, so that they are drawn with it. */
export async function openWorkAhead(me: Me, role: Role): Promise<void> {
  if (ahead || !isAtWork(me.person.id, role)) return
  ahead = { person: me.person.id, role, work: open(me) }
  await ahead.work.catch(() => undefined)
}

async function takeWork(me: Me): Promise<StaffWork> {
  if (ahead?.person !== me.person.id) return open(me)
  const { work } = ahead
  ahead = undefined
  return { ...(await work.catch(() => open(me))), me }
}

/** Opens what this person wrote and chose on this device, and sends it. */
export function StaffWorkProvider(props: { me: Me; children: JSX.Element }): JSX.Element {
  const [work, setWork] = createSignal<StaffWork>()
  const { me } = props
  const opening = takeWork(me).then((opened) => {
    setWork(opened)
    return opened
  })
  onCleanup(async () => (await opening).close())
  // A post of photos waits for them, or for nothing any more once one of them cannot go; no longer than that.
  const settled = createMemo(() =>
    (work()?.uploads.items() ?? [])
      .filter((item) => !isUnderWay(item))
      .map(({ key, state }) => `${key} ${state}`)
      .join(),
  )
  createEffect(on(settled, () => queueMicrotask(() => work()?.outbox.nudge()), { defer: true }))
  return <Show when={work()}>{(ready) => <Context.Provider value={ready()}>{props.children}</Context.Provider>}</Show>
}

/** What this person works with. */
export function useStaffWork(): StaffWork {
  const work = useContext(Context)
  if (!work) throw new Error('A staff screen stands outside its provider.')
  return work
}
