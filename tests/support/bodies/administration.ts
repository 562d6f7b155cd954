import { v7 as uuidv7 } from 'uuid'
import { told } from '../location-matrix.ts'
import { type Bodies, type Ground, newGuardian } from './body.ts'

/** Children, people, what they may, and what is told of a location. */
export const administrationBodies = (at: Ground): Bodies => ({
  addChild: () => ({
    who: at.cast.people.administration,
    path: '/api/administration/children',
    body: {
      id: uuidv7(),
      firstNames: 'Nieuw',
      callName: 'Nieuw',
      surname: 'Kind',
      birthDate: '2025-01-05',
      careType: 'KDV',
      groupId: at.cast.targets.noor.groupId,
      startsOn: '2026-01-05',
      guardians: [newGuardian()],
    },
  }),
  addGuardian: () => ({
    who: at.cast.people.administration,
    path: `/api/administration/children/${at.cast.targets.noor.childId}/guardians`,
    body: { id: uuidv7(), ...newGuardian() },
  }),
  setAuthority: () => ({
    who: at.cast.people.administration,
    path: `/api/administration/guardianships/${at.cast.targets.noor.kin.guardianshipId}/authority`,
    body: { parentalAuthority: false },
  }),
  endGuardianship: () => ({
    who: at.cast.people.administration,
    path: `/api/administration/guardianships/${at.cast.targets.noor.kin.guardianshipId}/end`,
    body: { endsOn: '2027-01-01' },
  }),
  addPerson: () => ({
    who: at.cast.people.administration,
    path: '/api/administration/people',
    body: {
      id: uuidv7(),
      firstName: 'Nieuwe',
      lastName: 'Medewerker',
      email: 'nieuw@example.org',
      language: 'nl',
      startsOn: '2026-01-05',
      work: { role: 'staff', groupIds: [at.cast.targets.noor.groupId] },
    },
  }),
  correctPerson: () => ({
    who: at.cast.people.administration,
    path: `/api/administration/people/${at.cast.people.staff.id}`,
    body: { firstName: 'Ander', lastName: 'Genodigd', email: 'ander@example.org' },
  }),
  endRole: () => ({
    who: at.cast.people.administration,
    path: `/api/administration/roles/${uuidv7()}/end`,
    body: { endsOn: '2027-01-01' },
  }),
  endAssignment: () => ({
    who: at.cast.people.administration,
    path: `/api/administration/assignments/${uuidv7()}/end`,
    body: { endsOn: '2027-01-01' },
  }),
  invite: () => ({
    who: at.cast.people.administration,
    path: `/api/administration/people/${at.cast.people.staff.id}/invitations`,
    body: { id: uuidv7() },
  }),
  previewImport: () => ({
    who: at.cast.people.administration,
    path: '/api/administration/import/preview',
    body: { kind: 'staff', file: 'dm9vcm5hYW0=' },
  }),
  runImport: () => ({
    who: at.cast.people.administration,
    path: '/api/administration/import',
    body: { id: uuidv7(), kind: 'staff', file: 'dm9vcm5hYW0=' },
  }),
  saveLocation: () => ({
    who: at.cast.people.manager,
    path: `/api/locations/${at.cast.targets.noor.planned.locationId}`,
    body: { ...told, version: 0 },
  }),
  putPortrait: () => ({ who: at.cast.people.staff, path: '/api/portrait', body: { mediaId: uuidv7(), alone: true } }),
  setMentor: () => ({
    who: at.cast.people.manager,
    path: `/api/children/${at.cast.targets.noor.childId}/mentor`,
    body: { personId: at.cast.people.staff.id },
  }),
  setSupport: () => ({
    who: at.cast.people.administration,
    path: '/api/support',
    body: { email: 'hulp@example.org', phone: '020 123 45 67' },
  }),
  seePolicy: () => ({
    who: at.cast.people.guardian,
    path: `/api/policies/${at.cast.targets.noor.policyId}/seen`,
    body: { id: uuidv7(), language: 'nl' },
  }),
  publishPolicy: () => ({
    who: at.cast.people.manager,
    path: '/api/policies',
    body: {
      id: uuidv7(),
      kind: 'privacy',
      textNl: 'Tekst',
      textEn: 'Text',
      summaryNl: 'Kort',
      summaryEn: 'Short',
      reworded: ['photos'],
      effectiveOn: '2028-01-01',
    },
  }),
  addPermission: () => ({
    who: at.cast.people.manager,
    path: '/api/permissions',
    body: {
      id: uuidv7(),
      name: { nl: 'Zwemmen', en: 'Swimming' },
      explanation: { nl: 'In het bad', en: 'In the pool' },
    },
  }),
})
