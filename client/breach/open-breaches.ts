import { createEffect, createSignal, on } from 'solid-js'
import { call, type Reply } from '../api.ts'
import { minute } from '../minute.ts'
import { where } from '../router.ts'
import { whenWiped } from '../session.ts'

const [open, setOpen] = createSignal<Reply<'openBreaches'>>()
whenWiped(() => void setOpen(undefined))

/** How many breach records wait to be written, and the recall whose 72 hours end first; nothing while that is not known. */
export { open as openBreaches }

/** Asks anew; what was known stays when that fails, for the next minute asks again. */
export const askOpenBreaches = (): Promise<void> => call('openBreaches').then(setOpen, () => undefined) as Promise<void>

/** Keeps the count right while the privacy officer is here: with every place, and twice a minute. */
export function watchOpenBreaches(isMine: () => boolean): void {
  createEffect(
    on([isMine, minute, () => where().path], ([mine]) => mine && queueMicrotask(() => void askOpenBreaches())),
  )
}
