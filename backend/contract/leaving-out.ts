/* Whether a correction only leaves out, for the server and the client alike. */

const segmenter = new Intl.Segmenter('nl', { granularity: 'sentence' })
const sentencesOf = (text: string): string[] =>
  [...segmenter.segment(text)].map(({ segment }) => segment.trim()).filter((sentence) => sentence !== '')

/** Whole sentences went, and no more: "geen koorts" without a word of it says the opposite. */
export function leavesOut(before: string, after: string): boolean {
  const kept = sentencesOf(after)
  let next = 0
  for (const sentence of sentencesOf(before)) if (sentence === kept[next]) next += 1
  return next === kept.length
}
