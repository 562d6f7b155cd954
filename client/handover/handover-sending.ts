import type { GuardianHandover } from '../../backend/contract/handover.ts'
import { call } from '../api.ts'
import { deliverMessage } from '../conversation/deliver-message.ts'
import type { MessageFiles } from '../conversation/message-files.ts'
import type { Failure, Send, Work } from '../outbox-state.ts'
import { failureOf } from '../send-failure.ts'

export type HandoverWork = Extract<Work, { kind: 'handover' }>
export const isHandover = (send: Send): send is Send & { work: HandoverWork } => send.work.kind === 'handover'

/** Asks the server once to take a hand-over in. Throws an `ApiError`. */
export async function sendHandover({
  handoverId,
  childId,
  day,
  version,
  body,
}: HandoverWork): Promise<GuardianHandover> {
  const reply =
    version === null
      ? await call('tellHandover', { body: { ...body, handoverId, childId, day } })
      : await call('changeHandover', { params: { handoverId }, body: { ...body, version } })
  return reply.handover
}

/** The same for what waits in a guardian's outbox, a message or a hand-over. Gives why it did not arrive. */
export async function deliverOfGuardian(work: Work, files: MessageFiles): Promise<Failure | null> {
  if (work.kind !== 'handover') return deliverMessage(work, files)
  try {
    await sendHandover(work)
    return null
  } catch (error) {
    return failureOf(error)
  }
}
