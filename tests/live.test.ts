import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GuardianEvent, StaffEvent } from '../backend/contract/live.ts'
import { type PlayerName, playerNames, write } from './support/cast.ts'
import { type Device, eventually, expectConverged, openPhone, openTablet } from './support/device.ts'
import { scenarios } from './support/live/all.ts'
import { decide } from './support/live/planning.ts'
import { type Listener, listen } from './support/server.ts'
import { forms, openStage, type Stage } from './support/stage.ts'

test('every type of event has a scenario', () => {
  const typesOf = (schema: typeof GuardianEvent | typeof StaffEvent) =>
    schema.options.map((option) => option.entries.type.literal)
  const covered = Object.values(scenarios).flatMap((scenario) => scenario.types)
  expect(new Set(covered)).toEqual(new Set([...typesOf(GuardianEvent), ...typesOf(StaffEvent)]))
})

describe.each(forms)('in %s', (form) => {
  let stage: Stage
  /** Everybody, at both doors. */
  const ears = new Map<PlayerName, Listener[]>()
  let screens: Record<'phone' | 'newPhone' | 'tablet' | 'desk' | 'otherDesk', Device>

  beforeAll(async () => {
    stage = await openStage(form)
    const { servers, cast } = stage
    for (const name of playerNames) {
      ears.set(name, await Promise.all(servers.map((server) => listen(server, cast.people[name]))))
    }
    const { guardian, neverGranted, staff, manager } = cast.people
    screens = {
      phone: await openPhone(servers[0], guardian),
      newPhone: await openPhone(servers[1], neverGranted),
      tablet: await openTablet(servers[1], staff, cast.targets.noor.groupId),
      desk: await openTablet(servers[0], manager, cast.targets.noor.groupId),
      // Somebody with several groups receives all their events, whichever group stands on the screen.
      otherDesk: await openTablet(servers[1], manager, cast.targets.bram.groupId),
    }
  })
  afterAll(async () => {
    await Promise.all(Object.values(screens).map((device) => device.close()))
    for (const listener of [...ears.values()].flat()) listener.close()
    await stage.close()
  })

  /** Everything published so far has reached every socket. */
  async function quiet(): Promise<void> {
    await eventually(async () => (await stage.servers[0].owner.query('select from outbox')).rowCount === 0)
    let told = 0
    const listeners = [...ears.values()].flat()
    for (const { socket } of listeners) socket.once('heads', () => (told += 1))
    await stage.tellHeads()
    await eventually(() => told === listeners.length)
  }

  test.each(Object.entries(scenarios))('%s: it reaches its audience, and screens keep up', async (_, scenario) => {
    const act = await scenario.prepare(stage)
    await quiet()
    await expectConverged(Object.values(screens))
    const listeners = [...ears.values()].flat()
    for (const listener of listeners) listener.events.length = 0
    const snapshots = Object.values(screens).map((device) => device.snapshots)

    const reply = await act()
    expect(reply.status, reply.text).toBe(200)
    const audience = scenario.audience.flatMap((name) => ears.get(name) ?? [])
    await eventually(() => audience.every((listener) => listener.events.length > 0))
    await quiet()

    const received = [...ears].flatMap(([name, at]) => (at.some((one) => one.events.length > 0) ? [name] : []))
    expect(received.sort()).toEqual([...scenario.audience].sort())
    for (const name of scenario.audience) {
      for (const listener of ears.get(name) ?? []) {
        expect(listener.events).toHaveLength(scenario.twice?.includes(name) ? 2 : 1)
        for (const event of listener.events) expect(scenario.types).toContain(event.type)
      }
    }
    await expectConverged(Object.values(screens))
    const fetched = Object.values(screens).map((device, n) => device.snapshots - snapshots[n]!)
    // Only a guardian's change of consent asks for a fetch, and a channel that is new; everything else is known from the event.
    const asked = scenario.types.includes('own.consents_changed') ? [1, 1, 0, 0, 0] : [0, 0, 0, 0, 0]
    expect(fetched).toEqual(scenario.fetched ?? asked)
  })

  test('somebody types: who reads the conversation hears it at both doors, and nobody else', async () => {
    const heard: string[] = []
    const hear = (name: PlayerName) => () => void heard.push(name)
    for (const [name, at] of ears) for (const { socket } of at) socket.on('typing', hear(name))
    ears.get('staff')![0]!.socket.emit('typing', { conversationId: stage.cast.targets.noor.talk.id })
    await eventually(() => heard.length >= 2)
    await quiet()
    expect(heard).toEqual(['guardian', 'guardian'])
    for (const at of ears.values()) for (const { socket } of at) socket.off('typing')
  })

  test('whoever grants for the first time has the whole diary on screen, and everything that follows', async () => {
    const { servers, cast } = stage
    const before = screens.newPhone.applied.length
    expect((await decide(servers[1], cast, 'neverGranted', 'granted')).status).toBe(200)
    await eventually(() => JSON.stringify(screens.newPhone.screen()).includes(cast.targets.noor.text))
    const entryId = await write(servers[0], cast, cast.targets.noor, 'Voor twee')
    await eventually(() =>
      screens.newPhone.applied.slice(before).some((event) => 'item' in event && event.item.id === entryId),
    )
    await expectConverged(Object.values(screens))
  })
})
