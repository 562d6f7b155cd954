import * as v from 'valibot'
import { route } from './route.ts'
import { Day, Id, Instant, isVisible, text, wording } from './values.ts'

/** The longest text of an action, the longest link, and the longest note with an answer, in characters. */
export const longestAction = 500
export const longestLink = 500
export const longestAnswer = 200
/** So many children are asked at once, at most. */
export const mostAsked = 200
/** So many open actions one child has, at most: more nobody reads. */
export const mostOpen = 20
/** So many days ahead one is due, at most. */
export const dueAhead = 365
/** So many minutes its words may be changed, while nobody has answered. */
export const changedWithin = 15
/** So many days a guardian still reads what was closed. */
export const closedShown = 30

export const actionKinds = ['bring', 'form', 'read', 'other'] as const
const ActionKind = v.picklist(actionKinds)
export type ActionKind = v.InferOutput<typeof ActionKind>

/** Whether one guardian's answer is enough, or each is asked. */
const Enough = v.picklist(['one', 'each'])
export type Enough = v.InferOutput<typeof Enough>
/** `done`: it was brought, handed in or read; `withdrawn`: nobody needs it any more. */
const ClosedWhy = v.picklist(['done', 'withdrawn'])
export type ClosedWhy = v.InferOutput<typeof ClosedWhy>

const action = {
  id: Id,
  childId: Id,
  kind: ActionKind,
  text: v.string(),
  /** An address of the web that begins with `https:`. */
  link: v.nullable(v.string()),
  dueOn: v.nullable(Day),
  enough: Enough,
  version: v.number(),
  askedAt: Instant,
  editedAt: v.nullable(Instant),
}

/** An action as a guardian reads it; the own answer is beside it, and another guardian's is nobody else's. */
export const GuardianAction = v.strictObject({
  ...action,
  /** First name of who asked. */
  asker: v.string(),
  /** One guardian is enough, and one has answered; never said where each is asked. */
  answered: v.boolean(),
  closed: v.nullable(v.strictObject({ at: Instant, why: ClosedWhy })),
})
export type GuardianAction = v.InferOutput<typeof GuardianAction>

/** A guardian's own answer. */
export const OwnAnswer = v.strictObject({ actionId: Id, at: Instant, note: v.string() })
export type OwnAnswer = v.InferOutput<typeof OwnAnswer>

/** An action as the staff of the group read it. */
export const StaffAction = v.strictObject({
  ...action,
  /** The same for what was asked together. */
  batchId: Id,
  asker: v.strictObject({ personId: Id, name: v.string() }),
  /** Of guardians, the earliest first. */
  answers: v.array(v.strictObject({ personId: Id, name: v.string(), at: Instant, note: v.string() })),
  closed: v.nullable(v.strictObject({ at: Instant, why: ClosedWhy, name: v.string() })),
})
export type StaffAction = v.InferOutput<typeof StaffAction>

/** Does an address lead to the web, safely, and to nobody under another name. */
export function isSafeLink(link: string): boolean {
  if (!/^https:\/\/[^\s\\]+$/.test(link) || !URL.canParse(link)) return false
  const { protocol, username, password, hostname } = new URL(link)
  return protocol === 'https:' && username === '' && password === '' && hostname.includes('.')
}

const words = {
  text: wording(longestAction),
  link: v.nullable(v.pipe(text(longestLink), v.check(isSafeLink, 'link'))),
  dueOn: v.nullable(Day),
}
const version = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
const oneAction = v.strictObject({ actionId: Id })
const isEachOnce = (ids: readonly unknown[]) => new Set(ids).size === ids.length

export const askAction = route({
  method: 'POST',
  path: '/api/actions',
  summary: 'Asks the guardians of some children for something, all or none; no family learns of the others.',
  roles: ['staff', 'manager'],
  body: v.strictObject({
    id: Id,
    children: v.pipe(
      v.array(v.strictObject({ childId: Id, actionId: Id })),
      v.minLength(1, 'empty'),
      v.maxLength(mostAsked, 'too_many'),
      v.check((all) => isEachOnce(all.map((one) => (one as { childId: unknown }).childId)), 'twice'),
      v.check((all) => isEachOnce(all.map((one) => (one as { actionId: unknown }).actionId)), 'twice'),
    ),
    kind: ActionKind,
    enough: Enough,
    ...words,
  }),
  /** In the order of the children. */
  reply: v.strictObject({ actions: v.array(StaffAction) }),
  errors: ['not_found', 'id_taken'],
})
export type AskAction = v.InferOutput<(typeof askAction)['body']>

export const changeAction = route({
  method: 'PUT',
  path: '/api/actions/:actionId',
  summary: 'Changes what an action says, shortly after it was asked and while nobody has answered.',
  roles: ['staff', 'manager'],
  params: oneAction,
  body: v.strictObject({ id: Id, version, ...words }),
  reply: v.strictObject({ action: StaffAction }),
  errors: ['not_found', 'id_taken', 'stale_version', 'action_closed', 'too_late'],
})
export type ChangeAction = v.InferOutput<(typeof changeAction)['body']>

export const closeAction = route({
  method: 'POST',
  path: '/api/actions/:actionId/closing',
  summary: 'Nobody is asked any more: it is done, or withdrawn. Closed once more it stays as it was.',
  roles: ['staff', 'manager'],
  params: oneAction,
  body: v.strictObject({ version, why: ClosedWhy }),
  reply: v.strictObject({ action: StaffAction }),
  errors: ['not_found', 'stale_version'],
})

export const reopenAction = route({
  method: 'POST',
  path: '/api/actions/:actionId/reopening',
  summary: 'Takes the closing of an action back; the answers that were given still stand.',
  roles: ['staff', 'manager'],
  params: oneAction,
  body: v.strictObject({ version }),
  reply: v.strictObject({ action: StaffAction }),
  errors: ['not_found', 'stale_version'],
})

const EarlierWords = v.strictObject({
  id: Id,
  /** When something else took its place. */
  at: Instant,
  text: v.string(),
  link: v.nullable(v.string()),
  dueOn: v.nullable(Day),
})
export type EarlierWords = v.InferOutput<typeof EarlierWords>

export const actionHistory = route({
  method: 'GET',
  path: '/api/actions/:actionId/history',
  summary: 'What an action said before it was changed, newest first, for staff only.',
  roles: ['staff', 'manager'],
  params: oneAction,
  reply: v.strictObject({
    revisions: v.array(EarlierWords),
  }),
  errors: ['not_found'],
})

export const answerAction = route({
  method: 'PUT',
  path: '/api/actions/:actionId/answer',
  summary: 'A guardian has seen an action or will do it, or takes that back.',
  roles: ['guardian'],
  params: oneAction,
  body: v.strictObject({
    id: Id,
    answered: v.boolean(),
    note: v.pipe(
      text(longestAnswer),
      v.transform((given) => (isVisible(given) ? given : '')),
    ),
  }),
  reply: v.strictObject({ action: GuardianAction, answer: v.nullable(OwnAnswer) }),
  errors: ['not_found', 'id_taken', 'action_closed'],
})
export type AnswerAction = v.InferOutput<(typeof answerAction)['body']>
