import { createSignal } from 'solid-js'
import type { GuardianHandover } from '../../backend/contract/handover.ts'
import type { Day, Id } from '../../backend/contract/values.ts'
import { today } from '../minute.ts'

/** What is open of a guardian's hand-overs, shared by the top of Today and the cards in it. */
export function createHandovers() {
  const [opened, setOpened] = createSignal<{ child: Id | null; day?: Day }>()
  const [withdrawing, setWithdrawing] = createSignal<GuardianHandover>()
  return { opened, setOpened, withdrawing, setWithdrawing }
}
export type Handovers = ReturnType<typeof createHandovers>

/** May it still be another: its day is not over. */
export const isOpen = ({ day }: GuardianHandover): boolean => day >= today()
