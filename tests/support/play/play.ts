import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import pg from 'pg'
import { expect } from 'vitest'
import { relay } from '../../../workers/relay.ts'
import { makeCast } from '../cast.ts'
import { type Device, expectConverged, openWholePhone, openWholeTablet } from '../device.ts'
import { freshMedia } from '../media.ts'
import type { TestDatabase } from '../postgres.ts'
import { startServer } from '../server.ts'
import { absenceActs, playAbsences } from './absences.ts'
import { actionActs, playActions } from './actions.ts'
import { playStays, stayActs } from './attendance.ts'
import { consentActs, playConsents } from './consents.ts'
import { entryActs, playEntries } from './diary.ts'
import {
  type abouts,
  type BareGround,
  type Deed,
  type DeviceName,
  deciders,
  deviceNames,
  type Family,
  type Ground,
  keeper,
  type Noun,
  sendUntilAnswered,
} from './ground.ts'
import { handoverActs, playHandovers } from './handovers.ts'
import { journalActs, playJournal } from './journal.ts'
import { messageActs, playMessages } from './messages.ts'
import { photoActs, playPhotos } from './photos.ts'
import { playTablet, tabletActs } from './tablet.ts'

/** What happens to connections and to the server. */
type Upset = { noun: 'upset' } & (
  | { what: 'down' | 'up' | 'cut'; device: number }
  | { what: 'restart' | 'heads' | 'sweep' }
)
const upset = fc.constant('upset' as const)
const upsetActs: fc.Arbitrary<Upset> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      noun: upset,
      what: fc.constantFrom('down' as const, 'up' as const, 'cut' as const),
      // The last is the tablet on the group.
      device: fc.nat(deviceNames.length),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      noun: upset,
      what: fc.constantFrom('restart' as const, 'heads' as const, 'sweep' as const),
    }),
  },
)

/** One thing that happens. */
export const act = fc.oneof(
  { weight: 8, arbitrary: entryActs },
  { weight: 3, arbitrary: consentActs },
  { weight: 3, arbitrary: photoActs },
  { weight: 4, arbitrary: absenceActs },
  { weight: 6, arbitrary: stayActs },
  { weight: 9, arbitrary: messageActs },
  { weight: 4, arbitrary: handoverActs },
  { weight: 4, arbitrary: journalActs },
  { weight: 5, arbitrary: actionActs },
  { weight: 2, arbitrary: tabletActs },
  { weight: 5, arbitrary: upsetActs },
)
export type Act = typeof act extends fc.Arbitrary<infer One> ? One : never

/** What somebody decides or changes twice at the same moment has no right answer. */
export function subjectOf(given: Act): string | undefined {
  const { noun, what } = { what: '', ...given }
  if (given.noun === 'consent') return `consent ${given.by}`
  if (given.noun === 'action' && given.what === 'answer') return `answer ${given.family}`
  if (given.noun === 'tablet') return 'tablet'
  const isChange = ['edit', 'remove', 'reword', 'take back', 'recall', 'close', 'reopen', 'handle'].includes(what)
  const changesMessage = noun === 'message' && what !== 'handle'
  if (isChange && (noun === 'entry' || noun === 'photos' || changesMessage || noun === 'action'))
    return `${noun} change`
  return what === 'handle' || what === 'restart' ? what : undefined
}

/** Needs a process that lives from its beginning to its end. */
const needsProcess = (given: Act): boolean =>
  given.noun === 'tablet' ||
  (given.noun === 'entry' && given.what === 'post silently') ||
  (given.noun === 'message' && given.what === 'say with a file')

/** A small world in which anything may happen, and what must be true of it afterwards, kept beside it. */
export async function openPlay(base: TestDatabase, now: Date) {
  const media = await freshMedia()
  let server = await startServer({ on: base, now, media })
  const owner = new pg.Client({ connectionString: base.ownerUrl })
  // A run that is broken off leaves its database behind.
  owner.on('error', () => {})
  await owner.connect()
  const cast = await makeCast(server)
  const { people, targets } = cast
  const devices = {} as Record<DeviceName, Device>
  const written: Ground['written'][number][] = []
  const gone: { device: Device; text: string }[] = []

  const families: Record<(typeof abouts)[number], DeviceName[]> = {
    // Of the other child, and of the staff who do not work in its group.
    noor: ['otherFamily'],
    bram: ['guardian', 'neverGranted', 'staff'],
  }
  const before: BareGround = {
    server: () => server,
    ...{ owner, media, cast, written },
    device: (name) => devices[name],
    send: (by, method, path, body, copies = 1) =>
      sendUntilAnswered(() => server, typeof by === 'string' ? people[by] : by, [method, path, body], copies),
    words(kind, about, { purpose = null, outsiders = [], isForAll = false } = {}) {
      const text = `${kind}${written.length}x${randomBytes(6).toString('hex')}z`
      written.push({ text, about, purpose, outsiders: isForAll ? [] : [...families[about], ...outsiders] })
      return text
    },
    granted: { diary: new Set(['guardian', 'otherFamily']), photos: new Set(['guardian', 'otherFamily']) },
    latest: {
      diary: new Map([...(['guardian', 'otherFamily'] as const)].map((name) => [name, 'granted'])),
      photos: new Map([...(['guardian', 'otherFamily'] as const)].map((name) => [name, 'granted'])),
    },
  }
  const open = async (name: DeviceName, opening: Promise<Device>) => {
    devices[name] = await opening
  }
  const [tablet] = await Promise.all([
    playTablet(before),
    ...deciders.map((name) => open(name, openWholePhone(server, people[name]))),
    open('staff', openWholeTablet(server, people.staff, targets.noor.groupId)),
    open('manager', openWholeTablet(server, people.manager, targets.bram.groupId)),
    // The same group, another person: what one tablet notes the other shows, or is told against.
    open('secondTablet', openWholeTablet(server, people.manager, targets.noor.groupId)),
  ])

  const ground: Ground = {
    ...before,
    tablet: tablet.device,
    devices: () => [...deviceNames.map((name) => devices[name]), tablet.device()],
    devicesOf: (by) =>
      by.isOnTablet
        ? [tablet.device()].filter(() => tablet.who().id === by.id)
        : deviceNames
            .filter((name) => (name === 'secondTablet' ? people.manager : people[name]).id === by.id)
            .map((name) => devices[name]),
    onTablet: tablet.who,
    somebody: (hand, about) =>
      hand === 'manager'
        ? people.manager
        : hand === 'tablet' && about === 'noor'
          ? tablet.who()
          : people[keeper(about)],
    erased(text) {
      for (const device of ground.devices())
        if (device.wire.isDown() && !device.wire.received().includes(text)) gone.push({ device, text })
    },
  }
  const stays = playStays(ground)
  const nouns: Record<Exclude<Act['noun'], 'upset'>, Noun> = {
    entry: playEntries(ground),
    consent: playConsents(ground, (name: Family) =>
      stays.expectNoPresence(name, name === 'otherFamily' ? 'bram' : 'noor'),
    ),
    photos: playPhotos(ground),
    absence: playAbsences(ground),
    stay: stays,
    message: await playMessages(ground),
    handover: playHandovers(ground),
    journal: playJournal(ground),
    action: await playActions(ground),
    tablet,
  }

  async function restart(): Promise<void> {
    const { clock } = server
    await server.close()
    server = await startServer({ on: base, now: clock.now(), media })
    for (const device of [...Object.values(devices), ...tablet.all()]) device.wire.leadTo(server)
  }
  const sweep = () => relay(server.database.worker, server.app.publish, new Date(server.clock.now().getTime() + 3_000))

  async function upsets(given: Upset): Promise<void> {
    if ('device' in given) {
      const { wire } = ground.devices()[given.device]!
      return given.what === 'cut' ? wire.cut() : wire.down(given.what === 'down')
    }
    if (given.what === 'heads') await server.app.tellHeads().catch(() => {})
    if (given.what === 'sweep') await sweep().catch(() => {})
  }

  return {
    /** What happens at the same time; of a restart the others notice what there is to notice. */
    async round(acts: readonly Act[]): Promise<void> {
      server.clock.forward(1_000)
      const isRestart = acts.some((given) => given.noun === 'upset' && given.what === 'restart')
      const possible = isRestart ? acts.filter((given) => !needsProcess(given)) : acts
      await Promise.all([
        ...possible.map((given) =>
          given.noun === 'upset' ? upsets(given) : nouns[given.noun].perform(given, acts as readonly Deed[]),
        ),
        ...(isRestart ? [restart()] : []),
      ])
    },
    /** After everything: all screens are equal to the server, and the server to what was acknowledged. */
    async end(): Promise<void> {
      for (const device of ground.devices()) device.wire.down(false)
      await stays.goOnline()
      await sweep()
      await server.app.tellHeads()
      await expectConverged(ground.devices())
      for (const noun of Object.values(nouns)) await noun.end?.()
      for (const { text, outsiders } of written)
        for (const name of outsiders) expect(devices[name].wire.received(), `not for ${name}`).not.toContain(text)
      for (const { device, text } of gone) expect(device.wire.received(), 'words that were gone').not.toContain(text)
      // No channel has a gap, or a number twice.
      const { rows } = await owner.query<{ channel: string; head: string; count: string; last: string | null }>(
        `select c.id as channel, c.seq as head, count(e.seq) as count, max(e.seq) as last
           from channel c left join event e on e.channel_id = c.id where c.organisation_id = $1 group by c.id`,
        [cast.organisationId],
      )
      for (const { channel, head, count, last } of rows)
        if (last !== null) expect([channel, Number(count), Number(last)]).toEqual([channel, Number(head), Number(head)])
    },
    async close(): Promise<void> {
      await Promise.all([...Object.values(devices), ...tablet.all()].map((device) => device.close()))
      await server.close()
      await owner.end()
      await media.drop()
    },
  }
}
