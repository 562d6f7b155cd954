import * as contract from '../contract/action.ts'
import { openActions } from '../contract/action-overview.ts'
import { route, type Surroundings } from '../http.ts'
import { answerAction } from './answer.ts'
import { askAction, changeAction, closeAction, reopenAction } from './ask.ts'
import { actionsOverview } from './overview.ts'
import { earlierWords } from './queries.ts'

/** Mounts what guardians are asked to do, and what they answer. */
export function actionRoutes(to: Surroundings): void {
  route(to, contract.askAction, async (tx, { body }) => ({ actions: await askAction(tx, body) }))
  route(to, contract.changeAction, async (tx, { params, body }) => ({
    action: await changeAction(tx, params.actionId, body),
  }))
  route(to, contract.closeAction, async (tx, { params, body }) => ({
    action: await closeAction(tx, params.actionId, body),
  }))
  route(to, contract.reopenAction, async (tx, { params, body }) => ({
    action: await reopenAction(tx, params.actionId, body.version),
  }))
  route(to, contract.actionHistory, async (tx, { params }) => ({
    revisions: await earlierWords(tx, params.actionId),
  }))
  route(to, contract.answerAction, (tx, { params, body }) => answerAction(tx, params.actionId, body))
  route(to, openActions, (tx) => actionsOverview(tx))
}
