import { v7 as uuidv7 } from 'uuid'
import type { MatrixRow } from './access-matrix.ts'

/** The routes of support, the audit, the day of a group and policies. */
export const policyMatrix: Record<string, MatrixRow> = {
  support: { plain: true, needs: 'session', ask: () => ({ path: '/api/support' }) },
  setSupport: {
    plain: true,
    needs: 'role of administration',
    ask: () => ({ path: '/api/support', body: { email: 'hulp@example.org', phone: null } }),
  },
  searchAudit: {
    plain: true,
    needs: 'role of the privacy officer',
    ask: ({ target }) => ({ path: `/api/audit?child=${target.childId}` }),
  },
  auditNames: {
    plain: true,
    needs: 'role of the privacy officer',
    ask: () => ({ path: '/api/audit/names?of=children&name=roep' }),
  },
  exportAudit: {
    plain: true,
    needs: 'role of the privacy officer',
    ask: () => ({ path: '/api/audit/export', body: { from: '2020-01-01', to: '2020-01-31' } }),
  },
  groupDay: { needs: 'cares', escorts: true, ask: ({ target }) => ({ path: `/api/groups/${target.groupId}/day` }) },
  policies: { plain: true, needs: 'session', ask: () => ({ path: '/api/policies' }) },
  announcedPolicies: { plain: true, needs: 'session', ask: () => ({ path: '/api/policies/announced' }) },
  policyVersions: {
    plain: true,
    needs: 'role of who oversees policies',
    ask: () => ({ path: '/api/policies/versions' }),
  },
  policy: { needs: 'same organisation', ask: ({ target }) => ({ path: `/api/policies/${target.policyId}` }) },
  seePolicy: {
    needs: 'same organisation',
    ask: ({ target }) => ({
      path: `/api/policies/${target.policyId}/seen`,
      body: { id: uuidv7(), language: 'nl' },
    }),
  },
  publishPolicy: {
    plain: true,
    needs: 'role of a manager',
    ask: ({ server }) => ({
      path: '/api/policies',
      body: {
        id: uuidv7(),
        kind: 'privacy',
        textNl: 'Tekst',
        textEn: 'Text',
        summaryNl: 'Nieuw',
        summaryEn: 'New',
        reworded: [],
        effectiveOn: new Date(server.clock.now().getTime() + 300 * 86_400_000).toISOString().slice(0, 10),
      },
    }),
  },
  policyViews: {
    needs: 'oversees policies',
    names: true,
    ask: ({ target }) => ({ path: `/api/policies/${target.policyId}/views` }),
  },
  exportPolicyViews: {
    needs: 'oversees policies',
    names: true,
    ask: ({ target }) => ({ method: 'POST', path: `/api/policies/${target.policyId}/views.csv` }),
  },
}
