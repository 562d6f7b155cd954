import { v7 as uuidv7 } from 'uuid'
import { type Bodies, type Ground, moment } from './body.ts'

/** Who is there, who fetches, what is not tolerated, and how many staff that takes. */
export const attendanceBodies = (at: Ground): Bodies => ({
  checkIn: () => ({
    who: at.cast.people.staff,
    path: `/api/groups/${at.cast.targets.noor.groupId}/check-ins`,
    body: {
      id: uuidv7(),
      children: [{ childId: at.cast.targets.noor.childId, stayId: uuidv7(), at: moment(at, 5), broughtBy: null }],
    },
  }),
  checkOut: () => ({
    who: at.cast.people.staff,
    path: `/api/groups/${at.cast.targets.noor.groupId}/check-outs`,
    body: {
      id: uuidv7(),
      children: [{ childId: at.cast.targets.noor.childId, stayId: uuidv7(), at: moment(at, 5), fetchedBy: null }],
    },
  }),
  undoStay: () => ({
    who: at.cast.people.staff,
    path: `/api/stays/${at.cast.targets.noor.stayId}/undo`,
    body: { version: 2 },
  }),
  setEscorts: () => ({
    who: at.cast.people.staff,
    path: `/api/stays/${at.cast.targets.noor.stayId}/escorts`,
    body: { id: uuidv7(), broughtBy: null },
  }),
  addStay: () => ({
    who: at.cast.people.staff,
    path: `/api/groups/${at.cast.targets.noor.groupId}/stays`,
    body: {
      id: uuidv7(),
      stayId: uuidv7(),
      childId: at.cast.targets.noor.childId,
      arrivedAt: moment(at, 90),
      leftAt: moment(at, 60),
      broughtBy: null,
      fetchedBy: null,
      reason: 'Vergeten in te checken',
    },
  }),
  correctStay: () => ({
    who: at.cast.people.staff,
    path: `/api/stays/${at.cast.targets.noor.stayId}`,
    body: {
      id: uuidv7(),
      version: 2,
      arrivedAt: moment(at, 3000),
      leftAt: moment(at, 2940),
      reason: 'Verkeerd gekeken',
    },
  }),
  removeStay: () => ({
    who: at.cast.people.staff,
    path: `/api/stays/${at.cast.targets.noor.stayId}/removal`,
    body: { version: 2, reason: 'Verkeerd kind' },
  }),
  setStaffing: () => ({
    who: at.cast.people.staff,
    path: `/api/groups/${at.cast.targets.noor.groupId}/staffing`,
    body: { id: uuidv7(), staff: 2, at: moment(at, 1) },
  }),
  addCollector: () => ({
    who: at.cast.people.manager,
    path: `/api/children/${at.cast.targets.noor.childId}/collectors`,
    body: { id: uuidv7(), name: 'Oma Ans', relation: 'oma', phone: '', startsOn: '2027-01-04', endsOn: null },
  }),
  changeCollector: () => ({
    who: at.cast.people.manager,
    path: `/api/collectors/${at.cast.targets.noor.collector.id}`,
    body: {
      id: uuidv7(),
      version: 1,
      name: 'Oma Ans',
      relation: 'oma',
      phone: '',
      startsOn: '2027-01-04',
      endsOn: '2027-02-04',
    },
  }),
  addAllergy: () => ({
    who: at.cast.people.manager,
    path: `/api/children/${at.cast.targets.noor.childId}/allergies`,
    body: { id: uuidv7(), what: 'Pinda', advice: '', severe: true },
  }),
  changeAllergy: () => ({
    who: at.cast.people.manager,
    path: `/api/allergies/${at.cast.targets.noor.allergy.id}`,
    body: { id: uuidv7(), version: 1, what: 'Pinda', advice: 'Bel 112', severe: true, removed: false },
  }),
  addRatioRule: () => ({
    who: at.cast.people.administration,
    path: '/api/ratio-rules',
    body: {
      id: uuidv7(),
      careType: 'KDV',
      startsOn: '2027-01-04',
      bands: [{ fromAge: 0, untilAge: 4, childrenPerStaff: 5 }],
    },
  }),
})
