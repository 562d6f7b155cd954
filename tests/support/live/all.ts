import { absenceScenarios } from './absence.ts'
import { actionScenarios } from './action.ts'
import { attendanceScenarios } from './attendance.ts'
import { conversationScenarios } from './conversation.ts'
import { entryScenarios } from './entry.ts'
import { handoverScenarios } from './handover.ts'
import { photoScenarios } from './photo.ts'
import { planningScenarios } from './planning.ts'
import type { Scenarios } from './scenario.ts'

/** Every way in which an event comes to be, in this order: some go on where a former one ended. */
export const scenarios: Scenarios = {
  ...entryScenarios,
  ...photoScenarios,
  ...planningScenarios,
  ...absenceScenarios,
  ...handoverScenarios,
  ...attendanceScenarios,
  ...actionScenarios,
  ...conversationScenarios,
}
