import { Temporal } from 'temporal-polyfill'
import { v7 as uuidv7 } from 'uuid'
import { add, type Filling } from '../filling.ts'

const words = (moment: Date) =>
  moment.toLocaleString('nl-NL', { timeZone: 'Europe/Amsterdam', dateStyle: 'long', timeStyle: 'short' })

/**
 * A photo that was recalled thirty hours ago, after a guardian had said that it was not her child: the record waits as a draft, and
 * of its 72 hours some are left. The photo itself is gone, as after every recall.
 */
export function addBreach(
  filling: Filling,
  { children, people, groupId }: { children: Map<string, string>; people: Map<string, string>; groupId: string },
  now: Date,
): void {
  const recalled = Temporal.Instant.fromEpochMilliseconds(now.getTime()).subtract({ hours: 30 })
  const [posted, reported] = [recalled.subtract({ minutes: 50 }), recalled.subtract({ minutes: 20 })]
  const instant = (moment: Temporal.Instant) => moment.toString({ smallestUnit: 'millisecond' })
  const said = (moment: Temporal.Instant) => words(new Date(moment.epochMilliseconds))
  const reader = (firstName: string, lastName: string, child: string, opened: boolean) => ({
    ...{ personId: people.get(firstName)!, name: `${firstName} ${lastName}`, role: 'guardian', child },
    seenAt: instant(posted.add({ minutes: 12 })),
    openedAt: opened ? instant(posted.add({ minutes: 13 })) : null,
    savedAt: null,
  })
  const wrong = { child: 'Elin', at: instant(reported), reason: 'wrong_child', text: 'Dit is Noor, niet Elin.' }
  add(filling, 'breach_record', {
    id: uuidv7(),
    organisation_id: filling.organisationId,
    kind: 'photo',
    group_id: groupId,
    group_name: 'Eekhoorns',
    child_ids: [children.get('Elin'), children.get('Bram')],
    posted_at: instant(posted),
    recalled_at: instant(recalled),
    aware_at: instant(reported),
    recalled_by_id: people.get('Samira'),
    recalled_by_name: 'Samira el Amrani',
    reason: 'Noor stond op de foto, ik had Elin aangetikt.',
    readers: [reader('Femke', 'Boer', 'Elin', true), reader('Bart', 'Visser', 'Bram', false)],
    tags: ['Elin', 'Bram'].map((child, n) => ({ child, letter: 'AB'[n], from: instant(posted), until: null })),
    reports: [wrong],
    state: 'draft',
    version: 1,
    happened: [
      `In groep Eekhoorns is op ${said(posted)} een foto geplaatst in de tijdlijn van 2 kinderen. Kind A stond er niet op; een ander kind wel.`,
      `Op ${said(reported)} meldde een ouder dit via de app, met als reden: dit is niet mijn kind. Daarmee was het datalek bekend: vanaf dat moment lopen de 72 uur om te melden.`,
      `Op ${said(recalled)} is de foto teruggeroepen. De app had hem toen getoond aan 2 ouders, van wie 1 hem vergrootte.`,
    ].join('\n\n'),
    consequences: '',
    measures: 'De foto is bij het terugroepen overal tegelijk verwijderd: uit elke tijdlijn en van de server.',
  })
}
