import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ok } from './support/absence.ts'
import { type Cast, makeCast, type PlayerName } from './support/cast.ts'
import { conversing, refused } from './support/conversation.ts'
import { refuses, unharmed } from './support/refusals.ts'
import { afternoon, startServer, type TestServer } from './support/server.ts'

/* How messages are found in one's own conversations, and by nobody else. */

let server: TestServer
let cast: Cast
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  server.clock.set(afternoon)
  cast = await makeCast(server)
})
const { ask, sent, begin, edit, retract } = conversing(() => ({ server, cast }))
const noor = () => cast.targets.noor

type Found = {
  message: { text: string; conversationId: string }
  child: { id: string }
  authorMarked: boolean
  excerpt: { text: string; marked: boolean }[]
}
const asking = (who: PlayerName, words: string, before = '') =>
  ask(who, 'GET', `/api/messages?words=${encodeURIComponent(words)}${before}`)
const search = async (who: PlayerName, words: string, before = ''): Promise<{ found: Found[]; older: string | null }> =>
  ok(await asking(who, words, before))
const found = async (who: PlayerName, words: string) =>
  (await search(who, words)).found.map(({ message }) => message.text)
/** The words of what was found that are marked. */
const marked = async (who: PlayerName, words: string) =>
  (await search(who, words)).found.flatMap(({ excerpt }) => excerpt.filter((one) => one.marked).map(({ text }) => text))

describe('a search', () => {
  it('finds Dutch and English words in their forms, and names as they are, newest first', async () => {
    await sent('guardian', 'Tess slaapt slecht na de vaccinaties')
    server.clock.forward(60_000)
    await sent('staff', 'She was sleeping well after the vaccination, said Joris-Jan')
    expect(await found('guardian', 'vaccinatie')).toEqual(['Tess slaapt slecht na de vaccinaties'])
    expect(await found('guardian', 'sleeps')).toHaveLength(1)
    expect(await found('staff', 'tess')).toHaveLength(1)
    expect(await found('staff', 'niemand zei dit')).toEqual([])
    for (const either of ['sleep OR slaapt', 'sleep or slapen'])
      expect(
        (await found('staff', either)).map((text) => text.slice(0, 4)),
        either,
      ).toEqual(['She ', 'Tess'])
  })

  it('finds words by how they begin, by their other forms and without accents, and says which they are', async () => {
    const table = [
      ['laars', 'De laarzen van Noor staan buiten', 'laarzen'],
      ['laars', 'Wat een leuke laarsjes', 'laarsjes'],
      ['laarzen', 'Er is één laars kwijt', 'laars'],
      ['luier', 'Nog drie luiertjes over', 'luiertjes'],
      ['luiertje', 'De luiers zijn op', 'luiers'],
      ['boten', 'Een bootje in bad', 'bootje'],
      ['brief', 'Twee brieven in de tas', 'brieven'],
      ['jassen', 'De jas hangt er nog', 'jas'],
      ['slapen', 'Zij slaapt nog', 'slaapt'],
      ['slaapt', 'Zij wil niet slapen', 'slapen'],
      ['opgehaald', 'Oma komt hem ophalen', 'ophalen'],
      ['ophalen', 'Hij is net opgehaald', 'opgehaald'],
      ['eten', 'Alles is opgegeten, en zij heeft goed gegeten', 'gegeten'],
      ['glazen', 'Er ging een glas om', 'glas'],
      ['medic', 'Het medicijn ligt klaar', 'medicijn'],
      ['cafe', 'Wij zaten in het Café', 'Café'],
      ['CAFÉ', 'Wij zaten in het cafe\u0301', 'cafe\u0301'],
      ['yildiz', 'Yıldız komt halen', 'Yıldız'],
      ['fotos', 'Mooie foto’s van vandaag', 'foto'],
      ["foto's", 'Mooie foto van vandaag', 'foto'],
      ['papa', 'Mama/papa komt', 'papa'],
      ['nappies', 'Please bring a nappy', 'nappy'],
      ['babies', 'The baby sleeps', 'baby'],
      ['“de oude laars”', 'Dat is de oude laars', 'de oude laars'],
      ['112', 'Bel 1122 niet', '1122'],
    ] as const
    for (const [, text] of table) await sent('guardian', text)
    for (const [words, text, by] of table) {
      const one = (await search('staff', words)).found.find(({ message }) => message.text === text)
      expect(one, `${words}: ${text}`).toBeDefined()
      const shown = one!.excerpt.filter((piece) => piece.marked).map((piece) => piece.text)
      expect(shown.join(' '), `${words}: ${text}`).toBe(by)
    }
  })

  it('does not find what only looks like it', async () => {
    const table = [
      ['quoted, it only begins so', '"laars"', 'De laarzen staan buiten'],
      ['quoted, it stands apart', '"natte jas"', 'De natte rode jas'],
      ['it has one of the two', 'laarzen kwijt', 'De laarzen staan buiten'],
      ['two letters are no beginning', 'la', 'De laarzen staan buiten'],
      ['it ends so', 'laarzen', 'De regenlaarzen staan buiten'],
      ['it is another word', 'uitje', 'Zij gaan uit'],
    ] as const
    for (const [, , text] of table) await sent('guardian', text)
    for (const [what, words, text] of table)
      expect(await found('staff', words), `${words}, ${what}`).not.toContain(text)
  })

  it('wants all words in one message, in any order; little ones only where there is nothing else', async () => {
    await sent('guardian', 'Haar laarzen zijn kwijt')
    server.clock.forward(1000)
    await sent('guardian', 'De laarzen staan buiten')
    expect(await found('staff', 'kwijt laars')).toEqual(['Haar laarzen zijn kwijt'])
    expect(await found('staff', 'een laars the')).toHaveLength(2)
    expect(await marked('staff', 'de laars')).toEqual(['laarzen', 'laarzen'])
    expect(await found('staff', 'haar')).toEqual(['Haar laarzen zijn kwijt'])
  })

  it('finds what somebody wrote by the name that stands above it, alone or with words', async () => {
    const { id } = await sent('guardian', 'De laarzen staan buiten')
    const name = cast.people.guardian.firstName
    for (const words of [name, `${name} laars`]) {
      const [first] = (await search('staff', words)).found
      expect([first!.message.text, first!.authorMarked], words).toEqual(['De laarzen staan buiten', true])
    }
    expect((await search('staff', 'laars')).found[0]!.authorMarked).toBe(false)
    // What is taken back is found by nothing.
    ok(await retract('guardian', id))
    expect((await found('staff', name)).includes('')).toBe(false)
  })

  it('follows an edit', async () => {
    const { id } = await sent('guardian', 'De laarzen staan buiten')
    ok(await edit('guardian', id, 'De jassen hangen buiten'))
    expect([await found('staff', 'laars'), await found('staff', 'jas')]).toEqual([[], ['De jassen hangen buiten']])
  })

  it('looks only in what one reads now: not by a word, its beginning, a form, or a name', async () => {
    const { id } = await sent('guardian', 'Het wachtwoord is kastanjes')
    const { conversation } = ok(await begin('neverGranted', {}, 'Wij lezen over een kastanje'))
    const name = `"${cast.people.guardian.firstName}"`
    for (const words of [
      'kastanje',
      'kas',
      'kastanjetje',
      'kastanjes',
      '"kastanjes" OR "kastanje"',
      'kast wachtwoorden or kastanje',
    ]) {
      expect(
        (await found('guardian', words)).filter((text) => text.startsWith('Wij')),
        words,
      ).toEqual([])
      expect(await found('staff', words), words).toContain('Het wachtwoord is kastanjes')
      for (const who of [
        'otherGroup',
        'formerStaff',
        'manager',
        'sharedWith',
        'restricted',
        'otherFamily',
        'foreignStaff',
      ] as const)
        expect(await found(who, words), `${who} ${words}`).toEqual([])
    }
    // The other guardian of the same child finds the own conversation, and nothing of the first one's.
    expect(await found('neverGranted', 'kastanje')).toEqual(['Wij lezen over een kastanje'])
    expect(await found('guardian', name)).toContain('Het wachtwoord is kastanjes')
    for (const who of [
      'neverGranted',
      'otherGroup',
      'formerStaff',
      'manager',
      'sharedWith',
      'otherFamily',
      'foreignStaff',
    ] as const)
      expect(await found(who, name), who).toEqual([])
    expect(await found('staff', 'kastanje')).toHaveLength(2)
    ok(await retract('guardian', id))
    const { found: rest } = await search('staff', 'kastanje')
    expect(rest).toMatchObject([{ child: { id: noor().childId }, message: { conversationId: conversation.id } }])
  })

  it('comes in pages', async () => {
    const { id } = ok(await begin('neverGranted', {}, 'Peer 0')).conversation
    for (let n = 1; n < 60; n++) {
      if (n % 25 === 0) server.clock.forward(120_000)
      await sent('neverGranted', `Peer ${n}`, id)
    }
    const newest = await search('staff', 'peer')
    const rest = await search('staff', 'peren', `&before=${encodeURIComponent(newest.older!)}`)
    expect([newest.found.length, rest.found.length, rest.older]).toEqual([50, 10, null])
    expect(new Set([...newest.found, ...rest.found].map(({ message }) => message.text)).size).toBe(60)
  })
})

describe('what nobody should search for', () => {
  it('is refused when it is too little, too much, or no text', async () => {
    await unharmed(server, cast.people.guardian, async () => {
      const of = (words: string) => (headers: Record<string, string>) =>
        ask('staff', 'GET', `/api/messages?words=${encodeURIComponent(words)}`, undefined, headers)
      for (const words of [
        '',
        ' ',
        '   ',
        'a',
        ' a ',
        'a b',
        '7',
        '((((',
        '!!',
        '%%',
        '<->',
        '\\\\',
        '""',
        '🎉',
        '🎉🎉🎉',
        '\u0301\u0301',
        'e\u0301',
      ])
        expect((await refuses('invalid', of(words), words)).fields).toEqual([{ path: 'words', reason: 'too_short' }])
      for (const words of ['a'.repeat(101), 'laars '.repeat(1667)])
        expect((await refuses('invalid', of(words))).fields).toEqual([{ path: 'words', reason: 'too_long' }])
      for (const words of ['laars\u0000', '\u0000\u0000', 'la\u202ears'])
        expect((await refuses('invalid', of(words))).fields).toEqual([{ path: 'words', reason: 'unsafe_characters' }])
      await refused('invalid', ask('staff', 'GET', '/api/messages'))
      await refused('invalid', ask('staff', 'GET', '/api/messages?words=laars&words=jas'))
    })
  })

  it('harms nothing, and never means anything else to the database', async () => {
    await sent('guardian', 'Een kastanje voor Joris-Jan')
    for (const words of [
      '-kastanje',
      '!-kastanje',
      '"-kastanje',
      'kastanje --Joris',
      "kastanje'",
      "'kastanje':*",
      'kastanje:*A',
      'kastanje & !joris',
      'kastanje | x1',
      'kasta\\nje kastanje',
      '(kastanje',
      'kastanje <-> jan',
      'kastanje 🎉',
      'or kastanje or',
      '"" kastanje',
    ])
      expect((await search('staff', words)).found.length, words).toBeLessThanOrEqual(1)
    for (const words of [
      '-kastanje',
      '!-kastanje',
      "'kastanje':*",
      'kastanje & !joris',
      '(kastanje',
      'or kastanje or',
      '"" kastanje',
      'kastanje 🎉',
    ])
      expect(await found('staff', words), words).toEqual(['Een kastanje voor Joris-Jan'])
    for (const words of [
      "'; drop table message; --",
      'or',
      'or or',
      '-peer',
      'ﷺ'.repeat(100),
      'jassen '.repeat(14),
      'ab '.repeat(33),
      'z'.repeat(100),
      '東京 привет مرحبا',
      '%27%00',
      '\\u0000',
      'e\u0301'.repeat(50),
      '𝓁𝒶𝒶𝓇𝓈',
    ])
      expect(await found('staff', words), words).toEqual([])
  })
})
