import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cast, makeCast, type Player, type Target } from './support/cast.ts'
import { refuses, unharmed } from './support/refusals.ts'
import { call, posting, startServer, type TestServer } from './support/server.ts'

/** Texts and facts that nobody should send. */

let server: TestServer
let cast: Cast
let next: Player
let noor: Target

beforeAll(async () => {
  server = await startServer()
  cast = await makeCast(server)
  next = cast.people.foreignGuardian
  noor = cast.targets.noor
})
afterAll(() => server.close())

const safely = (name: string, work: () => Promise<void>) => it(name, () => unharmed(server, next, work))
const good = (given: Parameters<typeof posting>[3] = {}) => posting(server, { id: noor.groupId }, [noor.childId], given)
const post =
  (body: unknown, who: Player = cast.people.staff) =>
  (headers: Record<string, string>) =>
    call(server, who, 'POST', '/api/diary', body, headers)
const at = (minutes: number) => new Date(server.clock.now().getTime() + minutes * 60_000).toISOString()

describe('texts and facts', () => {
  const unsafe = [
    '\u0000',
    '\u0007',
    '\u001b[31m',
    '\r',
    '\u007f',
    '\u0085',
    '\u200e',
    '\u2028',
    '\ufff9',
    '\u200f',
    '\u202e',
    '\u2066',
    '\u2069',
    '\u061c',
    '\ufeff',
    '\ud800',
    '\udc00',
    '\udfff\ud800',
  ]

  safely('with control characters, marks that turn reading round, or half characters', async () => {
    for (const mark of unsafe) {
      const error = await refuses('invalid', post(good({ text: `Noor ${mark} sliep` })), JSON.stringify(mark))
      expect(error.fields).toEqual([{ path: 'children.0.text', reason: 'unsafe_characters' }])
      await refuses(
        'invalid',
        post(good({ facts: [{ kind: 'meal', at: at(-5), what: `brood${mark}`, amount: null }] })),
        JSON.stringify(mark),
      )
    }
  })

  safely('that are too long, empty or say nothing', async () => {
    expect((await refuses('invalid', post(good({ text: 'x'.repeat(5_001) })))).fields).toEqual([
      { path: 'children.0.text', reason: 'too_long' },
    ])
    for (const text of ['', ' ', '\n\t ', '\u00a0\u2003'])
      await refuses('invalid', post(good({ text })), JSON.stringify(text))
    const drink = { kind: 'drink', at: at(-5), what: 'water', millilitres: 100 } as const
    await refuses('invalid', post(good({ facts: Array(41).fill(drink) })))
    for (const what of ['', '  ', 'x'.repeat(201)])
      await refuses('invalid', post(good({ facts: [{ ...drink, what }] })))
  })

  safely('with facts of no known kind, or with numbers and words that they do not have', async () => {
    const moment = at(-30)
    const facts: unknown[] = [
      { kind: 'nap', at: moment },
      { at: moment },
      {},
      null,
      'sleep',
      [],
      { kind: 'sleep', from: moment },
      { kind: 'sleep', from: moment, to: moment },
      { kind: 'sleep', from: at(-20), to: at(-30) },
      { kind: 'sleep', from: at(-1_500), to: at(-30) },
      { kind: 'sleep', from: null, to: moment },
      { kind: 'drink', at: moment, what: 'water', millilitres: 0 },
      { kind: 'drink', at: moment, what: 'water', millilitres: 2_001 },
      { kind: 'drink', at: moment, what: 'water', millilitres: 1.5 },
      { kind: 'drink', at: moment, what: 'water', millilitres: '100' },
      { kind: 'temperature', at: moment, celsius: 32.9 },
      { kind: 'temperature', at: moment, celsius: 43.1 },
      { kind: 'temperature', at: moment, celsius: 1e308 },
      { kind: 'temperature', at: moment },
      { kind: 'mood', at: moment, mood: 'angry' },
      { kind: 'diaper', at: moment, what: 'wet' },
      { kind: 'diaper', at: moment, what: 'wet', place: 'garden' },
      { kind: 'meal', at: moment, what: 'brood', amount: 'toString' },
      { kind: 'activity', at: moment, what: 'tekenen', more: 1 },
      { kind: 'toString', at: moment },
      { kind: ['sleep'], at: moment },
    ]
    for (const fact of facts)
      await refuses(
        'invalid',
        post({ ...good(), children: [{ ...good().children[0]!, facts: [fact] }] }),
        JSON.stringify(fact),
      )
  })

  it('with any script, emoji, combining marks, tabs and new lines are kept as they are', async () => {
    const text = 'Zoë 👨‍👩‍👧 é ñ 你好 עברית العربية ‌\tregel\nregel {naam} {{name}} $& \\ <b>&amp;</b> %s'
    const reply = await post(good({ text }))({})
    expect(reply.body.entries[0].text).toBe(text.replace('{name}', noor.callName))
    const longest = '🦊'.repeat(2_500)
    expect((await post(good({ text: longest }))({})).body.entries[0].text).toBe(longest)
  })
})
