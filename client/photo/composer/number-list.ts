import { language, useT } from '../../locales/words.ts'
import { listed } from '../../time.ts'

const mostParts = 5
const mostNames = 3

/** Ascending numbers as runs from and to; only three or more in a row make one. */
export function runsOf(numbers: readonly number[]): [from: number, to: number][] {
  const runs: [number, number][] = []
  for (const number of numbers) {
    const last = runs.at(-1)
    if (last && last[1] === number - 1) last[1] = number
    else runs.push([number, number])
  }
  return runs.flatMap(([from, to]): [number, number][] =>
    to === from + 1
      ? [
          [from, from],
          [to, to],
        ]
      : [[from, to]],
  )
}

/** Says which photos of a post are meant, by their numbers: `1–4, 7 en 12 andere`. */
export function useNumberList(): (photos: readonly { number: number }[]) => string {
  const t = useT('staff')
  return (photos) => {
    const runs = runsOf(photos.map(({ number }) => number))
    const named = runs.length > mostParts ? runs.slice(0, mostParts - 1) : runs
    const others = photos.length - named.reduce((sum, [from, to]) => sum + to - from + 1, 0)
    const parts = named.map(([from, to]) => (from === to ? String(from) : t('numbers.range', from, to)))
    return listed(others > 0 ? [...parts, t('numbers.others', others)] : parts, language())
  }
}

/** Says which files are meant, by their names: `a.txt, b.txt en 2 andere`. */
export function useNameList(): (names: readonly string[]) => string {
  const t = useT('staff')
  return (names) => {
    if (names.length <= mostNames) return listed(names, language())
    const named = names.slice(0, mostNames - 1)
    return listed([...named, t('numbers.others', names.length - named.length)], language())
  }
}
