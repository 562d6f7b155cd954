import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anotherSession, type Player, write } from './support/cast.ts'
import { eventually, openPhone } from './support/device.ts'
import { call, type Listener, listen, posting } from './support/server.ts'
import { forms, openStage, type Stage } from './support/stage.ts'

/** The promise: within a second. */
const promised = 1_000

describe.each(forms)('in %s', (form) => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage(form)
  })
  afterAll(() => stage.close())

  const here = () => stage.servers[0]
  const there = () => stage.servers[1]
  /** Somebody signed in on one more device, with a socket at each door. */
  async function signedIn(player: Player): Promise<{ id: string; who: Player; listeners: Listener[]; told: string[] }> {
    const { id, cookie } = await anotherSession(here(), player.id)
    const who = { ...player, cookie, sessionId: id }
    const told: string[] = []
    const listeners = await Promise.all(stage.servers.map((server) => listen(server, who)))
    for (const { socket } of listeners) {
      socket.on('signed-out', () => told.push('signed-out'))
      socket.on('disconnect', () => told.push('disconnect'))
    }
    return { id, who, listeners, told }
  }
  const isGone = ({ listeners }: { listeners: Listener[] }) => listeners.every(({ socket }) => !socket.connected)

  async function expectShutOut({ who, listeners, told }: Awaited<ReturnType<typeof signedIn>>): Promise<void> {
    expect(told.sort()).toEqual(['disconnect', 'disconnect', 'signed-out', 'signed-out'])
    const { noor } = stage.cast.targets
    const before = listeners.map(({ raw }) => raw.join('').length)
    await write(here(), stage.cast, noor, 'Na het afmelden')
    for (const server of stage.servers) {
      await expect(listen(server, who, { [noor.channels.diary]: 0 })).rejects.toThrow('unauthenticated')
      expect((await call(server, who, 'GET', '/api/timeline')).status).toBe(401)
    }
    expect(listeners.map(({ raw }) => raw.join('').length)).toEqual(before)
  }

  test('signing out closes every socket of the session within a second, and neither cookie nor cursor lets in', async () => {
    const other = await signedIn(stage.cast.people.guardian)
    const leaving = await signedIn(stage.cast.people.guardian)
    expect((await call(here(), leaving.who, 'POST', '/api/account/sign-out')).status).toBe(200)
    await eventually(() => isGone(leaving), promised)
    await expectShutOut(leaving)
    // Another device of the same person stays, and hears what was written meanwhile.
    await eventually(() => other.listeners.every(({ events, socket }) => socket.connected && events.length > 0))
    for (const listener of other.listeners) listener.close()
  })

  test('revoking a session from another device closes its sockets within a second', async () => {
    const lost = await signedIn(stage.cast.people.guardian)
    const reply = await call(there(), stage.cast.people.guardian, 'DELETE', `/api/account/sessions/${lost.id}`)
    expect(reply.status, reply.text).toBe(200)
    await eventually(() => isGone(lost), promised)
    await expectShutOut(lost)
  })

  test('nobody revokes the session of somebody else', async () => {
    const staying = await signedIn(stage.cast.people.guardian)
    for (const name of ['staff', 'manager', 'otherFamily', 'foreignManager'] as const) {
      const reply = await call(there(), stage.cast.people[name], 'DELETE', `/api/account/sessions/${staying.id}`)
      expect(reply.status).toBe(404)
    }
    await stage.tellHeads()
    expect(staying.told).toEqual([])
    for (const listener of staying.listeners) listener.close()
  })

  test('a session that ended without a word loses its sockets at the next heads, and can ask for nothing before', async () => {
    const ended = await signedIn(stage.cast.people.guardian)
    await here().owner.query('delete from auth.session where id = $1', [ended.id])
    const { socket } = ended.listeners[0]!
    const cursors = { [stage.cast.targets.noor.channels.diary]: 0 }
    const reply = await socket.timeout(2_000).emitWithAck('catch-up', { cursors })
    expect(reply).toEqual({ error: { code: 'unavailable' } })
    await stage.tellHeads()
    await eventually(() => isGone(ended), promised)
    await expectShutOut(ended)
  })

  test('a phone whose session ends wipes itself and does not come back', async () => {
    const { id, cookie } = await anotherSession(here(), stage.cast.people.guardian.id)
    const phone = await openPhone(there(), { cookie, role: 'guardian' })
    await call(here(), stage.cast.people.guardian, 'DELETE', `/api/account/sessions/${id}`)
    await eventually(() => phone.isSignedOut && !phone.connected(), promised)
    await phone.close()
  })

  test('a role that ends takes the channels of its sockets with it', async () => {
    const { otherGroup } = stage.cast.people
    const listener = await listen(there(), otherGroup)
    const { bram } = stage.cast.targets
    await write(here(), stage.cast, bram, 'Nog van haar')
    await listener.until(() => listener.events.length === 1)
    await here().owner.query('update staff_assignment set ends_on = $2 where person_id = $1', [
      otherGroup.id,
      new Date(here().clock.now().getTime() - 86_400_000),
    ])
    let heads: Record<string, number> | undefined
    listener.socket.on('heads', (told) => {
      heads = told
    })
    const manager = await listen(there(), stage.cast.people.manager)
    const post = posting(here(), { id: bram.groupId }, [bram.childId], { text: 'Niet meer van haar' })
    expect((await call(here(), stage.cast.people.manager, 'POST', '/api/diary', post)).status).toBe(200)
    await manager.until(() => manager.events.length === 1)
    await stage.tellHeads()
    await listener.until(() => heads !== undefined)
    expect(heads).toEqual({})
    expect(listener.events).toHaveLength(1)
    expect(listener.raw.join('')).not.toContain('Niet meer van haar')
    for (const one of [listener, manager]) one.close()
  })

  test('staff know within a second that a consent was withdrawn, and nothing more is written', async () => {
    const { guardian, staff } = stage.cast.people
    const { noor } = stage.cast.targets
    const listeners = await Promise.all(stage.servers.map((server) => listen(server, staff)))
    const decide = (decision: string) => {
      const body = { id: uuidv7(), childId: noor.childId, purpose: 'diary', decision, language: 'nl' }
      return call(here(), guardian, 'POST', '/api/consents', body)
    }
    const post = () =>
      call(there(), staff, 'POST', '/api/diary', posting(there(), { id: noor.groupId }, [noor.childId]))

    expect((await post()).status).toBe(200)
    expect((await decide('withdrawn')).status).toBe(200)
    const refused = await post()
    expect(refused.status).toBe(409)
    expect(refused.body.error).toMatchObject({ code: 'consent_missing', children: [{ id: noor.childId }] })
    const told = { type: 'consent.changed', childId: noor.childId, consents: { diary: false, photos: true } }
    await eventually(() => listeners.every(({ events }) => events.at(-1)?.type === 'consent.changed'), promised)
    for (const listener of listeners) expect(listener.events.at(-1)).toMatchObject(told)
    // What was written before stays readable.
    expect((await call(there(), guardian, 'GET', '/api/timeline')).text).toContain(noor.text)
    expect((await decide('granted')).status).toBe(200)
    for (const listener of listeners) listener.close()
  })
})
