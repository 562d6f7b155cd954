import { createEffect, type JSX, onCleanup } from 'solid-js'
import type { Me } from '../../backend/contract/account.ts'
import { StaffWorkProvider, useStaffWork } from '../group/staff-work.tsx'
import { isPending, type Send } from '../outbox-state.ts'
import { isUnderWay } from '../photo/upload-state.ts'
import { endSession } from './way-in.ts'

const againAfter = 30_000

/** Sends behind the lock what somebody left, as that somebody; then the session ends. */
export function Finishing(props: { me: Me; onWaiting: (left: number) => void }): JSX.Element {
  return (
    <StaffWorkProvider me={props.me}>
      <Rest onWaiting={props.onWaiting} />
    </StaffWorkProvider>
  )
}

function Rest(props: { onWaiting: (left: number) => void }): JSX.Element {
  const { outbox, uploads } = useStaffWork()
  // What is held goes once its person goes on with it.
  const isGoing = (send: Send) => isPending(send) && !send.held
  const waiting = () => outbox.sends().filter(isGoing).length + uploads.items().filter(isUnderWay).length
  const endOnceSent = () => void (waiting() === 0 && navigator.onLine && endSession())
  createEffect(() => {
    props.onWaiting(waiting())
    endOnceSent()
  })
  const timer = setInterval(endOnceSent, againAfter)
  addEventListener('online', endOnceSent)
  onCleanup(() => {
    clearInterval(timer)
    removeEventListener('online', endOnceSent)
    props.onWaiting(0)
  })
  return null
}
