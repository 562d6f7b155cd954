import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'
import { describe, expect, it } from 'vitest'
import { errorStatus } from '../backend/contract/errors.ts'
import { en as englishErrors } from '../backend/locales/en.ts'
import { nl as dutchErrors } from '../backend/locales/nl.ts'
import { type MailKind, mailKinds } from '../db/mail.ts'
import { en as enMails } from '../workers/locales/en.ts'
import type { Letter } from '../workers/locales/mail-words.ts'
import { nl as nlMails } from '../workers/locales/nl.ts'
import { read, sourcesIn } from './support/sources.ts'

/** Law: every text that a person reads stands in both dictionaries, and nowhere else. */

/** Words that are the same in Dutch and English, or a name. */
const same = new Set([
  'Ouderapp',
  'Start',
  'English',
  'Nederlands',
  'Later',
  'Half',
  'Temp.',
  'Account',
  'Contact',
  'Video',
])

/** Say what a place in a text that staff type means; they stand there while the text has one. */
const explained = new Set(['text.nameHelp', 'photoPost.edit.name'])

type Word = string | ((...given: never[]) => string)
type Words = Record<string, Word>
const folder = join(import.meta.dirname, '../client/locales')
const parts = readdirSync(join(folder, 'nl')).filter((file) => file.endsWith('.ts'))
const load = async (language: string, part: string): Promise<Words> =>
  (await import(join(folder, language, part))).words

/** What a word says when it is given things that can be found again in it. */
function saying(word: Word, kind: 'many' | 'one'): { text: string; given: string[] } {
  if (typeof word === 'string')
    return { text: word, given: [...word.matchAll(/\{\w+\}/g)].map(([placeholder]) => placeholder).sort() }
  const marks = Array.from({ length: word.length }, (_, n) => (kind === 'one' ? 1 : 7_000 + n))
  const text = said(word, marks, [])
  return { text, given: marks.filter((mark) => text.replace(/[.,\s]/g, '').includes(String(mark))).map(String) }
}

/** Calls it with each thing as a number, a text or a list: the first way that it takes. */
function said(word: (...given: never[]) => string, marks: number[], given: unknown[]): string {
  if (given.length === marks.length) return word(...(given as never[]))
  const mark = marks[given.length]!
  let failure: unknown
  for (const form of [mark, String(mark), [String(mark)], new Date(mark)]) {
    try {
      return said(word, marks, [...given, form])
    } catch (error) {
      failure = error
    }
  }
  throw failure
}

describe.each(parts)('the client’s %s', async (part) => {
  const [nl, en] = await Promise.all([load('nl', part), load('en', part)])

  it('has the same words in Dutch and English', () => {
    expect(
      readdirSync(join(folder, 'en'))
        .filter((file) => file.endsWith('.ts'))
        .sort(),
    ).toEqual([...parts].sort())
    expect(Object.keys(en).sort()).toEqual(Object.keys(nl).sort())
  })

  it('says what it is given in both languages, one or many', () => {
    const wrong = Object.keys(nl).flatMap((key) => {
      const [dutch, english] = [nl[key]!, en[key] ?? '']
      if (typeof dutch !== typeof english) return [`${key}: a text in one language, not in the other`]
      const [ours, theirs] = [saying(dutch, 'many'), saying(english, 'many')]
      if (JSON.stringify(ours.given) !== JSON.stringify(theirs.given))
        return [`${key}: “${ours.text}” and “${theirs.text}”`]
      return []
    })
    expect(wrong).toEqual([])
  })

  it('has no empty text, and none with a hole in it', () => {
    const wrong = [nl, en].flatMap((words) =>
      Object.entries(words).flatMap(([key, word]) =>
        (['many', 'one'] as const)
          .map((kind) => saying(word, kind).text)
          .filter(
            (text) =>
              text.trim() === '' ||
              text !== text.trim() ||
              / {2}|undefined|NaN|\[object|\btodo\b|\bfixme\b/i.test(text),
          )
          .map((text) => `${key}: “${text}”`),
      ),
    )
    expect(wrong).toEqual([])
  })

  it('has no place in a text that nobody fills', () => {
    const wrong = [nl, en].flatMap((words) =>
      Object.entries(words).flatMap(([key, word]) =>
        /\{\w*\}/.test(saying(word, 'many').text) && !explained.has(key)
          ? [`${key}: “${saying(word, 'many').text}”`]
          : [],
      ),
    )
    expect(wrong).toEqual([])
  })

  it('has no text that was copied and not translated', () => {
    const wrong = Object.keys(nl).filter((key) => {
      const [dutch, english] = [saying(nl[key]!, 'many').text, saying(en[key] ?? '', 'many').text]
      const letters = dutch.replace(/[^\p{L}]/gu, '')
      // Units and marks are no language.
      return dutch === english && letters.length > 3 && !same.has(dutch.replace(/[\d\s,]+$/, ''))
    })
    expect(wrong.map((key) => `${key}: “${saying(nl[key]!, 'many').text}”`)).toEqual([])
  })
})

describe('errors', () => {
  it.each([
    ['Dutch', dutchErrors],
    ['English', englishErrors],
  ] as [string, Record<string, string>][])('every code has its text in %s', (_, words) => {
    expect(Object.keys(words).sort()).toEqual(Object.keys(errorStatus).sort())
    expect(Object.entries(words).filter(([, text]) => text.trim() === '' || !/[.!?]$/.test(text))).toEqual([])
  })

  it('are translated, with the same placeholders', () => {
    for (const [code, text] of Object.entries(dutchErrors)) {
      const english = englishErrors[code as keyof typeof englishErrors]
      expect(english, code).not.toBe(text)
      expect(english.match(/\{\w+\}/g), code).toEqual(text.match(/\{\w+\}/g))
    }
  })
})

describe('mails', () => {
  const facts = {
    organisation: 'O-1',
    at: 'A-2',
    device: 'D-3',
    ip: 'I-4',
    from: 'F-5',
    policy: 'terms',
    first: '',
    until: 'U-6',
  }
  const kinds = [...mailKinds.map((kind) => [kind, '']), ['password_changed', 'yes']] as [MailKind, string][]

  it.each(kinds)('%s%s says the same in Dutch and English, with nothing missing', (kind, first) => {
    const [dutch, english] = [nlMails, enMails].map(({ mails }) => mails[kind]({ ...facts, first }))
    const parts = ({ subject, lines, action, after = [] }: Letter) => [
      subject,
      ...lines,
      ...(action ? [action] : []),
      ...after,
    ]
    const [ours, theirs] = [parts(dutch!), parts(english!)]
    expect(theirs).toHaveLength(ours.length)
    for (const [n, text] of ours.entries()) {
      expect(theirs[n]).not.toBe(text)
      expect(theirs[n]!.match(/[A-Z]-\d/g)).toEqual(text.match(/[A-Z]-\d/g))
      expect(`${text} ${theirs[n]}`).not.toMatch(/undefined|NaN|\[object| {2}/)
    }
  })
})

describe('the client', () => {
  const screens = sourcesIn('client').filter((path) => path.endsWith('.tsx'))
  /** Attributes that somebody sees or hears; also what our own components call them. */
  const spoken =
    /^(aria-(label|description|roledescription|valuetext|placeholder)|title|placeholder|alt|label|text|hint|summary|caption)$/i
  const says = (text: unknown) => typeof text === 'string' && /\p{L}{2,}/u.test(text.replace(/\{\w+\}/g, ''))

  it('has screens to look at', () => expect(screens.length).toBeGreaterThan(20))

  it('has no words outside of the dictionaries', () => {
    const found = screens.flatMap((path) => {
      const code = read(path)
      const { program, errors } = parseSync(path, code)
      if (errors.length > 0) return [`${path}: unreadable: ${errors[0]!.message}`]
      return literals(program).map(
        ({ text, start }) => `${path}:${code.slice(0, start).split('\n').length}: “${text.trim()}”`,
      )
    })
    expect(found).toEqual([])
  })

  interface Node {
    type: string
    start: number
    [key: string]: any
  }

  /** The literal texts that would be shown. */
  function literals(node: Node): { text: string; start: number }[] {
    const children = () =>
      Object.values(node)
        .flat()
        .filter((one): one is Node => typeof one?.type === 'string')
        .flatMap(literals)
    if (node.type === 'JSXText') return says(node.value) ? [{ text: node.value, start: node.start }] : []
    if (node.type === 'JSXAttribute' && node.name.type === 'JSXIdentifier') {
      const shown = spoken.test(node.name.name) ? shownBy(node.value) : []
      return [...shown, ...children()]
    }
    if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
      const shown = node.children.filter((one: Node) => one.type === 'JSXExpressionContainer').flatMap(shownBy)
      return [...shown, ...children()]
    }
    // What a screen reader is told.
    if (node.type === 'CallExpression' && node.callee.name === 'announce')
      return [...node.arguments.flatMap(shownBy), ...children()]
    return children()
  }

  /** The literal texts that an expression may come to. */
  function shownBy(node: Node | null): { text: string; start: number }[] {
    if (!node) return []
    if (node.type === 'Literal') return says(node.value) ? [{ text: node.value, start: node.start }] : []
    if (node.type === 'TemplateLiteral') {
      return node.quasis
        .filter((part: Node) => says(part.value.cooked))
        .map((part: Node) => ({ text: part.value.cooked, start: part.start }))
    }
    if (node.type === 'JSXExpressionContainer') return shownBy(node.expression)
    if (node.type === 'ConditionalExpression') return [...shownBy(node.consequent), ...shownBy(node.alternate)]
    if (node.type === 'LogicalExpression' || node.type === 'BinaryExpression') {
      return node.operator === '===' || node.operator === '!==' ? [] : [...shownBy(node.left), ...shownBy(node.right)]
    }
    return []
  }
})
