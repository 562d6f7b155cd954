import { createEffect, createSignal, on } from 'solid-js'
import { call, type Reply } from '../api.ts'
import { minute } from '../minute.ts'
import { where } from '../router.ts'
import { whenWiped } from '../session.ts'

const [open, setOpen] = createSignal<Reply<'openBreaches'>>()
whenWiped(() => void setOpen(undefined))

/** How many breach records wait to be written, and the recall whose 72 hours end first; nothing while that is not known. */
export { open as openBreaches }

/** Asks anew; what was known stays when that fails, for it is asked again soon. */
export async function askOpenBreaches(): Promise<void> {
  const counted = await call('openBreaches').catch(() => undefined)
  if (counted) setOpen(counted)
}

/** Keeps the count right while the privacy officer is here: with every place, and with every minute. */
export function watchOpenBreaches(isMine: () => boolean): void {
  createEffect(
    on([isMine, minute, () => where().path], ([mine]) => mine && queueMicrotask(() => void askOpenBreaches())),
  )
}
