import { describe, expect, it } from 'vitest'
import { namesOf, namingsIn, wordsNaming } from '../backend/contract/names.ts'
import { namedElsewhere, withPlace } from '../client/diary/composer/naming.ts'

/* Where a text names a child of the group, whatever way it is written; and where it does not. */

const child = (callName: string, surname = 'Bakker', firstNames = callName) => ({
  id: callName,
  callName,
  names: namesOf(callName, firstNames, surname),
})
const all = [
  child('Mila', 'de Wit'),
  child('Zoë', 'van den Berg', 'Zoëlla Maria'),
  child('An', 'Smit'),
  child('Noor', 'Jansen'),
  child('Jan-Willem', 'Visser'),
  child('Roos', 'Bloem'),
]
const said = (text: string) => namingsIn(text, all).map(({ start, end }) => text.slice(start, end))

describe('a name', () => {
  it.each([
    ['Mila lachte', ['Mila']],
    ['vandaag was MILA jarig', ['MILA']],
    ['de fiets van mila.', ['mila']],
    ["Mila’s fiets en Mila's step", ['Mila', 'Mila']],
    ['Noors jas', ['Noors']],
    ['zoe en Zoe\u0308 en ZOË', ['zoe', 'Zoe\u0308', 'ZOË']],
    ['Zoëlla', ['Zoëlla']],
    ['Jan-Willem, en Jan Willem', ['Jan-Willem', 'Jan', 'Willem', 'Jan Willem', 'Jan', 'Willem']],
    ['JanWillem rent, Willem lacht', ['JanWillem', 'Willem']],
    ['familie Van den Berg', ['Van den Berg', 'Berg']],
    ['bij Vandenberg', ['Vandenberg']],
    ['Milaatje, Noortje, Roosjes, Jannetje', ['Milaatje', 'Noortje', 'Roosjes', 'Jannetje']],
    ['Mi\u00adla, No\u200dor en M\u0336i\u0336la', ['Mi\u00adla', 'No\u200dor', 'M\u0336i\u0336la']],
    ['Ｍｉｌａ en 𝐍𝐨𝐨𝐫!', ['Ｍｉｌａ', '𝐍𝐨𝐨𝐫']],
    ['М\u0456l\u0430 en Ν\u03bf\u03bfr', ['М\u0456l\u0430', 'Ν\u03bf\u03bfr']],
    ['ĳs met Mila', ['Mila']],
    ['bij Smit thuis', ['Smit']],
    ['An', ['An']],
    ['(An)', ['An']],
    ['“Noor”', ['Noor']],
    ['een roos in de tuin', ['roos']],
  ])('%s', (text, found) => expect(said(text)).toEqual(found))

  it.each([
    'Anders gaan we binnen spelen',
    'We gingen naar het noorden',
    'Milan is geen kind van hier',
    'Rooster',
    'Het janken, een milaan en roosters',
    'van de den en het',
    'een heel witte muur',
    '',
  ])('none in “%s”', (text) => expect(said(text)).toEqual([]))

  it('of what stands before a surname nothing is a name by itself; a child without marks is found all the same', () => {
    expect(namesOf('Zoë', 'Zoë', 'van der Veen')).toEqual(['Zoë', 'van der Veen', 'Veen'])
    expect(namesOf('An', 'Anna Maria', 'Smit')).toEqual(['An', 'Anna', 'Smit'])
    expect(namingsIn('Zoë', [child('Zoe')])).toHaveLength(1)
    for (const [name, written] of [
      ['Søren', 'Soren'],
      ['Łukasz', 'lukasz'],
      ['Đorđe', 'Dorde'],
      ['Æsa', 'Aesa'],
      ['Işıl', 'Isil'],
      ['Ĳsbrand', 'IJsbrand'],
    ] as const)
      expect([namingsIn(written, [child(name)]), namingsIn(name, [child(written)])].flat(), name).toHaveLength(2)
  })

  it('each part of a name of several is a name, but what is short or stands before a surname', () => {
    expect(namesOf('An-Sofie', 'An-Sofie', 'Bakker-de Wit')).toEqual([
      'An-Sofie',
      'Bakker-de Wit',
      'Bakker de Wit',
      'Sofie',
      'Bakker',
      'Wit',
    ])
  })

  it('is told by the words that stand there, as they are compared', () => {
    const two = wordsNaming(['Mila en MILÁ', 'Noors jas'], all)
    expect([...two]).toEqual([
      ['Mila', ['mila', 'mila']],
      ['Noor', ['noors']],
    ])
  })
})

describe('a text for several children', () => {
  const chosen = [
    { id: 'm', callName: 'Mila' },
    { id: 'j', callName: 'Jan-Willem' },
  ]
  const named = (text: string) => namedElsewhere(() => text, chosen).map(({ id }) => id)

  it('names a child by the rule of the journal, and by its call name alone', () => {
    expect(named('Mílaatje lachte')).toEqual(['m'])
    expect(named('Jan Willem en milas step')).toEqual(['m', 'j'])
    expect(named('{name} at een boterham met Milan')).toEqual([])
    expect(namedElsewhere(() => 'Mila', chosen.slice(0, 1))).toEqual([])
    // Its own family may read it.
    expect(namedElsewhere((id) => (id === 'm' ? 'Mila' : 'Een kind'), chosen)).toEqual([])
  })

  it('gets the place for a name where the name was', () => {
    expect(withPlace('Mila, milas step en Milaatje; Milan niet', 'Mila')).toBe(
      '{name}, {name}s step en {name}; Milan niet',
    )
    expect(withPlace('Jan-Willem en Jan Willem', 'Jan-Willem')).toBe('{name} en {name}')
  })
})
