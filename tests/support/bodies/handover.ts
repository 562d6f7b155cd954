import { v7 as uuidv7 } from 'uuid'
import { telling, tomorrow } from '../handover-matrix.ts'
import type { Bodies, Ground } from './body.ts'

/** What is told of a day, by guardians and by the group. */
export const handoverBodies = (at: Ground): Bodies => ({
  tellHandover: () => ({
    who: at.cast.people.guardian,
    path: '/api/handovers',
    body: {
      id: uuidv7(),
      handoverId: uuidv7(),
      childId: at.cast.targets.noor.childId,
      day: tomorrow(at.server),
      ...telling,
    },
  }),
  changeHandover: () => ({
    who: at.cast.people.guardian,
    path: `/api/handovers/${at.cast.targets.noor.handoverId}`,
    body: { id: uuidv7(), version: 1, ...telling },
  }),
  seeHandover: () => ({
    who: at.cast.people.staff,
    path: `/api/handovers/${at.cast.targets.noor.handoverId}/seen`,
    body: { version: 1 },
  }),
  postJournal: () => ({
    who: at.cast.people.staff,
    path: `/api/groups/${at.cast.targets.noor.groupId}/journal`,
    body: {
      id: uuidv7(),
      journalId: uuidv7(),
      day: '2026-11-22',
      part: 'done',
      title: 'Bos',
      text: 'Blad',
      notMeant: [],
    },
  }),
  editJournal: () => ({
    who: at.cast.people.staff,
    path: `/api/journal/${at.cast.targets.noor.journalId}`,
    body: { id: uuidv7(), version: 1, title: 'Bos', text: 'Blad', notMeant: [] },
  }),
})
