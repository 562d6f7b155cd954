import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cast, makeCast, type Player, write } from './support/cast.ts'
import { unharmed } from './support/refusals.ts'
import { call, listen, startServer, type TestServer, waitFor } from './support/server.ts'

/** Frames that nobody should send. */

let server: TestServer
let cast: Cast
let next: Player

beforeAll(async () => {
  server = await startServer()
  cast = await makeCast(server)
  next = cast.people.foreignGuardian
})
afterAll(() => server.close())

/** Nothing is stored, requests are served, and whoever listens still hears what is written. */
const safely = (name: string, work: () => Promise<void>) =>
  it(name, async () => {
    await unharmed(server, next, work)
    const heard = await listen(server, cast.people.otherFamily)
    const entryId = await write(server, cast, cast.targets.bram)
    await heard.until(() => heard.raw.join('').includes(entryId))
    heard.close()
  })

const address = () => `${server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`

/** A bare WebSocket as somebody: what it received, and whether it was closed. */
async function openFrames(cookie: string, headers: Record<string, string> = {}) {
  const socket = new (WebSocket as unknown as new (url: string, options: object) => WebSocket)(address(), {
    headers: { cookie, ...headers },
  })
  const frames = { socket, received: [] as string[], closed: false }
  socket.addEventListener('message', (message) => frames.received.push(String(message.data)))
  socket.addEventListener('close', () => {
    frames.closed = true
  })
  socket.addEventListener('error', () => {
    frames.closed = true
  })
  await waitFor(() => frames.closed || frames.received.length > 0)
  return frames
}

describe('frames', () => {
  const connect = `40${JSON.stringify({ role: 'guardian' })}`

  safely('that are no packets end their own socket at most', async () => {
    const frames = [
      '',
      ' ',
      'x',
      '9',
      '7',
      '4',
      '4x',
      '49',
      '40{',
      '40{"role":',
      '42',
      '42[]',
      '42{}',
      '42"text"',
      '42[null]',
      '42[1]',
      '42[["catch-up"]]',
      '42["catch-up"',
      '421e9["catch-up",{}]',
      '42-1["x"]',
      '43[]',
      '431["x"]',
      '44{"message":"x"}',
      '45',
      '451-["catch-up",{"_placeholder":true,"num":9}]',
      '459999999-["x"]',
      '45-["x"]',
      '41',
      '40/admin,',
      '42/admin,["x"]',
      '42["__proto__",{}]',
      '42["constructor"]',
      '42["connect"]',
      '42["disconnect"]',
      '42["disconnecting"]',
      '42["error"]',
      '42["newListener"]',
      '42["connect_error","x"]',
      '2probe',
      '1',
      '6',
      '\u0000',
      '\ud800',
      '🦊',
    ]
    for (const frame of frames) {
      for (const first of [[], [connect]]) {
        const { socket, closed } = await openFrames(cast.people.guardian.cookie)
        expect(closed).toBe(false)
        for (const one of [...first, frame, '42["catch-up",{"cursors":{}}]']) socket.send(one)
        await new Promise((soon) => setTimeout(soon, 3))
        socket.close()
      }
    }
  })

  safely('of bytes, also as parts of a packet, are none of ours', async () => {
    for (const first of [
      [],
      [connect],
      [connect, '451-0["catch-up",{"_placeholder":true,"num":0}]'],
      [connect, '452-["catch-up",{"_placeholder":true,"num":1}]'],
    ]) {
      const { socket } = await openFrames(cast.people.guardian.cookie)
      for (const frame of first) socket.send(frame)
      for (const bytes of [new Uint8Array(0), new Uint8Array([0, 255, 4]), new Uint8Array(10_000)]) socket.send(bytes)
      await new Promise((soon) => setTimeout(soon, 20))
      socket.close()
    }
  })

  safely('that are too large end their socket', async () => {
    const frames = await openFrames(cast.people.guardian.cookie)
    frames.socket.send(connect)
    await waitFor(() => frames.received.some((frame) => frame.startsWith('40')))
    frames.socket.send(`42["catch-up",{"cursors":{},"more":"${'x'.repeat(300_000)}"}]`)
    await waitFor(() => frames.closed)
  })

  safely('before the handshake is done get nothing', async () => {
    const frames = await openFrames(cast.people.guardian.cookie)
    frames.socket.send(`421["catch-up",{"cursors":{"${cast.targets.noor.channels.diary}":0}}]`)
    await new Promise((later) => setTimeout(later, 100))
    expect(frames.received.join('')).not.toContain(cast.targets.noor.text)
    frames.socket.close()
  })

  safely('a flood of them is not answered one by one', async () => {
    const listener = await listen(server, cast.people.guardian)
    const asked = Array.from({ length: 500 }, () =>
      (listener.socket as any)
        .timeout(5_000)
        .emitWithAck('catch-up', { cursors: { [cast.targets.noor.channels.diary]: 0 } }),
    )
    const answers = await Promise.all(asked)
    const busy = answers.filter((answer) => answer.error?.code === 'too_many_requests')
    expect(busy.length).toBeGreaterThan(400)
    expect(answers.length - busy.length).toBeGreaterThan(0)
    listener.close()
  })
})

describe('catching up', () => {
  const ask = async (asked: unknown, who: Player = cast.people.guardian) => {
    const listener = await listen(server, who)
    const answer = await (listener.socket as any).timeout(3_000).emitWithAck('catch-up', asked)
    listener.close()
    return answer
  }

  safely('with anything but cursors is invalid', async () => {
    const many = Object.fromEntries(Array.from({ length: 1_501 }, () => [uuidv7(), 0]))
    for (const asked of [
      null,
      1,
      'x',
      [],
      {},
      { cursors: null },
      { cursors: { x: 1 } },
      { cursors: {}, more: 1 },
      { cursors: many },
      { cursors: { [uuidv7()]: -1 } },
      { cursors: { [uuidv7()]: 1.5 } },
      { cursors: { [uuidv7()]: null } },
      { cursors: { [uuidv7()]: '1' } },
      { cursors: { [uuidv7()]: 1e300 } },
      { cursors: { toString: 1 } },
      new Uint8Array([1, 2]),
    ]) {
      expect(await ask(asked), JSON.stringify(asked)?.slice(0, 80)).toEqual({ error: { code: 'invalid' } })
    }
  })

  safely('without somewhere to answer, or as an unknown message, is passed over', async () => {
    const listener = await listen(server, cast.people.guardian)
    const before = listener.raw.length
    const emit = (...given: unknown[]) => (listener.socket.emit as (...all: unknown[]) => void)(...given)
    emit('catch-up', { cursors: {} })
    emit('catch-up')
    emit('catch-up', { cursors: {} }, 'no function', 1)
    for (const message of ['events', 'heads', 'signed-out', 'caught-up', 'join', 'typing', '', 'x'.repeat(1_000)])
      emit(message, { room: `user:${cast.people.staff.id}:staff` })
    await new Promise((later) => setTimeout(later, 150))
    expect(listener.raw.slice(before).filter((packet) => packet.startsWith('2'))).toEqual([])
    expect(listener.socket.connected).toBe(true)
    listener.close()
  })

  safely('a thousand channels of others are all announced as lost, none is told of', async () => {
    const foreign = [cast.targets.bram, cast.targets.kai, cast.targets.zed].flatMap(({ channels }) =>
      Object.values(channels),
    )
    const cursors = Object.fromEntries(
      [...foreign, ...Array.from({ length: 991 }, () => uuidv7())].map((channel) => [channel, 0]),
    )
    const answer = await ask({ cursors })
    expect(answer.events).toEqual([])
    expect(answer.resync.sort()).toEqual(Object.keys(cursors).sort())
  })

  it('ahead of the log, or far behind it, is announced as lost', async () => {
    const { diary } = cast.targets.noor.channels
    const { rows } = await server.owner.query('select seq::integer from channel where id = $1', [diary])
    for (const cursor of [rows[0].seq + 1, Number.MAX_SAFE_INTEGER]) {
      expect(await ask({ cursors: { [diary]: cursor } })).toMatchObject({ events: [], resync: [diary] })
    }
    expect(await ask({ cursors: { [diary.toUpperCase()]: rows[0].seq } })).toMatchObject({ events: [], resync: [] })
  })
})

it('a marker far beyond the log is put at its head, one beyond all numbers is invalid', async () => {
  const path = `/api/channels/${cast.targets.noor.channels.diary}/marker`
  for (const seq of [1e300, 2 ** 64, 2 ** 53]) {
    expect((await call(server, cast.people.guardian, 'PUT', path, { seq })).status, String(seq)).toBe(422)
  }
  const { status, body } = await call(server, cast.people.guardian, 'PUT', path, { seq: Number.MAX_SAFE_INTEGER })
  const { rows } = await server.owner.query('select seq::integer from channel where id = $1', [
    cast.targets.noor.channels.diary,
  ])
  expect([status, body]).toEqual([200, { seq: rows[0].seq, unread: 0 }])
})
