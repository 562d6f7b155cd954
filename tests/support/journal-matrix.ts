import { v7 as uuidv7 } from 'uuid'
import type { MatrixRow } from './access-matrix.ts'
import type { Target } from './cast.ts'
import { tomorrow } from './handover-matrix.ts'
import type { TestServer } from './server.ts'

/** What was written in a former cell is gone, all but what the cast began with, which is as it was. */
async function back(server: TestServer, { groupId, journalId, plans }: Target, stands = true): Promise<void> {
  const { owner } = server
  await owner.query(
    'delete from journal_revision r using journal_place p, journal j where p.id = r.place_id and j.id = p.journal_id and j.group_id = $1',
    [groupId],
  )
  await owner.query(
    `update journal_place set text = '', title = '', version = 1, edited_at = null, removed_at = posted_at
      where journal_id in (select id from journal where group_id = $1)`,
    [groupId],
  )
  await owner.query(
    'update journal set version = 1, edited_at = null, edited_by_name = null, removed_at = posted_at where group_id = $1',
    [groupId],
  )
  if (!stands) return
  await owner.query('update journal_place set text = $2, removed_at = null where journal_id = $1', [journalId, plans])
  await owner.query('update journal set removed_at = null where id = $1', [journalId])
}

let asked = 0
const said = () => ({ title: '', text: `Uit de matrix ${++asked}`, notMeant: [] })

/** The routes of the journal: who may, and what is asked. */
export const journalMatrix: Record<string, MatrixRow> = {
  groupJournal: {
    needs: 'cares',
    ask: async ({ server, target, allowed }) => {
      if (allowed) await back(server, target)
      return { path: `/api/groups/${target.groupId}/journal` }
    },
  },
  journalAudience: {
    needs: 'cares',
    ask: ({ server, target }) => ({ path: `/api/groups/${target.groupId}/journal/audience?day=${tomorrow(server)}` }),
  },
  journalHolders: {
    needs: 'cares',
    ask: async ({ server, target, allowed }) => {
      if (allowed) await back(server, target)
      return { path: `/api/journal/${target.journalId}/holders` }
    },
  },
  postJournal: {
    needs: 'cares',
    ask: async ({ server, target, allowed }) => {
      if (allowed) await back(server, target, false)
      const body = { id: uuidv7(), journalId: uuidv7(), day: tomorrow(server), part: 'plan', ...said() }
      return { path: `/api/groups/${target.groupId}/journal`, body }
    },
  },
  editJournal: {
    needs: 'cares',
    ask: async ({ server, target, allowed }) => {
      if (allowed) await back(server, target)
      return { path: `/api/journal/${target.journalId}`, body: { id: uuidv7(), version: 1, ...said() } }
    },
  },
  removeJournal: {
    needs: 'cares',
    ask: async ({ server, target, allowed }) => {
      if (allowed) await back(server, target)
      return { path: `/api/journal/${target.journalId}` }
    },
  },
  journalHistory: {
    needs: 'cares',
    ask: async ({ server, target, allowed }) => {
      if (allowed) await back(server, target)
      return { path: `/api/journal/${target.journalId}/history` }
    },
  },
}
