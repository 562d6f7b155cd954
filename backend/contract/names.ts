/* Where a text names a child; the same for the one who writes it and for the server, without the validator. */

/** A child, and how it may be called: by its call name, its first name and its surname. */
export interface Named {
  id: string
  callName: string
  names: readonly string[]
}

/** A place in a text where a child may be meant. */
export interface Naming {
  childId: string
  start: number
  end: number
}

const words = /[\p{L}\p{M}\p{N}]+/gu
/** Without case and marks. */
const plain = (word: string) => word.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('nl')
const wordsOf = (text: string): string[] => [...text.matchAll(words)].map(([word]) => plain(word))

/** What stands before a surname and is no name by itself. */
const before = new Set([
  'de',
  'den',
  'der',
  'van',
  'ten',
  'ter',
  'te',
  't',
  'het',
  'op',
  'in',
  'la',
  'le',
  'el',
  'al',
  'von',
  'di',
  'da',
  'dos',
  'du',
  'd',
])

/** By which names a child is known: the whole surname, and that without what stands before it. */
export function namesOf(callName: string, firstNames: string, surname: string): string[] {
  const last = [...surname.matchAll(words)].map(([word]) => word)
  const from = last.findIndex((word) => !before.has(plain(word)))
  const all = [callName, firstNames.split(/\s+/)[0] ?? '', surname, last.slice(Math.max(0, from)).join(' ')]
  return [...new Set(all.filter((name) => wordsOf(name).length > 0))]
}

/** The last word may end as Dutch says whose something is: “Noors”. */
const isWord = (said: string, name: string, isLast: boolean) => said === name || (isLast && said === `${name}s`)

/** Where a text names some children, as whole words, in the order in which they stand. */
export function namingsIn(text: string, children: readonly Named[]): Naming[] {
  const said = [...text.matchAll(words)].map((found) => ({
    word: plain(found[0]),
    start: found.index,
    length: found[0].length,
  }))
  const found: Naming[] = []
  for (const { id, names } of children) {
    for (const name of names) {
      const parts = wordsOf(name)
      for (let at = 0; at + parts.length <= said.length; at++) {
        if (!parts.every((part, n) => isWord(said[at + n]!.word, part, n === parts.length - 1))) continue
        const last = said[at + parts.length - 1]!
        found.push({ childId: id, start: said[at]!.start, end: last.start + last.length })
      }
    }
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end)
}
