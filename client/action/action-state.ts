import type { GuardianAction, OwnAnswer, StaffAction } from '../../backend/contract/action.ts'
import type { GuardianEvent, StaffEvent } from '../../backend/contract/live.ts'

/** What a guardian is asked, with the own answers. */
export interface Asked {
  actions: readonly GuardianAction[]
  answers: readonly OwnAnswer[]
}
export const nothingAsked: Asked = { actions: [], answers: [] }

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)

/** What is asked after an event, equal to what a fresh fetch would give. */
export function applyToAsked(asked: Asked, event: GuardianEvent): Asked {
  switch (event.type) {
    case 'action.asked':
    case 'action.changed':
      return {
        ...asked,
        actions: [...asked.actions.filter(({ id }) => id !== event.item.id), event.item].sort(byId),
      }
    case 'own.action_answered':
      return withAnswer(asked, event.actionId, event.answer)
    default:
      return asked
  }
}

/** With another own answer to an action, or none. */
export function withAnswer(asked: Asked, actionId: string, answer: OwnAnswer | null): Asked {
  const others = asked.answers.filter((one) => one.actionId !== actionId)
  const answers = answer === null ? others : [...others, answer]
  return { ...asked, answers: answers.sort((a, b) => (a.actionId < b.actionId ? -1 : 1)) }
}

/** Does an action wait for this guardian. */
export const waits = (action: GuardianAction, answers: readonly OwnAnswer[]): boolean =>
  action.closed === null && !action.answered && !answers.some(({ actionId }) => actionId === action.id)

/** What is due first stands first, and what is due at no day last; then what was asked first. */
export const dueFirst = (a: StaffAction | GuardianAction, b: StaffAction | GuardianAction): number => {
  const [dueA, dueB] = [a.dueOn ?? '9999', b.dueOn ?? '9999']
  return dueA < dueB ? -1 : dueA > dueB ? 1 : Date.parse(a.askedAt) - Date.parse(b.askedAt) || byId(a, b)
}

/** The open actions of some children after an event: what was closed is none of them. */
export function applyToOpen(
  actions: readonly StaffAction[],
  event: StaffEvent,
  isShown: (childId: string) => boolean,
): StaffAction[] {
  if (event.type !== 'action.asked' && event.type !== 'action.changed' && event.type !== 'action.answered')
    return actions as StaffAction[]
  return withOne(actions, event.item, isShown)
}

/** The open actions with what the server just answered, unless a later version is there. */
export const withTaken = (
  actions: readonly StaffAction[],
  taken: readonly StaffAction[],
  isShown: (childId: string) => boolean,
): readonly StaffAction[] =>
  taken
    .filter((item) => !actions.some(({ id, version }) => id === item.id && version >= item.version))
    .reduce<readonly StaffAction[]>((all, item) => withOne(all, item, isShown), actions)

function withOne(actions: readonly StaffAction[], item: StaffAction, isShown: (childId: string) => boolean) {
  const others = actions.filter(({ id }) => id !== item.id)
  return item.closed || !isShown(item.childId) ? others : [...others, item].sort(byId)
}

/** Which guardians have not answered an action that still waits for them. */
export function waitingFor<Guardian extends { id: string }>(
  { answers, enough }: StaffAction,
  guardians: readonly Guardian[],
): Guardian[] {
  if (enough === 'one' && answers.length > 0) return []
  return guardians.filter(({ id }) => !answers.some(({ personId }) => personId === id))
}

/** Does an action of a group wait for a guardian of its child. */
export function isWaiting(
  action: StaffAction,
  children: readonly { id: string; escorts: readonly { kind: string; id: string }[] }[],
): boolean {
  const escorts = children.find(({ id }) => id === action.childId)?.escorts ?? []
  const guardians = escorts.filter(({ kind }) => kind === 'guardian')
  return action.answers.length === 0 || waitingFor(action, guardians).length > 0
}
