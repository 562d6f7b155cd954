import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, makeCast, type PlayerName, type Target, write } from './support/cast.ts'
import { waiting } from './support/sabotage.ts'
import { call, type Listener, listen, posting, startServer, type TestServer } from './support/server.ts'
import { postSilently } from './support/silent.ts'

/* Who reads a channel is remembered between posts: whatever changes it must hold for the very next one. */

let server: TestServer
let cast: Cast
let noor: Target
let open: Listener[] = []

beforeAll(async () => {
  server = await startServer()
  cast = await makeCast(server)
  noor = cast.targets.noor
})
afterEach(() => {
  for (const listener of open) listener.close()
  open = []
})
afterAll(() => server.close())

async function ear(name: PlayerName): Promise<Listener> {
  const listener = await listen(server, cast.people[name], {})
  open.push(listener)
  return listener
}

/** One of them writes about the child; who of all heard of it? */
async function heardBy(
  listeners: Record<string, Listener>,
  author: PlayerName = 'manager',
  groupId = noor.groupId,
): Promise<string[]> {
  const post = posting(server, { id: groupId }, [noor.childId], { text: 'Wie hoort dit?' })
  const reply = await call(server, cast.people[author], 'POST', '/api/diary', post)
  expect(reply.status, reply.text).toBe(200)
  const { entryId } = post.children[0]!
  const heard = (listener: Listener) => listener.events.some((event) => 'item' in event && event.item.id === entryId)
  const witness = listeners[author]!
  await witness.until(() => heard(witness))
  let told = 0
  for (const { socket } of Object.values(listeners)) socket.once('heads', () => told++)
  await server.app.tellHeads()
  await witness.until(() => told === Object.keys(listeners).length)
  return Object.keys(listeners).filter((name) => heard(listeners[name]!))
}

const own = (table: string, column: string, value: unknown) => ({
  lose: (name: PlayerName) =>
    server.owner.query(`update ${table} set ${column} = $2 where person_id = $1`, [cast.people[name].id, value]),
  regain: (name: PlayerName) =>
    server.owner.query(`update ${table} set ${column} = null where person_id = $1`, [cast.people[name].id]),
})
const ofChild = (table: string) => ({
  lose: () => server.owner.query(`update ${table} set ends_on = '2026-01-01' where child_id = $1`, [noor.childId]),
  regain: () => server.owner.query(`update ${table} set ends_on = null where child_id = $1`, [noor.childId]),
})

describe('who heard the last post does not hear the next', () => {
  const changes: [string, PlayerName, { lose(name: PlayerName): unknown; regain(name: PlayerName): unknown }][] = [
    ['a court restriction', 'guardian', own('guardianship', 'restricted_at', '2026-11-01T00:00:00Z')],
    ['the end of a guardianship', 'guardian', own('guardianship', 'ends_on', '2026-11-01')],
    ['the end of a role', 'guardian', own('person_role', 'ends_on', '2026-11-01')],
    ['the end of the contract and its eight weeks', 'guardian', ofChild('contract')],
    ['the end of an assignment', 'staff', own('staff_assignment', 'ends_on', '2026-11-01')],
    [
      'a guardianship that is deleted',
      'guardian',
      {
        lose: (name) =>
          server.owner.query(`create table kept as select * from guardianship where person_id = '${cast.people[name].id}';
            delete from guardianship where person_id = '${cast.people[name].id}'`),
        regain: () => server.owner.query('insert into guardianship select * from kept; drop table kept'),
      },
    ],
  ]
  test.each(changes)('%s', async (_, name, { lose, regain }) => {
    const listeners = { manager: await ear('manager'), [name]: await ear(name) }
    expect(await heardBy(listeners)).toEqual(['manager', name])
    expect(await heardBy(listeners)).toEqual(['manager', name])
    await lose(name)
    expect(await heardBy(listeners)).toEqual(['manager'])
    await regain(name)
    expect(await heardBy(listeners)).toEqual(['manager', name])
  })

  test('a role of a manager that ends', async () => {
    const { lose, regain } = own('person_role', 'ends_on', '2026-11-01')
    const listeners = { staff: await ear('staff'), manager: await ear('manager') }
    expect(await heardBy(listeners, 'staff')).toEqual(['staff', 'manager'])
    await lose('manager')
    expect(await heardBy(listeners, 'staff')).toEqual(['staff'])
    await regain('manager')
    expect(await heardBy(listeners, 'staff')).toEqual(['staff', 'manager'])
  })

  test('a child that moves to another group', async () => {
    const move = (from: Target, to: Target) =>
      server.owner.query('update placement set group_id = $3 where child_id = $1 and group_id = $2', [
        noor.childId,
        from.groupId,
        to.groupId,
      ])
    const { bram } = cast.targets
    const listeners = { manager: await ear('manager'), staff: await ear('staff'), otherGroup: await ear('otherGroup') }
    expect(await heardBy(listeners)).toEqual(['manager', 'staff'])
    await move(noor, bram)
    expect(await heardBy(listeners, 'manager', bram.groupId)).toEqual(['manager', 'otherGroup'])
    await move(bram, noor)
    expect(await heardBy(listeners)).toEqual(['manager', 'staff'])
  })

  test('a group that moves to another location', async () => {
    const move = (to: string) =>
      server.owner.query(
        `update "group" set location_id = (select location_id from "group" where id = $2) where id = $1`,
        [noor.groupId, to],
      )
    const listeners = { staff: await ear('staff'), manager: await ear('manager') }
    expect(await heardBy(listeners, 'staff')).toEqual(['staff', 'manager'])
    await move(cast.targets.kai.groupId)
    expect(await heardBy(listeners, 'staff')).toEqual(['staff'])
    await move(cast.targets.bram.groupId)
    expect(await heardBy(listeners, 'staff')).toEqual(['staff', 'manager'])
  })

  test('a last day that passes, though no row changes', async () => {
    const today = server.clock.now().toISOString().slice(0, 10)
    const { lose, regain } = own('guardianship', 'ends_on', today)
    const listeners = { manager: await ear('manager'), guardian: await ear('guardian') }
    await lose('guardian')
    expect(await heardBy(listeners)).toEqual(['manager', 'guardian'])
    server.clock.forward(86_400_000)
    expect(await heardBy(listeners)).toEqual(['manager'])
    await regain('guardian')
    expect(await heardBy(listeners)).toEqual(['manager', 'guardian'])
  })
})

describe('a share', () => {
  const manage = (method: string, path: string, body?: unknown) => call(server, cast.people.manager, method, path, body)
  const give = async (until: string) => {
    const reply = await manage('POST', '/api/shares', {
      id: crypto.randomUUID(),
      childId: noor.childId,
      personId: cast.people.withoutAuthority.id,
      purpose: 'diary',
      reason: 'Haalt',
      until,
    })
    expect(reply.status, reply.text).toBe(200)
    const guardians = reply.body.family.guardians as {
      personId: string
      guardianshipId: string
      shares: { id: string }[]
    }[]
    return guardians.find((one) => one.personId === cast.people.withoutAuthority.id)!
  }
  const today = () => server.clock.now().toISOString().slice(0, 10)
  const both = async () => ({ manager: await ear('manager'), withoutAuthority: await ear('withoutAuthority') })

  test('is heard from the very next post, and no longer once it ended', async () => {
    const listeners = await both()
    expect(await heardBy(listeners)).toEqual(['manager'])
    const { shares } = await give(today())
    expect(await heardBy(listeners)).toEqual(['manager', 'withoutAuthority'])
    await manage('DELETE', `/api/shares/${shares[0]!.id}`)
    expect(await heardBy(listeners)).toEqual(['manager'])
  })

  test('ends with its last day, though no row changes', async () => {
    const listeners = await both()
    await give(today())
    expect(await heardBy(listeners)).toEqual(['manager', 'withoutAuthority'])
    server.clock.forward(86_400_000)
    expect(await heardBy(listeners)).toEqual(['manager'])
  })

  test('is overridden by a restriction, and holds again once that is lifted', async () => {
    const listeners = await both()
    const { guardianshipId } = await give(today())
    const path = `/api/guardianships/${guardianshipId}/restriction`
    expect(await heardBy(listeners)).toEqual(['manager', 'withoutAuthority'])
    await manage('POST', path, { id: crypto.randomUUID(), ruling: 'Rechtbank Utrecht' })
    expect(await heardBy(listeners)).toEqual(['manager'])
    await manage('DELETE', path)
    expect(await heardBy(listeners)).toEqual(['manager', 'withoutAuthority'])
  })
})

test('what is erased while its readers are being read arrives as a tombstone', async () => {
  const phone = await ear('guardian')
  const { entryId, refs } = await postSilently(server, cast.people.staff, noor, 'KANARIE-TE-LAAT')
  // So that the readers must be read anew, and cannot be yet.
  await server.owner.query('update person_role set ends_on = ends_on where person_id = $1', [cast.people.guardian.id])
  await server.owner.query('begin; lock table guardianship in access exclusive mode')
  const published = server.app.publish(refs)
  await waiting(server.owner, 1)
  await server.owner.query(`update diary_entry set text = '', removed_at = posted_at where id = $1`, [entryId])
  await server.owner.query('commit')
  await published
  await phone.until(() => phone.events.length > 0)
  expect(phone.events).toMatchObject([{ type: 'diary.removed', itemId: entryId }])
  expect(phone.raw.join('')).not.toContain('KANARIE-TE-LAAT')
})

test('who may read from now on hears the next post', async () => {
  const listeners = { manager: await ear('manager'), neverGranted: await ear('neverGranted') }
  expect(await heardBy(listeners)).toEqual(['manager'])
  const decision = { childId: noor.childId, purpose: 'diary', decision: 'granted', language: 'nl' }
  const reply = await call(server, cast.people.neverGranted, 'POST', '/api/consents', {
    id: crypto.randomUUID(),
    ...decision,
  })
  expect(reply.status, reply.text).toBe(200)
  server.clock.forward(1_000)
  expect(await heardBy(listeners)).toEqual(['manager', 'neverGranted'])
})

test('an import that is under way holds up no decision', async () => {
  await server.owner.query('begin')
  await server.owner.query('update placement set starts_on = starts_on where child_id = $1', [noor.childId])
  const decide = (decision: 'granted' | 'withdrawn') =>
    call(server, cast.people.guardian, 'POST', '/api/consents', {
      id: crypto.randomUUID(),
      childId: noor.childId,
      purpose: 'photos',
      decision,
      language: 'nl',
    })
  for (const decision of ['granted', 'withdrawn'] as const) expect((await decide(decision)).status).toBe(200)
  await server.owner.query('commit')
})

test('what changes elsewhere in the organisation refuses nobody', async () => {
  let over = false
  const changing = (async () => {
    while (!over) await server.owner.query('update "group" set name = name where id = $1', [cast.targets.kai.groupId])
  })()
  const posts = Array.from({ length: 40 }, () =>
    call(
      server,
      cast.people.staff,
      'POST',
      '/api/diary',
      posting(server, { id: noor.groupId }, [noor.childId], { text: 'Ondertussen' }),
    ),
  )
  const decisions = ['guardian', 'neverGranted', 'otherFamily'].map((name) =>
    call(server, cast.people[name as PlayerName], 'POST', '/api/consents', {
      id: crypto.randomUUID(),
      childId: name === 'otherFamily' ? cast.targets.bram.childId : noor.childId,
      purpose: 'photos',
      decision: 'granted',
      language: 'nl',
    }),
  )
  const replies = await Promise.all([...posts, ...decisions])
  over = true
  await changing
  expect(replies.filter((reply) => reply.status !== 200).map((reply) => reply.text)).toEqual([])
})

test('what another organisation changes concerns nobody here', async () => {
  const epoch = async () =>
    (await server.owner.query('select epoch from access_epoch where organisation_id = $1', [cast.organisationId])).rows
  const before = await epoch()
  await server.owner.query('update guardianship set restricted_at = now() where person_id = $1', [
    cast.people.foreignGuardian.id,
  ])
  await write(server, cast, cast.targets.zed)
  expect(await epoch()).toEqual(before)
})
