import { describe, expect, it } from 'vitest'
import { askedFor } from '../backend/conversation/asked-words.ts'
import { dutchForms } from '../backend/conversation/dutch-forms.ts'
import { excerptOf } from '../backend/conversation/search.ts'

/* What a search looks for, and what it shows of what was found. */

describe('forms of a Dutch word', () => {
  it.each([
    ['laars', 'laarzen'],
    ['laarzen', 'laars'],
    ['laarsjes', 'laars laarzen'],
    ['luiers', 'luier'],
    ['luiertjes', 'luier'],
    ['brief', 'brieven'],
    ['brieven', 'brief'],
    ['boot', 'boten'],
    ['boten', 'boot'],
    ['jassen', 'jas jasje'],
    ['kaas', 'kazen'],
    ['aardbeien', 'aardbei'],
    ['knieen', 'knie'],
    ['vakanties', 'vakantie'],
    ['lepels', 'lepel'],
    ['fotos', 'foto'],
    ['autootje', 'auto'],
    ['boompje', 'boom bomen'],
    ['balletje', 'bal ballen'],
    ['bloemetje', 'bloem'],
    ['rijtje', 'rij rijen'],
    ['koetje', 'koe'],
    ['slapen', 'slaap'],
    ['slaapt', 'slapen'],
    ['huilt', 'huilen'],
    ['wennen', 'wen went'],
    ['luistert', 'luisteren'],
    ['luisteren', 'luister'],
    ['ophalen', 'opgehaald ophaal'],
    ['opgehaald', 'ophalen'],
    ['spelen', 'gespeeld'],
    ['gespeeld', 'spelen'],
    ['gepraat', 'praten'],
    ['gereisd', 'reizen'],
    ['geplast', 'plassen'],
    ['gevallen', 'viel'],
    ['viel', 'gevallen'],
    ['slaap', 'sliep geslapen'],
    ['meenemen', 'meegenomen meeneemt'],
    ['opgegeten', 'opeten'],
    ['glas', 'glazen glaasje'],
    ['glazen', 'glas'],
    ['stad', 'steden'],
    ['eieren', 'ei'],
  ])('%s: %s', (word, forms) => {
    expect(dutchForms(word)).toEqual(expect.arrayContaining(forms.split(' ')))
  })

  it.each(['ja', 'groen', 'tien', 'uit', 'best', 'een', '112', 'café', 'x'])('%s has none', (word) => {
    expect(dutchForms(word)).toEqual([])
  })

  it('make no little word of another', () => {
    const made = [
      'uitje',
      'toetje',
      'netjes',
      'watje',
      'beetje',
      'bessen',
      'kannen',
      'wassen',
      'haren',
      'eentje',
      'boeren',
      'bootje',
      'tentje',
      'jas',
      'eens',
      'mens',
      'vallen',
      'lukken',
      'wonen',
      'noten',
      'lijken',
      'wennen',
      'baden',
    ].flatMap(dutchForms)
    for (const word of [
      'uit',
      'toe',
      'net',
      'wat',
      'beet',
      'best',
      'kan',
      'was',
      'haar',
      'een',
      'bo',
      'ten',
      'ja',
      'men',
      'geval',
      'geluk',
      'gewoon',
      'genoot',
      'gelijk',
      'gewen',
      'bad',
    ])
      expect(made).not.toContain(word)
  })

  it('hold nothing that the database would read as anything but a word', () => {
    const forms = askedFor("laars' | !b:* & (c) \\ \"d'e:*\" x'); --")
      .flat()
      .map((one) => one.forms)
    expect(forms.filter((one) => one !== '').join(' | ')).toMatch(/^('[a-z]+'(:\*)?( \| )?)+$/)
  })
})

describe('an excerpt', () => {
  const isWord =
    (...words: string[]) =>
    (word: string) =>
      words.includes(word)

  it('shows the text around what was found', () => {
    const text = `${'Lang begin van het verhaal. '.repeat(20)}Daarna een speciaal woord.${' En zo voort.'.repeat(40)}`
    const pieces = excerptOf(text, isWord('speciaal', 'woord'))
    const whole = pieces.map((piece) => piece.text).join('')
    expect(whole.length).toBeLessThanOrEqual(200)
    expect(whole).toMatch(/^….*speciaal woord.*…$/)
    expect(pieces.filter(({ marked }) => marked).map((piece) => piece.text)).toEqual(['speciaal', 'woord'])
  })

  it('of a short text is the text, and of none nothing', () => {
    expect(excerptOf('Kort', isWord('Kort'))).toEqual([{ text: 'Kort', marked: true }])
    expect(excerptOf('Kort\nen goed', isWord())).toEqual([{ text: 'Kort en goed', marked: false }])
    expect(excerptOf('', isWord())).toEqual([])
  })
})
