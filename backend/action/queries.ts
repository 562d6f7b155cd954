import { statement, type Tx } from '../../db/client.ts'
import { childrenToReport, type ReportedChild } from '../absence/queries.ts'
import {
  type ActionKind,
  type ClosedWhy,
  closedShown,
  type EarlierWords,
  type Enough,
  type GuardianAction,
  type OwnAnswer,
  type StaffAction,
} from '../contract/action.ts'
import { Refusal } from '../errors.ts'

/** An action as one value, with the answers that stand; of these a guardian's own view reads only the own. */
export interface ActionJson {
  id: string
  child_id: string
  batch_id: string
  kind: ActionKind
  text: string
  link: string | null
  due_on: string | null
  enough: Enough
  answered: boolean
  version: number
  asker_id: string
  asker_name: string
  asked_at: string
  edited_at: string | null
  closed_at: string | null
  closed_by_name: string | null
  closed_why: ClosedWhy | null
  answers: AnswerJson[] | null
}

export interface AnswerJson {
  action_id: string
  person_id: string
  person_name: string
  at: string
  note: string
}

/** The action `x` as one value. */
export const actionJson = `to_jsonb(x) || jsonb_build_object('answers',
  (select jsonb_agg(to_jsonb(w) order by w.at, w.person_id) from action_answer w where w.action_id = x.id and w.taken_back_at is null))`

const instant = (moment: string) => new Date(moment).toISOString()

const common = (json: ActionJson) => ({
  id: json.id,
  childId: json.child_id,
  kind: json.kind,
  text: json.text,
  link: json.link,
  dueOn: json.due_on,
  enough: json.enough,
  version: json.version,
  askedAt: instant(json.asked_at),
  editedAt: json.edited_at && instant(json.edited_at),
})

export const guardianAction = (json: ActionJson): GuardianAction => ({
  ...common(json),
  asker: json.asker_name,
  answered: json.answered,
  closed: json.closed_at === null ? null : { at: instant(json.closed_at), why: json.closed_why! },
})

export const staffAction = (json: ActionJson): StaffAction => ({
  ...common(json),
  batchId: json.batch_id,
  asker: { personId: json.asker_id, name: json.asker_name },
  answers: (json.answers ?? []).map(({ person_id, person_name, at, note }) => ({
    personId: person_id,
    name: person_name,
    at: instant(at),
    note,
  })),
  closed:
    json.closed_at === null ? null : { at: instant(json.closed_at), why: json.closed_why!, name: json.closed_by_name! },
})

export const ownAnswer = ({ action_id, at, note }: AnswerJson): OwnAnswer => ({
  actionId: action_id,
  at: instant(at),
  note,
})

const openOf = statement<{ action: ActionJson }>(
  'open_actions',
  `select ${actionJson} as action from action x where x.closed_at is null and x.child_id = any($1::uuid[]) order by x.id`,
)

/** The open actions of some children, in the order of their ids. */
export const openActionsOf = async (tx: Tx, childIds: readonly string[]): Promise<StaffAction[]> =>
  (await tx.query(openOf, [childIds])).map(({ action }) => staffAction(action))

const shownTo = statement<{ action: ActionJson }>(
  'actions_of_guardian',
  `select ${actionJson} as action
     from (select * from action o where o.closed_at is null and o.child_id = any($1::uuid[])
           union all
           select * from action d where d.closed_at >= $2 and d.child_id = any($1::uuid[])) x
    order by x.id`,
)

/** What a guardian is asked for some children, with what was closed lately; and the own answers to that. */
export async function actionsSince(
  tx: Tx,
  childIds: readonly string[],
): Promise<{ actions: GuardianAction[]; answers: OwnAnswer[] }> {
  const since = new Date(tx.now.getTime() - closedShown * 86_400_000)
  const rows = (await tx.query(shownTo, [childIds, since])).map(({ action }) => action)
  return {
    actions: rows.map(guardianAction),
    answers: rows.flatMap(({ answers }) => (answers ?? []).map(ownAnswer)),
  }
}

const howManyOpen = statement<{ child_id: string; open: number }>(
  'open_actions_counted',
  `select x.child_id, count(*)::integer as open from action x
    where x.closed_at is null and x.child_id = any($1::uuid[]) group by x.child_id`,
)

/** How many open actions some children have; of a child that has none nothing. */
export const countOpen = async (tx: Tx, childIds: readonly string[]): Promise<Map<string, number>> =>
  new Map((await tx.query(howManyOpen, [childIds])).map((row) => [row.child_id, row.open]))

/** A child whose guardians are asked, with where they are told and where the carers. */
export interface AskedChild extends Omit<ReportedChild, 'channel'> {
  guardiansChannel: string
  carersChannel: string
}

const lockActions = statement<{ child_id: string; guardians_channel: string; carers_channel: string }>(
  'lock_actions',
  'select * from lock_actions($1::uuid[])',
)

/**
 * Children that concern the actor, in the order of their ids: a guardian the own ones, with parental authority or without it; carers those
 * who are placed today in a group in which they work today. Else nothing is found. From here on nobody else changes their actions.
 */
export async function childrenConcerned(tx: Tx, childIds: readonly string[]): Promise<AskedChild[]> {
  const children = await childrenToReport(tx, childIds)
  const places = new Map((await tx.query(lockActions, [childIds])).map((row) => [row.child_id, row]))
  return children.map(({ id, callName }) => {
    const place = places.get(id)
    if (!place) throw new Refusal('not_found')
    return { id, callName, guardiansChannel: place.guardians_channel, carersChannel: place.carers_channel }
  })
}

const actionById = statement<{ action: ActionJson }>(
  'action_by_id',
  `select ${actionJson} as action from action x where x.id = $1`,
)

export const actionOf = async (tx: Tx, actionId: string): Promise<ActionJson | undefined> =>
  (await tx.query(actionById, [actionId]))[0]?.action

/** An action that concerns the actor, and its child; else nothing is found. */
export async function actionFor(tx: Tx, actionId: string): Promise<{ json: ActionJson; child: AskedChild }> {
  const found = await actionOf(tx, actionId)
  if (!found) throw new Refusal('not_found')
  const [child] = await childrenConcerned(tx, [found.child_id])
  return { json: (await actionOf(tx, actionId))!, child: child! }
}

const revisions = statement<{ id: string; at: Date; text: string; link: string | null; due_on: string | null }>(
  'action_revisions',
  'select id, at, text, link, due_on from action_revision where action_id = $1 order by at desc, id desc',
)
/** What an action that concerns the actor said before, newest first; else nothing is found. */
export async function earlierWords(tx: Tx, actionId: string): Promise<EarlierWords[]> {
  const found = await actionOf(tx, actionId)
  if (!found) throw new Refusal('not_found')
  await childrenToReport(tx, [found.child_id])
  return (await tx.query(revisions, [actionId])).map(({ id, at, text, link, due_on }) => ({
    ...{ id, at: at.toISOString(), text, link },
    dueOn: due_on,
  }))
}
