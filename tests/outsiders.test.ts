import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PostEntries } from '../backend/contract/diary.ts'
import { routes } from '../backend/contract/routes.ts'
import type { Player, PlayerName } from './support/cast.ts'
import { eventually } from './support/device.ts'
import { call, type Listener, listen, posting } from './support/server.ts'
import { forms, openStage, type Stage } from './support/stage.ts'
import { openWire, type Wire } from './support/wire.ts'

/** They may know the child, and nothing of its diary. */
const withoutDiary: PlayerName[] = ['neverGranted', 'withoutAuthority']
/** To them the child does not exist. */
const strangers: PlayerName[] = [
  'otherFamily',
  'restricted',
  'former',
  'otherGroup',
  'formerStaff',
  'foreignStaff',
  'foreignManager',
]
const insiders: PlayerName[] = ['guardian', 'staff', 'manager']

/** Somebody who asks for everything there is all the time, and of whom every received byte is kept. */
interface Recorder {
  name: PlayerName
  wires: Wire[]
  sockets: Listener[]
  rounds: number
  /** What this one asked, and how it was answered. */
  answered: Set<string>
  stop(): Promise<void>
}

describe.each(forms)('in %s', (form) => {
  let stage: Stage
  let recorders: Recorder[] = []
  const mark = randomBytes(5).toString('hex')
  const [posted, fact, edited] = [`KANARIE-${mark}-EEN`, `KANARIE-${mark}-FEIT`, `KANARIE-${mark}-TWEE`]
  let post: PostEntries
  const stayId = uuidv7()

  beforeAll(async () => {
    stage = await openStage(form)
    const { noor } = stage.cast.targets
    const aboutAt = stage.servers[0].clock.now().toISOString()
    post = posting(stage.servers[0], { id: noor.groupId }, [noor.childId], {
      text: `${posted} over {name}`,
      facts: [{ kind: 'meal', at: aboutAt, what: fact, amount: null }],
    })
    recorders = await Promise.all([...withoutDiary, ...strangers, ...insiders].map(record))
  })
  afterAll(async () => {
    await Promise.all(recorders.map((recorder) => recorder.stop()))
    await stage.close()
  })

  /** Everything that somebody could ask about the child, even knowing every id. */
  function questions(player: Player): [method: string, path: string, body?: unknown][] {
    const { noor } = stage.cast.targets
    const entryId = post.children[0]!.entryId
    const ids: Record<string, string> = {
      entryId,
      groupId: noor.groupId,
      channelId: noor.channels.diary,
      sessionId: uuidv7(),
      stayId,
    }
    const aboutAt = stage.servers[0].clock.now().toISOString()
    const wanted: Record<string, string> = { [routes.journalAudience!.path]: `?day=${aboutAt.slice(0, 10)}` }
    const reads = Object.values(routes)
      .filter((route) => route.method === 'GET')
      .map(({ path }): [string, string] => [
        'GET',
        path.replace(/:(\w+)/g, (_, name) => ids[name]!) + (wanted[path] ?? ''),
      ])
    const edit = { id: uuidv7(), version: 1, aboutAt, text: 'Van een ander', facts: [] }
    const asked: [string, string, unknown?][] = [
      ...reads,
      ['GET', `/api/timeline?child=${noor.childId}`],
      ['GET', `/api/timeline?day=${aboutAt.slice(0, 10)}&limit=100`],
      ['GET', `/api/groups/${noor.groupId}/day?day=${aboutAt.slice(0, 10)}`],
      ['PUT', `/api/channels/${noor.channels.diary}/marker`, { seq: 1 }],
      ['GET', `/api/children/${noor.childId}/collectors`],
      ['GET', `/api/children/${noor.childId}/allergies`],
      ['POST', '/api/diary/audience', { groupId: noor.groupId, aboutAt, childIds: [noor.childId] }],
    ]
    if (insiders.includes(player.name)) return asked
    return [
      ...asked,
      ['POST', '/api/diary', posting(stage.servers[0], { id: noor.groupId }, [noor.childId])],
      ['POST', '/api/diary', post],
      ['PUT', `/api/diary/${entryId}`, edit],
      ['DELETE', `/api/diary/${entryId}`],
      ['POST', `/api/groups/${noor.groupId}/check-ins`, arrival(uuidv7())],
      ['POST', `/api/groups/${noor.groupId}/check-ins`, arrival(stayId)],
      ['POST', `/api/stays/${stayId}/undo`, { version: 1 }],
      ['POST', `/api/stays/${stayId}/removal`, { version: 1, reason: 'Van een ander' }],
      ['PUT', `/api/stays/${stayId}/escorts`, { id: uuidv7(), broughtBy: null }],
      ['PUT', `/api/groups/${noor.groupId}/staffing`, { id: uuidv7(), staff: 3, at: aboutAt }],
    ]
  }

  /** Somebody may fetch the child, who is named in it. */
  const arrival = (id: string, broughtBy: unknown = null) => ({
    id: uuidv7(),
    children: [
      {
        childId: stage.cast.targets.noor.childId,
        stayId: id,
        at: stage.servers[0].clock.now().toISOString(),
        broughtBy,
      },
    ],
  })

  async function record(name: PlayerName): Promise<Recorder> {
    const player = stage.cast.people[name]
    const { noor } = stage.cast.targets
    const wires = await Promise.all(stage.servers.map((server) => openWire(server)))
    // An entry and a plan of the group stand there already.
    const cursors = { [noor.channels.diary]: 2, [noor.channels.staff]: 0, [noor.channels.attendance]: 0 }
    const sockets = await Promise.all(wires.map((wire) => listen(wire, player, cursors)))
    let stopped = false
    const recorder: Recorder = {
      name,
      wires,
      sockets,
      rounds: 0,
      answered: new Set(),
      async stop() {
        stopped = true
        await polling
        for (const socket of sockets) socket.close()
        await Promise.all(wires.map((wire) => wire.close()))
      },
    }
    async function poll(): Promise<void> {
      while (!stopped) {
        for (const [method, path, body] of questions(player)) {
          const reply = await call(wires[recorder.rounds % 2]!, player, method, path, body)
          recorder.answered.add(`${reply.status} ${method} ${path}`)
          if (stopped) return
        }
        for (const { socket } of sockets) await socket.timeout(5_000).emitWithAck('catch-up', { cursors })
        recorder.rounds += 1
        await sleep(20)
      }
    }
    const polling = poll()
    return recorder
  }

  /** Everybody has asked for everything at least once since now. */
  async function everybodyAsked(): Promise<void> {
    const from = recorders.map((recorder) => recorder.rounds)
    await eventually(() => recorders.every((recorder, n) => recorder.rounds >= from[n]! + 2), 90_000)
  }
  const received = (recorder: Recorder) => recorder.wires.map((wire) => wire.received()).join('')
  const of = (...names: PlayerName[]) => recorders.filter(({ name }) => names.includes(name))

  test('an entry that is posted, edited and removed leaves nothing with anybody else', {
    timeout: 240_000,
  }, async () => {
    const [server] = stage.servers
    const { noor } = stage.cast.targets
    const { staff } = stage.cast.people
    const entryId = post.children[0]!.entryId
    await everybodyAsked()

    expect((await call(server, staff, 'POST', '/api/diary', post)).status).toBe(200)
    await everybodyAsked()
    const aboutAt = post.aboutAt
    const edit = { id: uuidv7(), version: 1, aboutAt, text: edited, facts: [] }
    expect((await call(server, staff, 'PUT', `/api/diary/${entryId}`, edit)).status).toBe(200)
    await everybodyAsked()
    expect((await call(server, staff, 'DELETE', `/api/diary/${entryId}`)).status).toBe(200)
    await everybodyAsked()
    await stage.tellHeads()

    for (const recorder of of(...insiders)) {
      const bytes = received(recorder)
      for (const word of [posted, fact, edited, entryId, noor.childId, noor.callName]) {
        expect(bytes, `${recorder.name} misses ${word}`).toContain(word)
      }
      for (const { events } of recorder.sockets) {
        expect(new Set(events.map((event) => event.type))).toEqual(
          new Set(['diary.posted', 'diary.edited', 'diary.removed']),
        )
      }
    }
    const ofDiary = [posted, fact, edited, mark, entryId, post.id, noor.text, noor.channels.diary, noor.channels.staff]
    const ofChild = [
      ...ofDiary,
      noor.childId,
      noor.callName,
      noor.surname,
      noor.groupId,
      noor.groupName,
      staff.firstName,
    ]
    for (const recorder of of(...withoutDiary, ...strangers)) {
      expect(recorder.rounds, recorder.name).toBeGreaterThan(6)
      const bytes = received(recorder)
      // A cursor for a channel that is not theirs comes back as resync: their own question, with no answer in it.
      const unasked = bytes.replaceAll(/"resync":\[[^\]]*\]/g, '')
      for (const word of withoutDiary.includes(recorder.name) ? ofDiary : ofChild) {
        expect(unasked, `${recorder.name} received ${word}`).not.toContain(word)
      }
      for (const { events } of recorder.sockets) expect(events).toEqual([])
    }
  })

  test('a child that arrives and leaves is there for its guardians who granted, and for its carers alone', {
    timeout: 240_000,
  }, async () => {
    const [server] = stage.servers
    const { noor } = stage.cast.targets
    const { staff } = stage.cast.people
    for (const { sockets } of recorders) for (const socket of sockets) socket.events.length = 0
    const body = arrival(stayId, { kind: 'collector', id: noor.collector.id })
    expect((await call(server, staff, 'POST', `/api/groups/${noor.groupId}/check-ins`, body)).status).toBe(200)
    await everybodyAsked()
    const [child] = body.children
    const out = { id: uuidv7(), children: [{ childId: child!.childId, stayId, at: child!.at, fetchedBy: null }] }
    expect((await call(server, staff, 'POST', `/api/groups/${noor.groupId}/check-outs`, out)).status).toBe(200)
    await everybodyAsked()
    await stage.tellHeads()

    for (const recorder of of(...insiders)) {
      const bytes = received(recorder)
      const type = recorder.name === 'guardian' ? 'presence.changed' : 'attendance.changed'
      expect(bytes, recorder.name).toContain(stayId)
      expect(bytes.includes(noor.collector.name), recorder.name).toBe(recorder.name !== 'guardian')
      for (const { events } of recorder.sockets)
        expect(new Set(events.map((event) => event.type))).toEqual(new Set([type]))
    }
    for (const recorder of of(...withoutDiary, ...strangers)) {
      // What they ask about it is not told back to them.
      const unasked = received(recorder).replaceAll(/"resync":\[[^\]]*\]/g, '')
      for (const word of [stayId, noor.channels.attendance, noor.collector.name, noor.collector.id])
        expect(unasked, `${recorder.name} received ${word}`).not.toContain(word)
      for (const { events } of recorder.sockets) expect(events).toEqual([])
    }
  })

  test('who becomes mentor of a child is told live to its carers alone', { timeout: 240_000 }, async () => {
    const [server] = stage.servers
    const { noor } = stage.cast.targets
    const { manager, staff } = stage.cast.people
    for (const { sockets } of recorders) for (const socket of sockets) socket.events.length = 0
    const path = `/api/children/${noor.childId}/mentor`
    expect((await call(server, manager, 'PUT', path, { personId: staff.id })).status).toBe(200)
    await everybodyAsked()
    await stage.tellHeads()
    for (const recorder of of('staff', 'manager')) {
      expect(received(recorder), recorder.name).toContain(`"mentor":{"id":"${staff.id}"`)
      for (const { events } of recorder.sockets) expect(events.map(({ type }) => type)).toEqual(['mentor.changed'])
    }
    for (const recorder of of('guardian', ...withoutDiary, ...strangers)) {
      expect(received(recorder), recorder.name).not.toContain(`"mentor":{`)
      for (const { events } of recorder.sockets) expect(events).toEqual([])
    }
  })

  test('none of their questions about the child was answered', () => {
    const { noor } = stage.cast.targets
    const about = [post.children[0]!.entryId, noor.groupId, noor.channels.diary, stayId]
    for (const recorder of of(...withoutDiary, ...strangers)) {
      const answers = [...recorder.answered].filter((line) => about.some((id) => line.includes(id)))
      expect(answers.length).toBeGreaterThan(3)
      for (const line of answers) expect(line).toMatch(/^404 /)
    }
  })
})
