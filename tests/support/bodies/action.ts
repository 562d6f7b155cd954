import { v7 as uuidv7 } from 'uuid'
import type { Bodies, Ground } from './body.ts'

/** What guardians are asked, and answer. */
export const actionBodies = (at: Ground): Bodies => ({
  askAction: () => ({
    who: at.cast.people.staff,
    path: '/api/actions',
    body: {
      id: uuidv7(),
      children: [{ childId: at.cast.targets.noor.childId, actionId: uuidv7() }],
      kind: 'bring',
      enough: 'one',
      text: 'Luiers',
      link: 'https://kastanje.example/luiers',
      dueOn: '2027-01-04',
    },
  }),
  changeAction: () => ({
    who: at.cast.people.staff,
    path: `/api/actions/${at.cast.targets.noor.asked.id}`,
    body: { id: uuidv7(), version: 1, text: 'Anders', link: 'https://kastanje.example/luiers', dueOn: '2027-01-04' },
  }),
  closeAction: () => ({
    who: at.cast.people.staff,
    path: `/api/actions/${at.cast.targets.noor.asked.id}/closing`,
    body: { version: 1, why: 'done' },
  }),
  reopenAction: () => ({
    who: at.cast.people.staff,
    path: `/api/actions/${at.cast.targets.noor.asked.id}/reopening`,
    body: { version: 1 },
  }),
  answerAction: () => ({
    who: at.cast.people.withoutAuthority,
    path: `/api/actions/${at.cast.targets.noor.asked.id}/answer`,
    body: { id: uuidv7(), answered: true, note: 'Neem ik mee' },
  }),
})
