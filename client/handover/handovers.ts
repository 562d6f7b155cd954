import { createSignal } from 'solid-js'
import type { GuardianHandover } from '../../backend/contract/handover.ts'
import type { Day, Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import type { Diary } from '../diary/diary-state.ts'
import { today } from '../minute.ts'
import { createRemoval } from '../ui/removal.ts'

/** What is open of a guardian's hand-overs, shared by the top of Today and the cards in it. */
export function createHandovers(diary: Pick<Diary, 'withdrewHandover'>) {
  const [opened, setOpened] = createSignal<{ child: Id | null; day?: Day }>()
  const [error, setError] = createSignal<unknown>()
  async function withdraw({ id, version, childId }: GuardianHandover): Promise<void> {
    setError(undefined)
    try {
      await call('withdrawHandover', { params: { handoverId: id }, query: { version: String(version) } })
      diary.withdrewHandover(id, childId)
    } catch (cause) {
      setError(() => cause)
    }
  }
  return { opened, setOpened, error, withdrawal: createRemoval<GuardianHandover>((one) => void withdraw(one)) }
}
export type Handovers = ReturnType<typeof createHandovers>

/** May it still be another: its day is not over. */
export const isOpen = ({ day }: GuardianHandover): boolean => day >= today()
