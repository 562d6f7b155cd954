import fc from 'fast-check'
import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import type { SeenMail } from '../mail-screen.ts'
import { fetchBytes } from '../photos.ts'
import { playFiles } from './files.ts'
import {
  childOf,
  type DeviceName,
  deciders,
  expectAnswer,
  type Family,
  familiesOf,
  type Ground,
  type Hand,
  type Noun,
  pick,
  type Somebody,
} from './ground.ts'

type Who = Hand | 'family'
type Do = 'claim' | 'release' | 'done' | 'reopen' | 'urgent' | 'hand_over' | 'hand_back'
type Act = { noun: 'message' } & (
  | { what: 'say'; family: Family; by: Who; copies: number }
  /** With a real file, that is sent and processed first. */
  | { what: 'say with a file'; family: Family; by: Who; file: 'photo' | 'letter'; showsChild: boolean; copies: number }
  | { what: 'reword' | 'take back' | 'recall'; which: number; copies: number }
  | { what: 'read'; family: Family; by: Who; which: number; copies: number }
  | { what: 'handle'; family: Family; by: Hand; do: Do }
)

const common = {
  noun: fc.constant('message' as const),
  family: fc.constantFrom(...deciders),
  copies: fc.constantFrom(1, 1, 1, 2, 3),
}
const by = fc.constantFrom<Who>('family', 'family', 'carer', 'tablet', 'manager')
const what = <W extends Act['what']>(...whats: W[]) => fc.constantFrom(...whats)
export const messageActs: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ ...common, by, what: what('say') }) },
  {
    weight: 2,
    arbitrary: fc.record({
      ...common,
      by,
      what: what('say with a file'),
      file: fc.constantFrom('photo' as const, 'letter' as const),
      showsChild: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      noun: common.noun,
      copies: common.copies,
      what: what('reword', 'take back', 'recall'),
      which: fc.nat(30),
    }),
  },
  { weight: 4, arbitrary: fc.record({ ...common, by, what: what('read'), which: fc.nat(30) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      noun: common.noun,
      family: common.family,
      what: what('handle'),
      by: fc.constantFrom<Hand>('carer', 'carer', 'tablet', 'manager'),
      do: fc.constantFrom<Do>('claim', 'release', 'done', 'reopen', 'urgent', 'hand_over', 'hand_over', 'hand_back'),
    }),
  },
)

interface Message {
  id: string
  family: Family
  authorId: string
  side: 'guardian' | 'staff'
  seq: number
  text: string
  file: { id: string; kind: 'photo' | 'letter'; showsChild: boolean } | null
  /** Stood there from the beginning: nobody changes it. */
  isGiven: boolean
  isGone: boolean
}

/** Where a family’s conversation is open: on its own phone, and at the group. */
const screensOf = (family: Family): DeviceName[] => (childOf(family) === 'noor' ? [family, 'staff'] : [family])
/** Where a manager reads it once it was handed over. */
const managerOf = (family: Family): DeviceName => (childOf(family) === 'noor' ? 'secondTablet' : 'manager')

/** What families and the group write each other: said, changed, taken back, recalled, read, and what the group does with it. */
export async function playMessages(ground: Ground): Promise<Noun<Act>> {
  const { targets, people } = ground.cast
  const files = await playFiles(ground)
  const conversations = new Map<Family, string>([
    ['guardian', targets.noor.talk.id],
    ['otherFamily', targets.bram.talk.id],
  ])
  const messages = new Map<string, Message>()
  /** How far each person has read, by person and family. */
  const markers = new Map<string, number>()
  const handedOver = new Set<Family>()
  const everHandedOver = new Set<Family>()

  for (const [family, id] of conversations) {
    const { rows } = await ground.owner.query(
      `select m.id, m.author_id, m.side, m.seq, m.text, a.id as file_id
         from message m left join message_attachment a on a.message_id = m.id where m.conversation_id = $1`,
      [id],
    )
    for (const { author_id: authorId, seq, file_id, ...row } of rows) {
      const file = file_id && { id: file_id, kind: 'photo', showsChild: false }
      messages.set(row.id, { ...row, family, authorId, seq: Number(seq), file, isGiven: true, isGone: false })
    }
    const read = await ground.owner.query('select person_id, seq from read_marker where channel_id = $1', [id])
    for (const row of read.rows) hasRead(row.person_id, family, Number(row.seq))
  }

  function hasRead(personId: string, family: Family, seq: number): void {
    const key = `${personId} ${family}`
    markers.set(key, Math.max(seq, markers.get(key) ?? 0))
  }
  const whoIs = (by: Who, family: Family): Somebody =>
    by === 'family' ? people[family] : ground.somebody(by, childOf(family))
  const inOrder = (family: Family) =>
    [...messages.values()].filter((one) => one.family === family).sort((a, b) => a.seq - b.seq)

  async function say(act: Act & { what: 'say' | 'say with a file' }): Promise<void> {
    const { family, copies } = act
    const about = childOf(family)
    const { childId } = targets[about]
    const by = whoIs(act.by, family)
    const outsiders = deciders.filter((name) => name !== family)
    const text = ground.words('message', about, { outsiders })
    const isFamily = act.by === 'family'
    const file =
      act.what === 'say with a file'
        ? await files.send(by, childId, act.file, ground.words('letter', about, { outsiders }))
        : null
    if (file === undefined) return
    const showsChild = act.what === 'say with a file' && act.file === 'photo' && act.showsChild
    const shows =
      isFamily || file?.kind === 'letter' ? {} : showsChild ? { childIds: [childId] } : { showsNobody: true }
    const said = { id: uuidv7(), text, attachments: file ? [{ id: file.id, ...shows }] : [] }
    const known = conversations.get(family)
    const reply = known
      ? await ground.send(by, 'POST', `/api/conversations/${known}/messages`, said, copies)
      : await ground.send(
          by,
          'POST',
          '/api/conversations',
          { id: uuidv7(), childId, ...(isFamily ? {} : { guardianId: people[family].id }), message: said },
          copies,
        )
    // A manager writes where it was handed over; a photo needs the consent of who is on it; nobody floods.
    expectAnswer(reply, by, by.role === 'manager' ? [404, 409, 429] : file ? [409, 429] : [429])
    if (reply.status !== 200) return
    const { conversation, message } = reply.body
    expect(conversation.id).toBe(conversations.get(family) ?? conversation.id)
    conversations.set(family, conversation.id)
    messages.set(message.id, {
      ...{ id: message.id, family, authorId: by.id, side: isFamily ? 'guardian' : 'staff', seq: message.seq, text },
      ...{ file: file && { ...file, showsChild: !isFamily && showsChild }, isGiven: false, isGone: false },
    })
    hasRead(by.id, family, message.seq)
  }

  const standing = (which: number, side?: Message['side']) =>
    pick(
      [...messages.values()].filter((one) => !one.isGiven && !one.isGone && (side ?? one.side) === one.side),
      which,
    )
  /** Whoever wrote it, on a device of their own. */
  const authorOf = ({ authorId }: Message) => Object.values(people).find(({ id }) => id === authorId)!

  async function change({ what, which, copies }: Act & { what: 'reword' | 'take back' | 'recall' }): Promise<void> {
    const message = standing(which, what === 'recall' ? 'staff' : undefined)
    if (!message) return
    const path = `/api/messages/${message.id}`
    const author = authorOf(message)
    // A manager to whom it was handed over reads it no more once it was handed back.
    const mayBeGone = author.role === 'manager' ? [404] : []
    if (what === 'reword') {
      const about = childOf(message.family)
      const text = ground.words('message', about, { outsiders: deciders.filter((name) => name !== message.family) })
      const reply = await ground.send(author, 'PUT', path, { id: uuidv7(), text }, copies)
      expectAnswer(reply, author, mayBeGone)
      if (reply.status !== 200) return
      ground.erased(message.text)
      message.text = text
      return
    }
    const recaller = childOf(message.family) === 'noor' ? people.staff : people.otherGroup
    const reply =
      what === 'take back'
        ? await ground.send(author, 'DELETE', path, undefined, copies)
        : await ground.send(recaller, 'POST', `${path}/recall`, { id: uuidv7(), reason: 'Ander gezin' }, copies)
    expectAnswer(reply, author, mayBeGone)
    if (reply.status !== 200) return
    ground.erased(message.text)
    message.isGone = true
  }

  /** Up to any message, also one before what was read: a marker never goes back. */
  async function read({ family, by: who, which, copies }: Act & { what: 'read' }): Promise<void> {
    const conversation = conversations.get(family)
    const message = pick(inOrder(family), which)
    if (!conversation || !message) return
    const by = whoIs(who, family)
    const { seq } = message
    const reply = await ground.send(by, 'PUT', `/api/conversations/${conversation}/marker`, { seq }, copies)
    expectAnswer(reply, by, by.role === 'manager' ? [404] : [])
    if (reply.status !== 200) return
    hasRead(by.id, family, seq)
    for (const device of ground.devicesOf(by)) device.read(conversation, seq)
  }

  const expectNotHandedOver = (family: Family) => {
    for (const name of ['manager', 'secondTablet'] as const) {
      const bytes = ground.device(name).wire.received()
      for (const { text } of inOrder(family)) if (text) expect(bytes, 'was not handed over').not.toContain(text)
    }
  }

  async function handle({ family, by: who, do: deed }: Act & { what: 'handle' }): Promise<void> {
    const conversation = conversations.get(family)
    if (!conversation) return
    const by = ground.somebody(who, childOf(family))
    if (deed === 'hand_over' && by.role !== 'manager') {
      if (!everHandedOver.has(family)) expectNotHandedOver(family)
      everHandedOver.add(family)
    }
    const more = deed === 'claim' ? { from: null } : deed === 'urgent' ? { urgent: true } : {}
    const reply = await ground.send(by, 'PUT', `/api/conversations/${conversation}/handling`, { do: deed, ...more })
    expectAnswer(reply, by, by.role === 'manager' ? [404, 409] : [409])
    if (reply.status !== 200) return
    if (deed === 'hand_over') handedOver.add(family)
    if (deed === 'hand_back') handedOver.delete(family)
  }

  /** A conversation on a screen is what was acknowledged. */
  function expectShown(mail: SeenMail, family: Family, reader: { id: string; role: string }): void {
    const id = conversations.get(family)!
    const { line, messages: shown } = mail.conversations[id] ?? {}
    expect(line, `the conversation of ${family} for ${reader.role}`).toBeDefined()
    const all = inOrder(family)
    const side = reader.role === 'guardian' ? 'guardian' : 'staff'
    expect(shown!.map(({ id, text, retracted }) => [id, text, retracted !== null])).toEqual(
      all.map((one) => [one.id, one.isGone ? '' : one.text, one.isGone]),
    )
    expect(shown!.map(({ attachments }) => attachments.map((one) => one.id))).toEqual(
      all.map(({ file, isGone }) => (file && !isGone && mayHave(file, reader, family) ? [file.id] : [])),
    )
    const marker = markers.get(`${reader.id} ${family}`) ?? 0
    expect(line!.marker, `up to where ${reader.role} has read`).toBe(marker)
    expect(line!.unread).toEqual(
      all.filter((one) => one.side !== side && !one.isGone && one.seq > marker).map(({ seq }) => seq),
    )
  }

  /** Of a photo that shows the child, who reads the child’s photos. */
  const mayHave = ({ showsChild }: NonNullable<Message['file']>, reader: { role: string }, family: Family) =>
    !showsChild || reader.role !== 'guardian' || ground.granted.photos.has(family)

  async function expectFiles(): Promise<void> {
    for (const { file, family, isGone, isGiven } of messages.values()) {
      if (!file || isGiven) continue
      const form = file.kind === 'photo' ? 'webp-320' : 'document'
      const path = `/api/conversations/${conversations.get(family)}/attachments/${file.id}/${form}`
      const got = await fetchBytes(ground.server(), people[family], path)
      expect(got.status, `${file.kind} of ${family}, gone: ${isGone}`).toBe(
        !isGone && mayHave(file, people[family], family) ? 200 : 404,
      )
      if (got.status === 200) files.expectWhole(got.bytes, file.kind)
      for (const name of deciders)
        if (name !== family) expect((await fetchBytes(ground.server(), people[name], path)).status).toBe(404)
    }
  }

  return {
    perform: (act) =>
      act.what === 'read' ? read(act) : act.what === 'handle' ? handle(act) : 'family' in act ? say(act) : change(act),
    async end() {
      for (const family of conversations.keys()) {
        for (const name of screensOf(family)) expectShown(ground.device(name).screen(), family, people[name as 'staff'])
        if (childOf(family) === 'noor') expectShown(ground.tablet().screen(), family, ground.onTablet())
        const managed: SeenMail = ground.device(managerOf(family)).screen()
        if (handedOver.has(family)) expectShown(managed, family, people.manager)
        else expect(managed.conversations[conversations.get(family)!]).toBeUndefined()
        if (!everHandedOver.has(family)) expectNotHandedOver(family)
        for (const other of familiesOf(childOf(family)).filter((name) => name !== family))
          expect(ground.device(other).screen().conversations[conversations.get(family)!]).toBeUndefined()
      }
      await expectFiles()
    },
  }
}
