import { accountBodies } from './account.ts'
import { actionBodies } from './action.ts'
import { administrationBodies } from './administration.ts'
import { attendanceBodies } from './attendance.ts'
import type { Bodies, Ground } from './body.ts'
import { conversationBodies } from './conversation.ts'
import { diaryBodies } from './diary.ts'
import { handoverBodies } from './handover.ts'
import { photosBodies } from './photos.ts'
import { planningBodies } from './planning.ts'

/** Every route that takes a body, with somebody who may use it and a good body. */
export const goodBodies = (at: Ground): Bodies => ({
  ...accountBodies(at),
  ...photosBodies(at),
  ...administrationBodies(at),
  ...planningBodies(at),
  ...handoverBodies(at),
  ...actionBodies(at),
  ...conversationBodies(at),
  ...attendanceBodies(at),
  ...diaryBodies(at),
})
