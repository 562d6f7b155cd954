import { createContext, createSignal, type JSX, onCleanup, Show, useContext } from 'solid-js'
import type { Me } from '../../backend/contract/account.ts'
import { openAccountStore } from '../account-store.ts'
import { createDraftStore, type DraftStore } from '../diary/composer/draft-store.ts'
import { type Outbox, openOutbox } from '../outbox.ts'
import { deliver } from '../outbox-delivery.ts'

/** What every staff screen works with. */
export interface StaffWork {
  me: Me
  timeZone: string
  outbox: Outbox
  drafts: DraftStore
  close(): Promise<void>
}

const Context = createContext<StaffWork>()

async function open(me: Me): Promise<StaffWork> {
  const store = await openAccountStore(me.person.id)
  const outbox = await openOutbox(me.person.id, store, deliver)
  const drafts = createDraftStore(store)
  async function close(): Promise<void> {
    await Promise.all([outbox.close(), drafts.close()])
    store.close()
  }
  return { me, timeZone: me.organisation.timeZone, outbox, drafts, close }
}

/** Opens what this person wrote on this device, and sends it. */
export function StaffWorkProvider(props: { me: Me; children: JSX.Element }): JSX.Element {
  const [work, setWork] = createSignal<StaffWork>()
  const { me } = props
  const opening = open(me).then((opened) => {
    setWork(opened)
    return opened
  })
  onCleanup(async () => (await opening).close())
  return <Show when={work()}>{(ready) => <Context.Provider value={ready()}>{props.children}</Context.Provider>}</Show>
}

/** What this person works with. */
export function useStaffWork(): StaffWork {
  const work = useContext(Context)
  if (!work) throw new Error('A staff screen stands outside its provider.')
  return work
}
