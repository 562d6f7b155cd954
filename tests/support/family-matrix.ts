import { v7 as uuidv7 } from 'uuid'
import type { MatrixRow } from './access-matrix.ts'
import { write } from './cast.ts'
import { posting } from './server.ts'

/** An entry to be used up where that is allowed, else the one that stands there. */
const entryOf = ({ server, cast, target, allowed }: Parameters<MatrixRow['ask']>[0]) =>
  allowed ? write(server, cast, target) : target.entryId

/** Where a restriction is entered and lifted; before that there is one, or none, where it will be changed. */
async function restrictionOf({ server, target, allowed }: Parameters<MatrixRow['ask']>[0], restricted: boolean) {
  const { guardianshipId } = target.kin
  const at = restricted ? server.clock.now() : null
  if (allowed)
    await server.owner.query('update guardianship set restricted_at = $2 where id = $1', [guardianshipId, at])
  return `/api/guardianships/${guardianshipId}/restriction`
}

/** The routes of a child’s consents, who reads it, and its diary. */
export const familyMatrix: Record<string, MatrixRow> = {
  childReads: { needs: 'decides', ask: ({ target }) => ({ path: `/api/children/${target.childId}/reads` }) },
  consents: { plain: true, needs: 'role of a guardian', ask: () => ({ path: '/api/consents' }) },
  decideConsent: {
    needs: 'decides',
    ask: ({ target }) => ({
      path: '/api/consents',
      body: { id: uuidv7(), childId: target.childId, purpose: 'photos', decision: 'refused', language: 'nl' },
    }),
  },
  consentMatrix: { needs: 'manages', ask: ({ target }) => ({ path: `/api/consents/matrix?group=${target.groupId}` }) },
  permissions: { plain: true, needs: 'role of a manager', ask: () => ({ path: '/api/permissions' }) },
  addPermission: {
    plain: true,
    needs: 'role of a manager',
    ask: () => {
      const words = { nl: 'Zwemmen', en: 'Swimming' }
      return { path: '/api/permissions', body: { id: uuidv7(), name: words, explanation: words } }
    },
  },
  endPermission: {
    needs: 'manages the organisation',
    ask: async ({ server, target, allowed }) => {
      if (allowed)
        await server.owner.query('update permission set ended_at = null where id = $1', [target.permissionId])
      return { path: `/api/permissions/${target.permissionId}` }
    },
  },
  families: { plain: true, guardians: true, needs: 'role of a manager', ask: () => ({ path: '/api/families' }) },
  shareStream: {
    needs: 'manages',
    guardians: true,
    ask: async ({ server, target, allowed }) => {
      // One who is restricted is shared with no more.
      if (allowed)
        await server.owner.query('update guardianship set restricted_at = null where id = $1', [
          target.kin.guardianshipId,
        ])
      return {
        path: '/api/shares',
        body: {
          id: uuidv7(),
          childId: target.childId,
          personId: target.kin.personId,
          purpose: 'photos',
          reason: 'Brengt en haalt',
          until: new Date(server.clock.now().getTime() + 30 * 86_400_000).toISOString().slice(0, 10),
        },
      }
    },
  },
  endShare: {
    needs: 'manages',
    guardians: true,
    ask: async ({ server, target, allowed }) => {
      if (allowed) await server.owner.query('update share set ended_at = null where id = $1', [target.kin.shareId])
      return { path: `/api/shares/${target.kin.shareId}` }
    },
  },
  restrictGuardian: {
    needs: 'manages',
    guardians: true,
    ask: async (at) => ({
      path: await restrictionOf(at, false),
      body: { id: uuidv7(), ruling: 'Rechtbank Utrecht, C/16/1' },
    }),
  },
  liftRestriction: {
    needs: 'manages',
    guardians: true,
    ask: async (at) => ({ path: await restrictionOf(at, true) }),
  },
  timeline: { needs: 'role of a guardian', ask: ({ target }) => ({ path: `/api/timeline?child=${target.childId}` }) },
  markRead: {
    needs: 'reads or cares',
    ask: ({ target }) => ({ path: `/api/channels/${target.channels.diary}/marker`, body: { seq: 1 } }),
  },
  postEntries: {
    needs: 'cares',
    ask: ({ server, target }) => ({
      path: '/api/diary',
      body: posting(server, { id: target.groupId }, [target.childId], { text: 'Uit de matrix.' }),
    }),
  },
  previewAudience: {
    needs: 'cares',
    ask: ({ server, target }) => ({
      path: '/api/diary/audience',
      body: { groupId: target.groupId, aboutAt: server.clock.now().toISOString(), childIds: [target.childId] },
    }),
  },
  editEntry: {
    needs: 'cares',
    ask: async (at) => ({
      path: `/api/diary/${await entryOf(at)}`,
      body: { id: uuidv7(), version: 1, aboutAt: at.server.clock.now().toISOString(), text: 'Anders.', facts: [] },
    }),
  },
  removeEntry: { needs: 'cares', ask: async (at) => ({ path: `/api/diary/${await entryOf(at)}` }) },
  revisions: { needs: 'cares', ask: ({ target }) => ({ path: `/api/diary/${target.entryId}/revisions` }) },
  groups: { plain: true, needs: 'role of a carer', ask: () => ({ path: '/api/groups' }) },
}
