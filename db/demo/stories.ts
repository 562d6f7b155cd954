import { createHash } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import type { Fact } from '../../backend/contract/diary.ts'
import type { DemoChild } from './people.ts'

export interface Story {
  author: string
  aboutAt: Date
  text: string
  facts: Fact[]
}

const texts: Record<'toddler' | 'baby' | 'school', string[]> = {
  toddler: [
    '{name} heeft met de houten bootjes in de watertafel gespeeld en liet ze allemaal een keer varen.',
    'We zochten bladeren in het park. {name} koos alleen de gele.',
    'Vanmiddag hebben we gekleid. {name} maakte een heel lange slang en daarna een bord soep.',
    '{name} heeft voor het eerst zelf de jas dichtgeritst, en daarna nog drie keer omdat het kon.',
    'In de zandbak reed {name} met de kiepwagen af en aan. Alle vrachten zijn bezorgd.',
    'We lazen het boek van de beer drie keer. {name} wist al wat er op de laatste bladzijde komt.',
    '{name} hielp met fruit snijden en deelde de stukjes banaan uit aan de hele tafel.',
    'Met de trommels liepen we een optocht door de gang. {name} liep voorop.',
  ],
  baby: [
    '{name} lag vanmorgen lang op de buik en duwde zich een heel stuk omhoog.',
    'Buiten in de kinderwagen keek {name} naar de wapperende bladeren.',
    '{name} ontdekte de spiegel en lachte naar het kindje aan de andere kant.',
    'Vandaag was de mand met lapjes favoriet. De gele werd het langst bekeken.',
  ],
  school: [
    '{name} bouwde een station waar de trein ook echt onderdoor past.',
    'We speelden buiten slagbal. {name} sloeg een keer tot over het hek.',
    '{name} las de kleintjes voor op de bank.',
    'Na school eerst thee en het verhaal van de dag, daarna samen een hut gebouwd.',
  ],
}
const meals = ['brood met kaas', 'brood met pindakaas', 'pasta met groente', 'twee boterhammen', 'rijst met kip']
const fruit = ['banaan en peer', 'appel', 'mandarijn', 'druiven, doorgesneden']

/** What was written about a child on a day: always the same for the same child and day. */
export function storyOf(child: DemoChild, day: string): Story[] {
  const dice = createHash('sha256').update(`${child.callName} ${day}`).digest()
  const pick = <T>(list: readonly T[], n: number): T => list[dice[n]! % list.length]!
  const at = (clock: string) =>
    new Date(
      Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: 'Europe/Amsterdam', plainTime: clock })
        .epochMilliseconds,
    )
  const shifted = (clock: string, n: number) => new Date(at(clock).getTime() + (dice[n]! % 30) * 60_000)
  const iso = (moment: Date) => moment.toISOString()
  if (child.group === 'Dassen') {
    const about = shifted('16:00', 1)
    return [
      {
        author: 'Joris',
        aboutAt: about,
        text: pick(texts.school, 2).replaceAll('{name}', child.callName),
        facts: [{ kind: 'meal', at: iso(shifted('15:10', 3)), what: 'thee en cracker', amount: 'all' }],
      },
    ]
  }
  const author = dice[0]! % 3 === 0 ? 'Samira' : 'Anouk'
  const kind = child.baby ? 'baby' : 'toddler'
  const morning: Fact[] = [
    { kind: 'mood', at: iso(shifted('08:15', 4)), mood: pick(['happy', 'content', 'tired', 'sad'] as const, 4) },
    {
      kind: 'meal',
      at: iso(shifted('09:30', 5)),
      what: `fruit: ${pick(fruit, 5)}`,
      amount: pick(['most', 'all', 'half'] as const, 6),
    },
    {
      kind: 'diaper',
      at: iso(shifted('10:20', 7)),
      what: pick(['wet', 'both', 'wet'] as const, 7),
      place: dice[7]! % 4 === 0 && !child.baby ? 'potty' : 'diaper',
    },
  ]
  if (child.baby) {
    const from = shifted('09:50', 8)
    morning.push({ kind: 'sleep', from: iso(from), to: iso(new Date(from.getTime() + 65 * 60_000)) })
  }
  const nap = shifted('12:40', 9)
  const afternoon: Fact[] = [
    {
      kind: 'meal',
      at: iso(shifted('11:40', 10)),
      what: pick(meals, 10),
      amount: pick(['all', 'most', 'half'] as const, 11),
    },
    {
      kind: 'drink',
      at: iso(shifted('11:45', 10)),
      what: child.baby ? 'flesvoeding' : 'water',
      millilitres: child.baby ? 180 : null,
    },
    { kind: 'sleep', from: iso(nap), to: iso(new Date(nap.getTime() + (70 + (dice[12]! % 50)) * 60_000)) },
    { kind: 'diaper', at: iso(shifted('14:50', 13)), what: pick(['wet', 'both'] as const, 13), place: 'diaper' },
    { kind: 'mood', at: iso(shifted('15:20', 14)), mood: pick(['happy', 'content', 'calm'] as const, 14) },
  ]
  const stories: Story[] = [
    {
      author,
      aboutAt: shifted('10:50', 15),
      text: dice[16]! % 2 === 0 ? pick(texts[kind], 17).replaceAll('{name}', child.callName) : '',
      facts: morning,
    },
    {
      author,
      aboutAt: shifted('15:50', 18),
      text: pick(texts[kind], 19).replaceAll('{name}', child.callName),
      facts: afternoon,
    },
  ]
  return stories
}
