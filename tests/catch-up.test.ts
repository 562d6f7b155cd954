import { v7 as uuidv7 } from 'uuid'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { CatchUp, Cursors } from '../backend/contract/live.ts'
import { openLive } from '../client/live.ts'
import { trim } from '../workers/trim.ts'
import { type Player, type Target, write } from './support/cast.ts'
import { type Device, eventually, expectConverged, openPhone, openTablet } from './support/device.ts'
import { call, listen } from './support/server.ts'
import { editSilently, postSilently, removeSilently } from './support/silent.ts'
import { forms, openStage, type Stage } from './support/stage.ts'

describe.each(forms)('in %s', (form) => {
  let stage: Stage
  let noor: Target
  let guardian: Player
  let staff: Player
  let devices: Device[] = []

  beforeAll(async () => {
    stage = await openStage(form)
    noor = stage.cast.targets.noor
    ;({ guardian, staff } = stage.cast.people)
  })
  afterEach(async () => {
    await Promise.all(devices.map((device) => device.close()))
    devices = []
  })
  afterAll(() => stage.close())

  const here = () => stage.servers[0]
  const there = () => stage.servers[1]
  async function phone(): Promise<Device> {
    const device = await openPhone(there(), guardian)
    devices.push(device)
    return device
  }
  async function tablet(): Promise<Device> {
    const device = await openTablet(there(), staff, noor.groupId)
    devices.push(device)
    return device
  }
  const change = (entryId: string, version: number, text: string) =>
    call(here(), staff, 'PUT', `/api/diary/${entryId}`, {
      id: uuidv7(),
      version,
      aboutAt: here().clock.now().toISOString(),
      text,
      facts: [],
    })
  const head = async () =>
    Number((await here().owner.query('select seq from channel where id = $1', [noor.channels.diary])).rows[0].seq)
  /** What a client with these cursors is told. */
  async function answerTo(cursors: Cursors): Promise<CatchUp> {
    const listener = await listen(there(), guardian, cursors)
    listener.close()
    return listener.caughtUp!
  }

  test('how old a screen is counts from what it shows: word that something is missing makes it no younger', async () => {
    let clock = 1
    let fails = false
    let asked = 0
    const { cookie } = stage.cast.people.sharedWith
    const live = openLive({
      ...{ role: 'guardian', apply: () => {}, signedOut: () => {}, stillKnown: async () => true },
      async snapshot() {
        if (fails) {
          // From here on events come and are held.
          asked++
          clock = 3
          throw new Error('There is no connection.')
        }
        return (await call(there(), { cookie, role: 'guardian' }, 'GET', '/api/timeline')).body.heads
      },
      now: () => clock,
      address: there().url,
      connection: { extraHeaders: { cookie }, forceNew: true },
    })
    await live.refresh()
    await eventually(() => live.connected())
    await write(here(), stage.cast, noor, 'Gehoord')
    clock = 2
    await write(here(), stage.cast, noor, 'Ook gehoord')
    await eventually(() => live.heardAt() === 2)
    fails = true
    const begun = { id: uuidv7(), childId: noor.childId, message: { id: uuidv7(), text: 'Hallo' } }
    const who = stage.cast.people.sharedWith
    expect((await call(here(), who, 'POST', '/api/conversations', begun)).status).toBe(200)
    await eventually(() => asked > 0)
    await write(here(), stage.cast, noor, 'Gehoord, en niet getoond')
    await eventually(() => asked > 2, 10_000)
    expect(live.heardAt()).toBe(2)
    fails = false
    await eventually(() => live.heardAt() === 3, 10_000)
    live.close()
  })

  test('after a disconnection everything that was missed arrives once, in its order, without a fetch', async () => {
    const screens = [await phone(), await tablet()]
    for (const screen of screens) screen.wire.down(true)
    const [first, second] = [
      await write(here(), stage.cast, noor, 'Een'),
      await write(here(), stage.cast, noor, 'Twee'),
    ]
    expect((await change(first, 1, 'Een, verbeterd')).status).toBe(200)
    expect((await call(here(), staff, 'DELETE', `/api/diary/${second}`)).status).toBe(200)
    for (const screen of screens) screen.wire.down(false)
    await expectConverged(screens)
    for (const screen of screens) {
      expect(screen.applied.map((event) => event.type)).toEqual([
        'diary.posted',
        'diary.removed',
        'diary.edited',
        'diary.removed',
      ])
      expect(screen.snapshots).toBe(1)
    }
  })

  test('nothing is lost or doubled however often the connection breaks while something is written', async () => {
    const screens = [await phone(), await tablet()]
    const before = await head()
    for (let n = 0; n < 12; n++) {
      const writing = write(n % 2 ? here() : there(), stage.cast, noor, `Tijdens een storing ${n}`)
      screens[n % 2]!.wire.cut()
      await writing
    }
    await stage.tellHeads()
    await expectConverged(screens)
    for (const screen of screens) {
      expect(screen.applied.map((event) => event.seq)).toEqual(Array.from({ length: 12 }, (_, n) => before + n + 1))
      expect(screen.snapshots).toBe(1)
    }
  })

  test('a gap is filled before what came after it is applied', async () => {
    const screens = [await phone(), await tablet()]
    await postSilently(here(), staff, noor, 'Nooit aangekomen')
    await write(here(), stage.cast, noor, 'Wel aangekomen')
    await eventually(() => screens.every((screen) => screen.applied.length === 2))
    await expectConverged(screens)
    for (const screen of screens) expect(screen.snapshots).toBe(1)
  })

  test('the heads show that the last event was lost', async () => {
    const screens = [await phone(), await tablet()]
    await postSilently(here(), staff, noor, 'Het laatste, verloren')
    await stage.tellHeads()
    await eventually(() => screens.every((screen) => screen.applied.length === 1))
    await expectConverged(screens)
  })

  test('what was edited before it is delivered arrives only as it is now', async () => {
    const screen = await phone()
    const { entryId, refs } = await postSilently(here(), staff, noor, 'OUDE-WOORDEN')
    const edited = await editSilently(here(), staff, entryId, 1, 'NIEUWE-WOORDEN')
    await here().app.publish([...refs, ...edited])
    await eventually(() => screen.applied.length === 2)
    expect(screen.applied).toMatchObject([
      { type: 'diary.posted', item: { text: 'NIEUWE-WOORDEN', version: 2, edited: true } },
      { type: 'diary.edited', item: { text: 'NIEUWE-WOORDEN', version: 2 } },
    ])
    expect(screen.wire.received()).not.toContain('OUDE-WOORDEN')
    await expectConverged([screen])
  })

  test('what was removed before it is delivered arrives as tombstones, its earlier events too', async () => {
    const screens = [await phone(), await tablet()]
    const { entryId, refs } = await postSilently(here(), staff, noor, 'VERWIJDERD-EEN')
    const edited = await editSilently(here(), staff, entryId, 1, 'VERWIJDERD-TWEE')
    const removed = await removeSilently(here(), staff, entryId)
    await here().app.publish([...refs, ...edited, ...removed])
    await eventually(() => screens.every((screen) => screen.applied.length === 3))
    for (const screen of screens) {
      const tombstone = { type: 'diary.removed', itemId: entryId, childId: noor.childId }
      expect(screen.applied).toMatchObject([tombstone, tombstone, tombstone])
      expect(screen.wire.received()).not.toContain('VERWIJDERD')
    }
    await expectConverged(screens)
    const late = await answerTo({ [noor.channels.diary]: refs[0]!.seq - 1 })
    expect(late.events.map((event) => event.type)).toEqual(['diary.removed', 'diary.removed', 'diary.removed'])
    expect(JSON.stringify(late)).not.toContain('VERWIJDERD')
  })

  test('an event that is published again changes nothing', async () => {
    const screens = [await phone(), await tablet()]
    const { refs } = await postSilently(here(), staff, noor, 'Twee keer bezorgd')
    for (let n = 0; n < 3; n++) await here().app.publish(refs)
    await there().app.publish(refs)
    await stage.tellHeads()
    await expectConverged(screens)
    for (const screen of screens) expect(screen.applied).toHaveLength(1)
  })

  test('cursors get the events after them; one that is ahead, unknown or not the reader’s gets resync', async () => {
    const seq = await head()
    const { channels } = noor
    expect(await answerTo({ [channels.diary]: seq })).toMatchObject({ events: [], resync: [] })
    const behind = await answerTo({ [channels.diary]: seq - 2 })
    expect(behind.events.map((event) => event.seq)).toEqual([seq - 1, seq])
    expect(await answerTo({ [channels.diary]: seq + 1 })).toMatchObject({ events: [], resync: [channels.diary] })
    const foreign = [
      channels.staff,
      stage.cast.targets.bram.channels.diary,
      stage.cast.targets.zed.channels.diary,
      uuidv7(),
    ]
    for (const channel of foreign) {
      expect(await answerTo({ [channel]: 0 })).toMatchObject({ events: [], resync: [channel] })
    }
    const heads = behind.heads.map((one) => one.channel)
    expect(heads).toContain(channels.diary)
    for (const channel of foreign) expect(heads).not.toContain(channel)
  })

  test('who is further behind than the server answers event by event starts afresh', async () => {
    const screens = [await phone(), await tablet()]
    const before = await head()
    for (const screen of screens) screen.wire.down(true)
    const written = 201
    for (let n = 0; n < written; n++) await postSilently(here(), staff, noor, `Lange afwezigheid ${n}`)
    expect(await answerTo({ [noor.channels.diary]: before })).toMatchObject({
      events: [],
      resync: [noor.channels.diary],
    })
    expect((await answerTo({ [noor.channels.diary]: before + 1 })).events).toHaveLength(written - 1)
    for (const screen of screens) screen.wire.down(false)
    await eventually(() => screens.every((screen) => screen.snapshots === 2))
    await expectConverged(screens)
    for (const screen of screens) expect(screen.applied).toEqual([])
  })

  test('who is behind what the log still holds starts afresh', async () => {
    const screens = [await phone(), await tablet()]
    const before = await head()
    for (const screen of screens) screen.wire.down(true)
    await write(here(), stage.cast, noor, 'Uit het logboek verdwenen')
    here().clock.forward(2 * 86_400_000)
    await trim(here().database.worker, 1, here().clock.now())
    const { rows } = await here().owner.query('select 1 from event where channel_id = $1', [noor.channels.diary])
    expect(rows).toEqual([])
    expect(await answerTo({ [noor.channels.diary]: before })).toMatchObject({
      events: [],
      resync: [noor.channels.diary],
    })
    expect(await answerTo({ [noor.channels.diary]: before + 1 })).toMatchObject({ events: [], resync: [] })
    for (const screen of screens) screen.wire.down(false)
    await eventually(() => screens.every((screen) => screen.snapshots === 2))
    await expectConverged(screens)
  })
})
