import { Temporal } from 'temporal-polyfill'
import { v7 as uuidv7 } from 'uuid'
import { action } from '../fill/action.ts'
import type { Filling } from '../filling.ts'

interface Child {
  id: string
  callName: string
  group: string
  guardians: string[]
}

/** What guardians are asked: by Anouk some spare clothes and nappies, and by Marieke to read something. */
export function addActions(
  filling: Filling,
  children: readonly Child[],
  people: ReadonlyMap<string, string>,
  /** Who has no account yet, and answers nothing. */
  invited: readonly string[],
  today: string,
  now: Date,
): void {
  const carer = (firstName: string, role: 'staff' | 'manager') => ({ id: people.get(firstName)!, firstName, role })
  const anouk = carer('Anouk', 'staff')
  const marieke = carer('Marieke', 'manager')
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
  const inDays = (days: number) => Temporal.PlainDate.from(today).add({ days }).toString()
  const of = (group: string) => children.filter((child) => child.group === group)
  const answersOf = ({ guardians }: Child, hours: number, note = '') =>
    guardians
      .filter((name) => !invited.includes(name))
      .slice(0, 1)
      .map((name) => ({ by: { id: people.get(name)!, firstName: name }, at: hoursAgo(hours), note }))

  const noor = children.find(({ callName }) => callName === 'Noor')
  if (noor)
    action(filling, {
      childId: noor.id,
      batchId: uuidv7(),
      kind: 'bring',
      text: 'Luiers, maat 4. De voorraad is bijna op.',
      dueOn: inDays(1),
      by: anouk,
      at: hoursAgo(2),
    })
  const clothes = uuidv7()
  for (const [n, child] of of('Eekhoorns').slice(0, 4).entries()) {
    // The first family has brought them along already, the second one says when.
    const note = n === 1 ? 'Geven we maandag mee' : ''
    action(filling, {
      childId: child.id,
      batchId: clothes,
      kind: 'bring',
      text: 'Reservekleren: een broek, een shirt en sokken',
      dueOn: inDays(-1),
      by: anouk,
      at: hoursAgo(74),
      answers: n < 2 ? answersOf(child, 50 - n, note) : [],
    })
  }
  const plan = uuidv7()
  for (const [n, child] of children.entries())
    action(filling, {
      childId: child.id,
      batchId: plan,
      kind: 'read',
      text: 'Het nieuwe pedagogisch beleidsplan, dat vanaf 1 januari geldt',
      link: 'https://kastanje.example/beleidsplan',
      by: marieke,
      at: hoursAgo(26),
      answers: n % 3 === 0 ? answersOf(child, 20) : [],
    })
}
