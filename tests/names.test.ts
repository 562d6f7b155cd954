import { describe, expect, it } from 'vitest'
import { namesOf, namingsIn } from '../backend/contract/names.ts'

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
    ['Jan-Willem, en Jan Willem', ['Jan-Willem', 'Jan Willem']],
    ['familie Van den Berg', ['Van den Berg', 'Berg']],
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
    'Willem-Alexander, en Jan zonder meer',
    'van de den en het',
    'een heel witte muur',
    '',
  ])('none in “%s”', (text) => expect(said(text)).toEqual([]))

  it('of what stands before a surname nothing is a name by itself; a child without marks is found all the same', () => {
    expect(namesOf('Zoë', 'Zoë', 'van der Veen')).toEqual(['Zoë', 'van der Veen', 'Veen'])
    expect(namesOf('An', 'Anna Maria', 'Smit')).toEqual(['An', 'Anna', 'Smit'])
    expect(namingsIn('Zoë', [child('Zoe')])).toHaveLength(1)
  })
})
