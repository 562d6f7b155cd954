import { Temporal } from 'temporal-polyfill'
import * as fillChild from '../fill/child.ts'
import { journal } from '../fill/journal.ts'
import type { Filling } from '../filling.ts'

const told = {
  yesterday: {
    title: 'Herfst in de tuin',
    text: 'We harkten blad op een hoop en sprongen erin. Daarna was er warme appelmoes.',
  },
  tomorrow: {
    title: '',
    text: 'Morgen gaan we naar het bos. Trek laarzen aan, en doe een extra stel kleren in de tas.',
  },
}

/** What a group did yesterday, and what it is going to do tomorrow, for the families whose diary has consent. */
export function addJournals(
  filling: Filling,
  children: readonly { id: string; group: string }[],
  people: ReadonlyMap<string, string>,
  group: { id: string; name: string },
  today: string,
  now: Date,
): void {
  const childIds = children
    .filter(
      ({ id, group: of }) => of === group.name && filling.channels.get(fillChild.channelOf(id, 'diary'))?.open === true,
    )
    .map(({ id }) => id)
  const day = Temporal.PlainDate.from(today)
  const [yesterday, tomorrow] = [day.subtract({ days: 1 }), day.add({ days: 1 })]
  const at = (on: Temporal.PlainDate, time: string) =>
    new Date(
      Math.min(on.toZonedDateTime({ timeZone: 'Europe/Amsterdam', plainTime: time }).epochMilliseconds, now.getTime()),
    )
  const firstName = group.name === 'Dassen' ? 'Joris' : 'Anouk'
  const by = { id: people.get(firstName)!, firstName }
  const given = { groupId: group.id, groupName: group.name, childIds, by }
  journal(filling, { ...given, ...told.yesterday, part: 'done', day: yesterday.toString(), at: at(yesterday, '17:10') })
  journal(filling, { ...given, ...told.tomorrow, part: 'plan', day: tomorrow.toString(), at: at(day, '08:30') })
}
