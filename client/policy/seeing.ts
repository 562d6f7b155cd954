import { createSignal } from 'solid-js'
import { v7 } from 'uuid'
import type { AnnouncedPolicy } from '../../backend/contract/policy.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { language } from '../locales/words.ts'
import { whenWiped } from '../session.ts'

const [announced, setAnnounced] = createSignal<readonly AnnouncedPolicy[]>([])
const ids = new Map<Id, Id>()

/** What was announced and this person has not seen yet. */
export const unseenAhead = () => announced().filter(({ seen }) => !seen)

/** Asks what was announced; without an answer nothing is shown. */
export const lookAhead = (): Promise<void> =>
  call('announcedPolicies').then(
    (reply) => void setAnnounced(reply.announced),
    () => undefined,
  )

/** Tells the server that a version was seen; trying again is the same intent. Throws an `ApiError`. */
export async function seePolicy(policyId: Id): Promise<void> {
  const id = ids.get(policyId) ?? v7()
  ids.set(policyId, id)
  await call('seePolicy', { params: { policyId }, body: { id, language: language() } })
  setAnnounced((before) => before.map((one) => (one.id === policyId ? { ...one, seen: true } : one)))
}

whenWiped(() => {
  setAnnounced([])
  ids.clear()
})
