import { dutchForms } from './dutch-forms.ts'

/**
 * One that is looked for. `forms` is what is found, as `to_tsquery` reads it; `words` the words as they were typed, of which the database
 * finds the Dutch and English stems as well. Between quotes there are several, that stand so and next to each other, and no forms.
 */
export interface Asked {
  words: string
  forms: string
  quoted: boolean
}

const others: Record<string, string> = { ı: 'i', ø: 'o', ł: 'l', đ: 'd' }
/** A word of two characters is too short to find what begins with it, a form of three too short to be sure. */
const shortestBegun = { typed: 3, form: 4 }

/** As `plain_words` has it in the database: in small letters, without accents. */
export const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll(/[ıøłđ]/g, (letter) => others[letter]!)

export const eachWord = /[\p{L}\p{M}\p{N}]+/gu

/**
 * What somebody looks for: sets of words of which one is to stand in a message whole, as *or* parts them. There is nothing in it but letters and
 * digits, so no typing means anything else to the database; a dash says nothing either, for of what does not stand in a message no index knows.
 */
export function askedFor(given: string): Asked[][] {
  const pieces = plain(given.replaceAll(/[“”„«»]/g, '"')).matchAll(
    /"([^"]*)"|([\p{L}\p{M}\p{N}]+)(?:['’](?:s|tjes?)(?![\p{L}\p{N}]))?/gu,
  )
  const sets: Asked[][] = [[]]
  for (const [, quoted, word] of pieces) {
    if (word === 'or') sets.push([])
    else if (word !== undefined) sets.at(-1)!.push({ words: word, forms: formsOf(word), quoted: false })
    else {
      const words = quoted!.match(eachWord)?.join(' ')
      if (words !== undefined) sets.at(-1)!.push({ words, forms: '', quoted: true })
    }
  }
  return sets.filter((set) => set.length > 0)
}

const formsOf = (word: string): string =>
  [
    lexeme(word, word.length >= shortestBegun.typed),
    ...dutchForms(word).map((form) => lexeme(form, form.length >= shortestBegun.form)),
  ].join(' | ')

const lexeme = (word: string, begun: boolean): string => `'${word}'${begun ? ':*' : ''}`
