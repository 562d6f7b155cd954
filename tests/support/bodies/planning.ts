import { v7 as uuidv7 } from 'uuid'
import { mornings } from '../planning-matrix.ts'
import type { Bodies, Ground } from './body.ts'

/** When a child comes and when it does not. */
export const planningBodies = (at: Ground): Bodies => ({
  saveWeek: () => ({
    who: at.cast.people.manager,
    path: `/api/placements/${at.cast.targets.noor.planned.placementId}/weeks`,
    body: { id: uuidv7(), startsOn: '2027-01-04', days: mornings, version: null },
  }),
  addExtraDay: () => ({
    who: at.cast.people.manager,
    path: `/api/groups/${at.cast.targets.noor.groupId}/extra-days`,
    body: { id: uuidv7(), childId: at.cast.targets.noor.childId, day: '2027-01-04', from: 1200, until: 1260 },
  }),
  addClosingDay: () => ({
    who: at.cast.people.manager,
    path: '/api/closing-days',
    body: {
      id: uuidv7(),
      locationId: at.cast.targets.noor.planned.locationId,
      day: '2027-05-05',
      name: 'Bevrijdingsdag',
    },
  }),
  previewAbsence: () => ({
    who: at.cast.people.neverGranted,
    path: '/api/absence-preview',
    body: { childIds: [at.cast.targets.noor.childId], startsOn: '2027-01-04', endsOn: '2027-01-05' },
  }),
  reportAbsence: () => ({
    who: at.cast.people.neverGranted,
    path: '/api/absences',
    body: {
      id: uuidv7(),
      children: [{ childId: at.cast.targets.noor.childId, absenceId: uuidv7() }],
      reason: 'sick',
      startsOn: '2027-01-04',
      endsOn: '2027-01-05',
      part: null,
      note: '',
    },
  }),
  changeAbsence: () => ({
    who: at.cast.people.guardian,
    path: `/api/absences/${at.cast.targets.noor.absenceId}`,
    body: {
      id: uuidv7(),
      version: 1,
      reason: 'sick',
      startsOn: '2027-01-04',
      endsOn: '2027-01-05',
      part: null,
      note: 'Anders',
    },
  }),
  seeAbsence: () => ({
    who: at.cast.people.staff,
    path: `/api/absences/${at.cast.targets.noor.absenceId}/seen`,
    body: { version: 1 },
  }),
  addAbsenceRule: () => ({
    who: at.cast.people.manager,
    path: '/api/absence-rules',
    body: {
      id: uuidv7(),
      careType: 'KDV',
      locationId: at.cast.targets.noor.planned.locationId,
      startsOn: '2027-01-04',
      cutOffMinute: 540,
      daysBefore: 0,
      credit: 'none',
    },
  }),
})
