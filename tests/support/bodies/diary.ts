import { v7 as uuidv7 } from 'uuid'
import { posting } from '../server.ts'
import type { Bodies, Ground } from './body.ts'

/** Consents, the diary, and the audit. */
export const diaryBodies = (at: Ground): Bodies => ({
  shareStream: () => ({
    who: at.cast.people.manager,
    path: '/api/shares',
    body: {
      id: uuidv7(),
      childId: at.cast.targets.noor.childId,
      personId: at.cast.targets.noor.kin.personId,
      purpose: 'diary',
      reason: 'Haalt elke donderdag op',
      until: '2027-01-01',
    },
  }),
  restrictGuardian: () => ({
    who: at.cast.people.manager,
    path: `/api/guardianships/${at.cast.targets.noor.kin.guardianshipId}/restriction`,
    body: { id: uuidv7(), ruling: 'Uitspraak 12' },
  }),
  decideConsent: () => ({
    who: at.cast.people.guardian,
    path: '/api/consents',
    body: {
      id: uuidv7(),
      childId: at.cast.targets.noor.childId,
      purpose: 'photos',
      decision: 'granted',
      language: 'nl',
    },
  }),
  markRead: () => ({
    who: at.cast.people.guardian,
    path: `/api/channels/${at.cast.targets.noor.channels.diary}/marker`,
    body: { seq: 1 },
  }),
  postEntries: () => ({
    who: at.cast.people.staff,
    path: '/api/diary',
    body: posting(at.server, { id: at.cast.targets.noor.groupId }, [at.cast.targets.noor.childId]) as never,
  }),
  previewAudience: () => ({
    who: at.cast.people.staff,
    path: '/api/diary/audience',
    body: {
      groupId: at.cast.targets.noor.groupId,
      aboutAt: at.server.clock.now().toISOString(),
      childIds: [at.cast.targets.noor.childId],
    },
  }),
  exportAudit: () => ({
    who: at.cast.people.privacyOfficer,
    path: '/api/audit/export',
    body: { from: '2026-11-01', to: '2026-11-22' },
  }),
  editEntry: () => ({
    who: at.cast.people.staff,
    path: `/api/diary/${at.cast.targets.noor.entryId}`,
    body: { id: uuidv7(), version: 1, aboutAt: at.server.clock.now().toISOString(), text: 'Anders.', facts: [] },
  }),
})
