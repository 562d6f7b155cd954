import type { KnownPerson } from './people-queries.ts'

const plain = (name: string) =>
  name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()

/** The name that two writings of it have in common: without accents, capitals and double spaces. */
export const nameKey = (...names: string[]): string => names.map(plain).join('|')

/**
 * Is this the person whom the address belongs to? With somebody else's name it is more likely a wrong address, and a child
 * would come into the wrong hands.
 */
export const isSamePerson = (known: KnownPerson, given: { firstName: string; lastName: string }): boolean =>
  nameKey(known.firstName, known.lastName) === nameKey(given.firstName, given.lastName)
