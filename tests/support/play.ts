import { setTimeout as sleep } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import { dayOf } from '../../backend/contract/clock.ts'
import { postEntries } from '../../backend/diary/diary.ts'
import { relay } from '../../workers/relay.ts'
import { type Cast, makeCast, type PlayerName } from './cast.ts'
import { type Device, expectConverged, openPhone, openTablet } from './device.ts'
import type { TestDatabase } from './postgres.ts'
import { call, posting, type Reply, startServer } from './server.ts'
import { silently } from './silent.ts'

export const authors = ['staff', 'manager'] as const
export const deciders = ['guardian', 'neverGranted', 'otherFamily'] as const
export const decisions = ['granted', 'withdrawn', 'refused'] as const
export const children = ['noor', 'bram'] as const
export const reporters = ['guardian', 'carer', 'manager'] as const
export const deviceNames = ['guardian', 'neverGranted', 'otherFamily', 'staff', 'manager', 'secondTablet'] as const
export const steps = ['arrive', 'arrive', 'leave', 'leave', 'undo', 'correct', 'staffing'] as const

/** One thing that happens. */
export type Act =
  | { kind: 'post'; by: (typeof authors)[number]; about: (typeof children)[number]; copies: number }
  | { kind: 'post silently'; about: (typeof children)[number] }
  | { kind: 'edit'; which: number; copies: number }
  | { kind: 'remove'; which: number; copies: number }
  | { kind: 'decide'; by: (typeof deciders)[number]; decision: (typeof decisions)[number]; purpose: 'diary' | 'photos' }
  | { kind: 'plan'; about: (typeof children)[number]; days: number }
  | ({ kind: 'absent'; about: (typeof children)[number]; copies: number } & Absent)
  | {
      kind: 'attend'
      about: (typeof children)[number]
      copies: number
      what: (typeof steps)[number]
      by: 'carer' | 'manager'
      back: number
    }
  /** On the second tablet, which has no connection: it is sent when there is one. */
  | { kind: 'attend offline'; about: (typeof children)[number]; what: 'arrive' | 'leave'; back: number }
  | { kind: 'online' }
  | { kind: 'down'; device: number }
  | { kind: 'up'; device: number }
  | { kind: 'cut'; device: number }
  | { kind: 'restart' }
  | { kind: 'heads' }
  | { kind: 'sweep' }

/** What somebody says of an absence: of days from today on, or of one that stands there. */
interface Absent {
  by: (typeof reporters)[number]
  what: 'report' | 'change' | 'cancel' | 'see'
  reason: 'sick' | 'holiday'
  from: number
  days: number
}

interface Written {
  about: (typeof children)[number]
  by: PlayerName
  text: string
  version: number
  removed: boolean
}

const carers = { noor: ['staff', 'manager'], bram: ['otherGroup', 'manager'] } as const

/** A small world in which anything may happen, and what must be true of it afterwards, kept beside it. */
export async function openPlay(base: TestDatabase, now: Date) {
  let server = await startServer({ on: base, now })
  const cast: Cast = await makeCast(server)
  const { people, targets } = cast
  const mark = people.guardian.firstName.slice(-8)
  const devices: Device[] = []
  for (const name of deciders) devices.push(await openPhone(server, people[name]))
  devices.push(await openTablet(server, people.staff, targets.noor.groupId))
  devices.push(await openTablet(server, people.manager, targets.bram.groupId))
  // The same group, another person: what one tablet notes the other shows, or is told against.
  devices.push(await openTablet(server, people.manager, targets.noor.groupId))

  const written = new Map<string, Written>()
  const latest = { noor: new Map<PlayerName, string>(), bram: new Map<PlayerName, string>() }
  latest.noor.set('guardian', 'granted')
  latest.bram.set('otherFamily', 'granted')
  const everGranted = new Set<PlayerName>(['guardian', 'otherFamily'])
  let tokens = 0
  const token = (about: string) => `${mark}-${about}-${++tokens}-`

  const inForce = (about: (typeof children)[number]) => {
    const all = [...latest[about].values()]
    return all.length > 0 && all.every((decision) => decision === 'granted')
  }

  /** Sends one intent until it is answered, as an outbox does; several copies at once are the same intent. */
  async function send(by: PlayerName, method: string, path: string, body: unknown, copies: number): Promise<Reply> {
    const once = async (): Promise<Reply> => {
      for (const end = Date.now() + 10_000; ; await sleep(10)) {
        const reply = await call(server, people[by], method, path, body).catch(() => undefined)
        if (reply && reply.status < 500) return reply
        if (Date.now() > end) throw new Error(`never answered: ${reply?.text}`)
      }
    }
    const replies = await Promise.all(Array.from({ length: copies }, once))
    // One that was refused may be taken in when it comes again.
    return replies.find((reply) => reply.status === 200) ?? replies[0]!
  }

  async function post(
    by: PlayerName,
    about: (typeof children)[number],
    copies: number,
    decided: boolean,
  ): Promise<void> {
    const { childId, groupId } = targets[about]
    const text = token(about)
    const body = posting(server, { id: groupId }, [childId], { text })
    const expected = inForce(about)
    const reply = await send(by, 'POST', '/api/diary', body, copies)
    expect([200, 409], reply.text).toContain(reply.status)
    if (decided) expect(reply.status === 200).toBe(expected)
    if (reply.status === 200) written.set(body.children[0]!.entryId, { about, by, text, version: 1, removed: false })
  }

  async function postSilently(about: (typeof children)[number]): Promise<void> {
    const { childId, groupId } = targets[about]
    const text = token(about)
    const body = posting(server, { id: groupId }, [childId], { text })
    const by = carers[about][0]
    const done = await silently(server, people[by], (tx) => postEntries(tx, body)).catch(() => undefined)
    if (done) written.set(body.children[0]!.entryId, { about, by, text, version: 1, removed: false })
  }

  const standing = (which: number): [string, Written] | undefined => {
    const all = [...written].filter(([, entry]) => !entry.removed)
    return all[which % all.length]
  }

  /** Whoever was away while these words stood there must never receive them. */
  const forbidden: { device: Device; text: string }[] = []
  function erased({ text }: Written): void {
    for (const device of devices) {
      if (device.wire.isDown() && !device.wire.received().includes(text)) forbidden.push({ device, text })
    }
  }

  async function edit([entryId, entry]: [string, Written], copies: number): Promise<void> {
    const text = token(entry.about)
    const aboutAt = server.clock.now().toISOString()
    const body = { id: uuidv7(), version: entry.version, aboutAt, text, facts: [] }
    const reply = await send('manager', 'PUT', `/api/diary/${entryId}`, body, copies)
    expect([200, 404, 409], reply.text).toContain(reply.status)
    if (reply.status !== 200) return
    erased(entry)
    Object.assign(entry, { text, version: entry.version + 1 })
  }

  async function remove([entryId, entry]: [string, Written], copies: number): Promise<void> {
    const reply = await send('manager', 'DELETE', `/api/diary/${entryId}`, undefined, copies)
    // A repeated removal finds nothing any more, and that is all its sender wanted.
    expect([200, 404], reply.text).toContain(reply.status)
    erased(entry)
    entry.removed = true
  }

  /** From today on a child comes on the days whose bits are set. */
  async function plan(about: (typeof children)[number], bits: number): Promise<void> {
    const { planned } = targets[about]
    const startsOn = dayOf(server.clock.now(), 'Europe/Amsterdam')
    const { rows } = await server.owner.query(
      'select version from contract_week where placement_id = $1 and starts_on = $2 and removed_at is null',
      [planned.placementId, startsOn],
    )
    const days = Array.from({ length: 7 }, (_, n) => ((bits >> n) & 1 ? { from: 480 + n, until: 1080 } : null))
    const body = { id: uuidv7(), startsOn, days, version: rows[0]?.version ?? null }
    const reply = await send('manager', 'POST', `/api/placements/${planned.placementId}/weeks`, body, 1)
    // Somebody else may have planned at the same moment.
    expect([200, 409], reply.text).toContain(reply.status)
  }

  /** Somebody says something of an absence; of what is refused, or was changed just then, nothing happens. */
  async function absent(about: (typeof children)[number], given: Absent, copies: number): Promise<void> {
    const { childId, absenceId } = targets[about]
    const guardian = about === 'noor' ? 'neverGranted' : 'otherFamily'
    const by = given.by === 'guardian' ? guardian : given.by === 'carer' ? carers[about][0] : 'manager'
    const day = (days: number) => dayOf(new Date(server.clock.now().getTime() + days * 86_400_000), 'Europe/Amsterdam')
    const { reason, from, days } = given
    const said = { reason, startsOn: day(from), endsOn: day(from + days), part: null, note: '' }
    const { rows } = await server.owner.query<{ id: string; version: number }>(
      'select id, version from absence where child_id = $1 and id <> $2 and cancelled_at is null order by starts_on',
      [childId, absenceId],
    )
    const one = rows[(from + days) % rows.length]
    const path = `/api/absences/${one?.id}`
    const body = { id: uuidv7(), ...said }
    const reply =
      given.what === 'report'
        ? await send(by, 'POST', '/api/absences', { ...body, children: [{ childId, absenceId: uuidv7() }] }, copies)
        : !one
          ? undefined
          : given.what === 'change'
            ? await send(by, 'PUT', path, { ...body, version: one.version }, copies)
            : given.what === 'cancel'
              ? await send(by, 'DELETE', `${path}?version=${one.version}`, undefined, copies)
              : await send(
                  given.by === 'guardian' ? 'manager' : by,
                  'POST',
                  `${path}/seen`,
                  { version: one.version },
                  copies,
                )
    if (reply) expect([200, 409], reply.text).toContain(reply.status)
  }

  /** The stays that were acknowledged, and whose child they are of. */
  const noted = new Map<string, (typeof children)[number]>()
  /** The stay that a tablet shows of a child, if it shows one: also when that is not so any more. */
  const shown = new Map<(typeof children)[number], string>()
  const held: (() => Promise<void>)[] = []
  const grantedAny = new Set<PlayerName>(['guardian', 'otherFamily'])

  /** Notes a step, now or later, as of now; what is refused is told with what stands, and nothing happens. */
  function step(
    about: (typeof children)[number],
    what: (typeof steps)[number],
    by: PlayerName,
    back: number,
    copies: number,
  ): () => Promise<void> {
    const { childId, groupId } = targets[about]
    const at = new Date(server.clock.now().getTime() - back * 1_000).toISOString()
    const id = uuidv7()
    const stayId = what === 'arrive' ? uuidv7() : (shown.get(about) ?? uuidv7())
    if (what === 'arrive') shown.set(about, stayId)
    return async () => {
      const { rows } = await server.owner.query('select version, arrived_at, left_at from stay where id = $1', [stayId])
      const version = rows[0]?.version ?? 1
      const reply =
        what === 'arrive'
          ? await send(
              by,
              'POST',
              `/api/groups/${groupId}/check-ins`,
              { id, children: [{ childId, stayId, at, broughtBy: null }] },
              copies,
            )
          : what === 'leave'
            ? await send(
                by,
                'POST',
                `/api/groups/${groupId}/check-outs`,
                { id, children: [{ childId, stayId, at, fetchedBy: null }] },
                copies,
              )
            : what === 'undo'
              ? await send(by, 'POST', `/api/stays/${stayId}/undo`, { version }, copies)
              : what === 'correct'
                ? await send(
                    by,
                    'PUT',
                    `/api/stays/${stayId}`,
                    { id, version, arrivedAt: at, leftAt: null, reason: 'Anders' },
                    copies,
                  )
                : await send(by, 'PUT', `/api/groups/${groupId}/staffing`, { id, staff: back, at }, copies)
      // A stay that never came to be is not found; what was corrected is not undone.
      expect([200, 404, 409, 422], reply.text).toContain(reply.status)
      if (reply.status === 409 && what !== 'correct' && what !== 'undo')
        expect(reply.body.error.stays, reply.text).not.toEqual(undefined)
      if (reply.status === 200 && what === 'arrive') noted.set(stayId, about)
    }
  }

  /** Whoever never granted either purpose received nothing of when the child was there. */
  const expectNoPresenceOf = (name: (typeof deciders)[number], about: (typeof children)[number]) => {
    const bytes = devices[deviceNames.indexOf(name)]!.wire.received()
    expect(bytes, `${name} must not know where ${about} is`).not.toContain(targets[about].channels.attendance)
    for (const [stayId, of] of noted) if (of === about) expect(bytes).not.toContain(stayId)
  }

  async function decide(by: (typeof deciders)[number], decision: string, purpose: string): Promise<void> {
    const about = by === 'otherFamily' ? 'bram' : 'noor'
    if (!grantedAny.has(by)) expectNoPresenceOf(by, about)
    if (decision === 'granted') grantedAny.add(by)
    if (purpose === 'diary' && !everGranted.has(by)) expectNothingOf(by, about)
    if (purpose === 'diary' && decision === 'granted') everGranted.add(by)
    const body = { id: uuidv7(), childId: targets[about].childId, purpose, decision, language: 'nl' }
    const reply = await send(by, 'POST', '/api/consents', body, 1)
    expect(reply.status, reply.text).toBe(200)
    if (purpose === 'diary') latest[about].set(by, decision)
  }

  const expectNothingOf = (name: (typeof deviceNames)[number], about: (typeof children)[number]) => {
    const bytes = devices[deviceNames.indexOf(name)]!.wire.received()
    expect(bytes, `${name} must not receive anything about ${about}`).not.toContain(`${mark}-${about}-`)
  }

  async function restart(): Promise<void> {
    const { clock } = server
    await server.close()
    server = await startServer({ on: base, now: clock.now() })
    for (const device of devices) device.wire.leadTo(server)
  }
  const sweep = () => relay(server.database.worker, server.app.publish, new Date(server.clock.now().getTime() + 3_000))

  async function perform(act: Act, together: readonly Act[]): Promise<void> {
    const decided = !together.some((other) => other.kind === 'decide')
    if (act.kind === 'post') {
      const [own, manager] = carers[act.about]
      return post(act.by === 'manager' ? manager : own, act.about, act.copies, decided)
    }
    if (act.kind === 'post silently') return postSilently(act.about)
    if (act.kind === 'plan') return plan(act.about, act.days)
    if (act.kind === 'absent') return absent(act.about, act, act.copies)
    if (act.kind === 'attend') {
      const [own, manager] = carers[act.about]
      return step(act.about, act.what, act.by === 'manager' ? manager : own, act.back, act.copies)()
    }
    if (act.kind === 'attend offline') return void held.push(step(act.about, act.what, 'manager', act.back, 1))
    if (act.kind === 'online') {
      for (const send of held.splice(0)) await send()
      return
    }
    if (act.kind === 'decide') return decide(act.by, act.decision, act.purpose)
    if (act.kind === 'heads') return server.app.tellHeads().catch(() => {})
    if (act.kind === 'sweep') return void (await sweep().catch(() => {}))
    if (act.kind === 'cut') return devices[act.device]!.wire.cut()
    if (act.kind === 'down' || act.kind === 'up') return devices[act.device]!.wire.down(act.kind === 'down')
    if (act.kind === 'restart') return
    const entry = standing(act.which)
    if (entry) await (act.kind === 'edit' ? edit(entry, act.copies) : remove(entry, act.copies))
  }

  return {
    /** What happens at the same time; of a restart the others notice what there is to notice. */
    async round(acts: readonly Act[]): Promise<void> {
      server.clock.forward(1_000)
      const isRestart = acts.some((act) => act.kind === 'restart')
      // Committing without publishing needs a process that lives.
      const possible = isRestart ? acts.filter((act) => act.kind !== 'post silently') : acts
      await Promise.all([...possible.map((act) => perform(act, acts)), ...(isRestart ? [restart()] : [])])
    },
    /** After everything: all screens are equal to the server, and the server to what was acknowledged. */
    async end(): Promise<void> {
      for (const device of devices) device.wire.down(false)
      for (const send of held.splice(0)) await send()
      await sweep()
      await server.app.tellHeads()
      await expectConverged(devices)

      if (!everGranted.has('neverGranted')) expectNothingOf('neverGranted', 'noor')
      if (!grantedAny.has('neverGranted')) expectNoPresenceOf('neverGranted', 'noor')
      for (const name of ['guardian', 'neverGranted'] as const) expectNoPresenceOf(name, 'bram')
      expectNoPresenceOf('otherFamily', 'noor')
      for (const name of ['guardian', 'neverGranted', 'staff'] as const) expectNothingOf(name, 'bram')
      expectNothingOf('otherFamily', 'noor')
      for (const { device, text } of forbidden) {
        expect(device.wire.received(), 'words that were gone').not.toContain(text)
      }

      const { rows } = await server.owner.query<{ id: string; text: string; version: number; removed: boolean }>(
        `select id, text, version, removed_at is not null as removed from diary_entry where channel_id = any($1::uuid[])`,
        [children.map((about) => targets[about].channels.diary)],
      )
      const first = new Set<string>(children.map((about) => targets[about].entryId))
      const there = rows.filter((row) => !first.has(row.id) && !row.removed)
      expect(new Map(there.map(({ id, text, version }) => [id, `${version} ${text}`]))).toEqual(
        new Map(
          [...written]
            .filter(([, { removed }]) => !removed)
            .map(([id, { text, version }]) => [id, `${version} ${text}`]),
        ),
      )
      for (const about of children) {
        const { diary } = targets[about].channels
        const channel = (await server.owner.query('select seq, open from channel where id = $1', [diary])).rows[0]
        expect(channel.open).toBe(inForce(about))
        for (const each of [diary, targets[about].channels.absence, targets[about].channels.attendance]) {
          const { rows: events } = await server.owner.query(
            `select e.seq, c.seq as head from event e join channel c on c.id = e.channel_id where c.id = $1 order by e.seq`,
            [each],
          )
          expect(events.map((row) => Number(row.seq))).toEqual(
            Array.from({ length: Number(events[0]?.head ?? 0) }, (_, n) => n + 1),
          )
        }
      }
      // What was acknowledged stands, or was taken back; no child was in two places, and attendance is open with either consent.
      const { rows: stays } = await server.owner.query<{ id: string }>(
        'select id from stay where id = any($1::uuid[])',
        [[...noted.keys()]],
      )
      expect(stays).toHaveLength(noted.size)
      const { rows: wrong } = await server.owner.query(
        `select a.id from stay a join stay b on b.child_id = a.child_id and b.id > a.id
          where a.organisation_id = $1 and a.removed_at is null and b.removed_at is null
            and a.arrived_at < coalesce(b.left_at, 'infinity') and coalesce(a.left_at, 'infinity') > b.arrived_at
         union all
         select c.id from channel c
          where c.organisation_id = $1 and c.kind = 'attendance'
            and c.open <> exists (select 1 from channel o where o.child_id = c.child_id and o.kind in ('diary', 'photos') and o.open)`,
        [cast.organisationId],
      )
      expect(wrong).toEqual([])
      const unconsented = await server.owner.query(
        `select e.id from diary_entry e where e.organisation_id = $1 and not exists (
           select 1 from channel_period p where p.channel_id = e.channel_id
              and p.opened_at <= e.about_at and (p.closed_at is null or p.closed_at >= e.about_at))`,
        [cast.organisationId],
      )
      expect(unconsented.rows).toEqual([])
    },
    async close(): Promise<void> {
      await Promise.all(devices.map((device) => device.close()))
      await server.close()
    },
  }
}
