/** Words that take no part: a rule would make them of another, or another of them, and they stand in every second message. */
const little = new Set('beet best een haar kan kans kant last meer net rust ten toe uit voor was wat weer'.split(' '))
const twoVowels = '(?:[aeou]i|ij|ie|oe|eu|[ao]u)'
const long = `(?:aa|ee|oo|uu|${twoVowels})`

/** What is taken off a word, and what comes for it. */
const endings: [RegExp, string][] = [
  // Small ones: huisje; stoeltje, koetje, luiertje, kastanjetje; autootje; boompje; balletje; bloemetje.
  [/jes?$/, ''],
  [new RegExp(`(?<=${long}[lnrw]|${twoVowels}|[aeiouy].*[^e]e[lnr]?)tjes?$`), ''],
  [/(?<=[aeiouy].*)([aeou])\1tjes?$/, '$1'],
  [new RegExp(`(?<=(?:${long}|[lr])m)pjes?$`), ''],
  [/([^aeiouy])\1etjes?$/, '$1'],
  [/(?<=[bgmnr])etjes?$/, ''],
  // Several: lepels, vakanties, fotos.
  [/(?<=[aeiouy].*[^e]e[lmnr]|ie|[aeiouy][^aeiouy]+[aou])s$/, ''],
]

/**
 * Other forms of a Dutch word by its regular spelling: one and several (laars, laarzen; boot, boten; jas, jassen), small ones (luiertje),
 * and of a verb what somebody does (slapen, slaapt). Without what begins with the word itself, and without what is irregular (glas,
 * glazen). Some are no words, and stand nowhere.
 * @param word In small letters, without accents.
 */
export function dutchForms(word: string): string[] {
  if (!/^[a-z]{3,}$/.test(word) || little.has(word)) return []
  const roots = [
    ...endings.flatMap(([ending, instead]) => (ending.test(word) ? word.replace(ending, instead) : [])),
    ...withoutEn(word),
  ].filter((root) => root.length > 2 && !little.has(root))
  const does = /[^aeiouy]t$/.test(word) ? severalOf(word.slice(0, -1)) : []
  const forms = [
    ...severalOf(word),
    ...does,
    ...roots.flatMap((root) => [root, ...severalOf(root), ...shortOnes(root)]),
  ]
  return [...new Set(forms)].filter((form) => !form.startsWith(word) && !little.has(form))
}

/** One of several, or the stem of a verb: jas, boot, brief, laars, knie, luister. */
function withoutEn(word: string): string[] {
  const [, base] = /^(.*[aeiouy].*[^aeiouy]|.*(?:[aeou]i|ie|ee))en$/.exec(word) ?? []
  if (base === undefined) return []
  if (/([^aeiouy])\1$/.test(base)) return [base.slice(0, -1)]
  const hard = base.replace(/z$/, 's').replace(/v$/, 'f')
  const [, start, vowel, end] = /^(.*(?<![aeiouy]))([aeou])([^aeiouy])$/.exec(hard) ?? []
  if (start === undefined) return [hard]
  return [`${start}${vowel}${vowel}${end}`, ...(/[aeiouy]/.test(start) ? [hard] : [])]
}

/** Several of something, or to do it: boten, brieven, laarzen, jassen, luisteren, rijen. */
function severalOf(root: string): string[] {
  const [, start = '', vowels = '', end = ''] = /^(.*?)((?:ij|[aeiouy])+)((?!j)[^aeiouy]*)$/.exec(root) ?? []
  if (end === '') return [`${root}en`]
  if (vowels.length === 1 && end.length === 1)
    return [`${root}${end}en`, ...(/[aeiouy]/.test(start) ? [`${root}en`] : [])]
  const open = start + (end.length === 1 ? vowels.replace(/([aeou])\1$/, '$1') : vowels)
  return [...new Set([end, end.replace(/s$/, 'z').replace(/f$/, 'v')])].map((one) => `${open}${one}en`)
}

/** Of a word that is too short to look for what begins with it: jasje, balletje, pakt. */
function shortOnes(root: string): string[] {
  if (root.length > 3) return []
  const doubled = /[^aeiouy][aeiou]([lmnpr])$/.exec(root)?.[1]
  return ['t', 'je', 'jes', 'tje', 'tjes', ...(doubled ? [`${doubled}etje`, `${doubled}etjes`] : [])].map(
    (end) => root + end,
  )
}
