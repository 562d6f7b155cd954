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
  /** The words there, as they are compared. */
  said: string
}

const words = /[\p{L}\p{N}]+/gu

/** Letters that are no other letter with a mark, and letters of other scripts that look like one of ours. */
const alike: Record<string, string> = {
  ...{ ø: 'o', ł: 'l', đ: 'd', ð: 'd', ħ: 'h', ŧ: 't', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th' },
  ...{
    а: 'a',
    в: 'b',
    е: 'e',
    ѕ: 's',
    і: 'i',
    ј: 'j',
    к: 'k',
    м: 'm',
    н: 'h',
    о: 'o',
    р: 'p',
    с: 'c',
    т: 't',
    у: 'y',
    х: 'x',
  },
  ...{ һ: 'h', ԁ: 'd', ԛ: 'q', ԝ: 'w', ӏ: 'l' },
  ...{
    α: 'a',
    β: 'b',
    ε: 'e',
    ζ: 'z',
    η: 'h',
    ι: 'i',
    κ: 'k',
    μ: 'm',
    ν: 'n',
    ο: 'o',
    ρ: 'p',
    τ: 't',
    υ: 'y',
    χ: 'x',
    ς: 'σ',
  },
}

/** A text without case, marks and what has no width, and where each of its letters stood. */
function folded(text: string): { plain: string; at: number[] } {
  let plain = ''
  const at: number[] = []
  let index = 0
  for (const letter of text) {
    for (const one of letter
      .normalize('NFKD')
      .replace(/[\p{M}\p{Cf}]/gu, '')
      .toLowerCase()) {
      const as = alike[one] ?? one
      plain += as
      for (let n = 0; n < as.length; n++) at.push(index)
    }
    index += letter.length
  }
  at.push(text.length)
  return { plain, at }
}
const plain = (word: string) => folded(word).plain
const wordsOf = (text: string): string[] => plain(text).match(words) ?? []

/** What stands before a surname and is no name by itself. */
const before = new Set('de den der van ten ter te t het op in la le el al von di da dos du d'.split(' '))
/** A part of a name that is shorter is found as the whole name alone. */
const shortestPart = 3

/** By which names a child is known: the whole surname, that without what stands before it, and each part of a name of several. */
export function namesOf(callName: string, firstNames: string, surname: string): string[] {
  const partsOf = (name: string) => name.match(/[\p{L}\p{M}\p{N}\p{Cf}]+/gu) ?? []
  const last = partsOf(surname)
  const from = last.findIndex((word) => !before.has(plain(word)))
  const whole = [callName, firstNames.split(/\s+/)[0] ?? '', surname, last.slice(Math.max(0, from)).join(' ')]
  const parts = whole.flatMap(partsOf).filter((part) => plain(part).length >= shortestPart && !before.has(plain(part)))
  return [...new Set([...whole, ...parts].filter((name) => wordsOf(name).length > 0))]
}

const ends = ['', 'tje', 'je', 'pje', 'etje', 'kje']
/** The last word may end as Dutch makes it small, or says whose something is: “Noortje”, “Milaatje”, “Jannetje”, “Noors”. */
const endings = (name: string): ReadonlySet<string> => {
  const doubled = `${name}${name.at(-1)}`
  const all = [...ends.map((end) => name + end), `${doubled}tje`, `${doubled}etje`]
  return new Set(all.flatMap((one) => [one, `${one}s`]))
}

/** Where a text names some children, as whole words, in the order in which they stand. */
export function namingsIn(text: string, children: readonly Named[]): Naming[] {
  const { plain: whole, at } = folded(text)
  const said = [...whole.matchAll(words)].map((found) => ({ word: found[0], start: found.index }))
  const found = new Map<string, Naming>()
  for (const { id, names } of children) {
    for (const name of names) {
      const parts = wordsOf(name)
      const spellings = parts.length > 1 ? [parts, [parts.join('')]] : [parts]
      for (const spelling of spellings) {
        const last = endings(spelling.at(-1)!)
        for (let from = 0; from + spelling.length <= said.length; from++) {
          const here = said.slice(from, from + spelling.length)
          if (!here.every(({ word }, n) => (n === spelling.length - 1 ? last.has(word) : word === spelling[n])))
            continue
          const [start, end] = [here[0]!.start, here.at(-1)!.start + here.at(-1)!.word.length]
          // What has no width behind a letter goes with it.
          const place = { start: at[start]!, end: at[end]! }
          found.set(`${id} ${start} ${end}`, { childId: id, ...place, said: here.map(({ word }) => word).join(' ') })
        }
      }
    }
  }
  return [...found.values()].sort((a, b) => a.start - b.start || b.end - a.end)
}

/** By which words some texts name each child, in the order in which they stand; of who is not named nothing. */
export function wordsNaming(texts: readonly string[], children: readonly Named[]): Map<string, string[]> {
  const all = new Map<string, string[]>()
  for (const { childId, said } of texts.flatMap((text) => namingsIn(text, children)))
    all.set(childId, [...(all.get(childId) ?? []), said])
  return all
}
