import * as contract from '../contract/journal.ts'
import { todayOf } from '../day.ts'
import { groupFor } from '../group/queries.ts'
import { route, type Surroundings } from '../http.ts'
import { editJournal, journalAudience, postJournal, removeJournal } from './journal.ts'
import { entriesBefore, entriesOf, holdersOf, journalFor, namedIn, staffJournal, wordingsOf } from './queries.ts'

/** Mounts the journal of a group. */
export function journalRoutes(to: Surroundings): void {
  route(to, contract.groupJournal, async (tx, { params, query: { before } }) => {
    const today = todayOf(tx)
    const group = await groupFor(tx, params.groupId, today)
    const [page, children] = await Promise.all([
      before === undefined ? entriesOf(tx, group.id, today) : entriesBefore(tx, group.id, before),
      namedIn(tx, group.id),
    ])
    return {
      today,
      ...page,
      children: children.map(({ id, callName, names }) => ({ id, callName, names: [...names] })),
    }
  })
  route(to, contract.journalAudience, (tx, { params, query }) => journalAudience(tx, params.groupId, query.day))
  route(to, contract.journalHolders, async (tx, { params }) => {
    const { id, group_id } = await journalFor(tx, params.journalId)
    await groupFor(tx, group_id, todayOf(tx))
    return { holders: await holdersOf(tx, id) }
  })
  route(to, contract.postJournal, async (tx, { params, body }) => ({
    journal: staffJournal(await postJournal(tx, params.groupId, body)),
  }))
  route(to, contract.editJournal, async (tx, { params, body }) => ({
    journal: staffJournal(await editJournal(tx, params.journalId, body)),
  }))
  route(to, contract.removeJournal, async (tx, { params }) => {
    await removeJournal(tx, params.journalId)
    return {}
  })
  route(to, contract.journalHistory, async (tx, { params }) => {
    const { id, group_id } = await journalFor(tx, params.journalId)
    await groupFor(tx, group_id, todayOf(tx))
    return { revisions: await wordingsOf(tx, id) }
  })
}
