/** Words that take no part: a rule would make them of another, or another of them, and they stand in every second message. */
const little = new Set(
  'beet best een genoot haar kan kans kant last meer net rust ten toe uit voor was wat weer'.split(' '),
)
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

/** What follows no rule, of what a group and guardians write about; without forms that English has for something else (at). */
const families = [
  'blijven blijf blijft bleef bleven gebleven',
  'brengen breng brengt bracht gebracht',
  'drinken drink drinkt dronk gedronken',
  'eten eet aten gegeten',
  'geven geef geeft gaf gaven gegeven',
  'kijken kijk kijkt keek keken gekeken',
  'komen kom komt kwam kwamen gekomen',
  'krijgen krijg krijgt kreeg kregen gekregen',
  'lezen lees leest las lazen gelezen',
  'lopen loop loopt liep gelopen',
  'nemen neem neemt nam namen genomen',
  'roepen roep roept riep geroepen',
  'schrijven schrijf schrijft schreef geschreven',
  'slapen slaap slaapt sliep geslapen',
  'snijden snijd snijdt sneed gesneden',
  'vallen val valt viel vielen gevallen',
  'vergeten vergeet vergat',
  'verliezen verlies verliest verloor verloren',
  'vinden vind vindt vond gevonden',
  'zitten zit zit zat zaten gezeten',
  'zwemmen zwem zwemt zwom gezwommen',
  'bladeren blad blaadje',
  'eieren ei eitje',
  'gaten gat gaatje',
  'glazen glas glaasje',
  'schepen schip scheepje',
  'steden stad stadje',
].map((family) => family.split(' '))

/** What may stand before a verb: ophalen, opgehaald. */
const apart = /^(op|af|aan|uit|in|mee|terug|weg|voor|door|om|over|na|los|toe|bij|thuis)(?=.{4})/

/**
 * Other forms of a Dutch word by its regular spelling: one and several (laars, laarzen; boot, boten; jas, jassen), small ones (luiertje), and of
 * a verb what somebody does (slapen, slaapt) and what was done (ophalen, opgehaald); of a few that are irregular those as well (glas, glazen).
 * Without what begins with the word itself. Some are no words, and stand nowhere.
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
    ...done(word),
    ...irregular(word),
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

/** What was done, of a verb; and the verb of what was done: ophalen, opgehaald. */
function done(word: string): string[] {
  const [before = ''] = apart.exec(word) ?? []
  const verb = word.slice(before.length)
  const [, root] = /^ge(.{2,})[dt]$/.exec(verb) ?? []
  const verbs = root === undefined ? [] : [root, ...(verb.endsWith('t') ? [`${root}t`] : [])].flatMap(severalOf)
  return [
    ...verbs.map((one) => before + one),
    ...withoutEn(verb).flatMap((one) => participles(one).map((form) => before + form)),
  ]
}

/** Whole, for what begins so is often another word (gelukt, geluk); t or d, as the word may be. */
const participles = (root: string): string[] => (/[td]$/.test(root) ? [`ge${root}`] : [`ge${root}d`, `ge${root}t`])

/** The other forms of what follows no rule: glazen; meegenomen. */
function irregular(word: string): string[] {
  const [before = ''] = apart.exec(word) ?? []
  return ['', before].flatMap((start) =>
    families.flatMap((family) => (family.includes(word.slice(start.length)) ? family.map((one) => start + one) : [])),
  )
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
