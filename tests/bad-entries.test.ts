import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PostEntries } from '../backend/contract/diary.ts'
import { type Cast, makeCast, type Player, type Target, write } from './support/cast.ts'
import { refuses, unharmed } from './support/refusals.ts'
import { call, posting, startServer, type TestServer } from './support/server.ts'

/** Entries that nobody should send. */

let server: TestServer
let cast: Cast
let next: Player
let noor: Target

beforeAll(async () => {
  server = await startServer()
  cast = await makeCast(server)
  next = cast.people.foreignGuardian
  noor = cast.targets.noor
})
afterAll(() => server.close())

const safely = (name: string, work: () => Promise<void>) => it(name, () => unharmed(server, next, work))
const good = (given: Parameters<typeof posting>[3] = {}) => posting(server, { id: noor.groupId }, [noor.childId], given)
const post =
  (body: unknown, who: Player = cast.people.staff) =>
  (headers: Record<string, string>) =>
    call(server, who, 'POST', '/api/diary', body, headers)
const at = (minutes: number) => new Date(server.clock.now().getTime() + minutes * 60_000).toISOString()

describe('children', () => {
  safely('a thousand in one entry', async () => {
    const many = posting(
      server,
      { id: noor.groupId },
      Array.from({ length: 1_000 }, () => uuidv7()),
      { text: '' },
    )
    for (const child of many.children) child.facts = [{ kind: 'mood', at: at(0), mood: 'happy' }]
    await refuses('invalid', post(many))
    const lean = {
      ...many,
      children: many.children.map(({ childId, entryId }) => ({ childId, entryId, text: 'x', facts: [] })),
    }
    expect((await refuses('invalid', post(lean))).fields).toContainEqual({ path: 'children', reason: 'too_many' })
    await refuses(
      'invalid',
      post(
        posting(
          server,
          { id: noor.groupId },
          Array.from({ length: 61 }, () => uuidv7()),
        ),
      ),
    )
  })

  safely('none, the same one twice, one entry id for two', async () => {
    const body = good()
    const [child] = body.children
    await refuses('invalid', post({ ...body, children: [] }))
    await refuses('invalid', post({ ...body, children: [child, { ...child, entryId: uuidv7() }] }))
    await refuses(
      'invalid',
      post({ ...body, children: [child, { ...child, childId: child!.childId.toUpperCase(), entryId: uuidv7() }] }),
    )
    await refuses('invalid', post({ ...body, children: [child, { ...child, childId: uuidv7() }] }))
  })

  safely(
    'of another group, location or organisation, alone or among one’s own, look like children that are not there',
    async () => {
      const replies = new Set<string>()
      for (const name of ['bram', 'kai', 'zed', 'absent'] as const) {
        const { childId, groupId } = cast.targets[name]
        for (const body of [
          posting(server, { id: noor.groupId }, [childId]),
          posting(server, { id: noor.groupId }, [noor.childId, childId]),
          posting(server, { id: groupId }, [childId]),
          posting(server, { id: groupId }, [noor.childId]),
        ]) {
          const { id: _, ...error } = await refuses('not_found', post(body), name)
          replies.add(JSON.stringify(error))
        }
      }
      expect(replies.size).toBe(1)
    },
  )

  safely('after the assignment has ended, or before the placement began', async () => {
    await refuses('not_found', post(good(), cast.people.formerStaff))
    for (const days of [-1, -20]) {
      const body = posting(server, { id: cast.targets.bram.groupId }, [noor.childId], { aboutAt: at(days * 1_440) })
      await refuses('not_found', post(body, cast.people.manager))
    }
  })
})

describe('ids', () => {
  it('a repeated one with the same body gives the first answer, ten at once too; with another body it is taken', async () => {
    const body = good({ text: 'Eén keer.' })
    const replies = await Promise.all(Array.from({ length: 10 }, () => post(body)({})))
    expect(replies.map((reply) => reply.status)).toEqual(Array(10).fill(200))
    expect(new Set(replies.map((reply) => reply.text.replace(/"postedAt":"[^"]+"/g, ''))).size).toBe(1)
    const { rows } = await server.owner.query('select count(*)::integer as n from diary_entry where post_id = $1', [
      body.id,
    ])
    expect(rows[0].n).toBe(1)
    await unharmed(server, next, async () => {
      expect((await post(body)({})).text).toBe(replies[0]!.text)
      await refuses('id_taken', post({ ...body, aboutAt: at(-1) }))
      await refuses('id_taken', post({ ...body, children: [{ ...body.children[0]!, text: 'Twee keer.' }] }))
    })
  })

  it('ten different bodies under one id at once: one of them wins, whole', async () => {
    const id = uuidv7()
    const bodies = Array.from({ length: 10 }, (_, n) => good({ id, text: `Nummer ${n}` }))
    const replies = await Promise.all(bodies.map((body) => post(body)({})))
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, ...Array(9).fill(409)])
    expect(replies.filter((reply) => reply.status === 409).every((reply) => reply.body.error.code === 'id_taken')).toBe(
      true,
    )
    const { rows } = await server.owner.query('select text from diary_entry where post_id = $1', [id])
    expect(rows).toEqual([{ text: replies.find((reply) => reply.status === 200)!.body.entries[0].text }])
  })

  it('an id is one’s own: somebody else may have the same', async () => {
    const body = good({ text: 'Van de een.' })
    expect((await post(body)({})).status).toBe(200)
    const other: PostEntries = { ...good({ text: 'Van de ander.' }), id: body.id }
    expect((await post(other, cast.people.manager)({})).status).toBe(200)
  })

  safely('an entry’s id that exists, here or in another organisation, is taken', async () => {
    for (const { entryId } of [noor, cast.targets.bram, cast.targets.zed]) {
      const body = good()
      await refuses('id_taken', post({ ...body, children: [{ ...body.children[0]!, entryId }] }))
    }
  })

  safely('an id that was used for something else is taken', async () => {
    const body = { childId: noor.childId, purpose: 'photos', language: 'nl' }
    const { rows } = await server.owner.query('select id from consent_decision where person_id = $1 limit 1', [
      cast.people.guardian.id,
    ])
    await refuses('id_taken', (headers) =>
      call(
        server,
        cast.people.guardian,
        'POST',
        '/api/consents',
        { ...body, id: rows[0].id, decision: 'granted' },
        headers,
      ),
    )
  })
})

describe('edits', () => {
  const edit =
    (entryId: string, given: object, who: Player = cast.people.staff) =>
    (headers: Record<string, string>) => {
      const body = { id: uuidv7(), version: 1, aboutAt: at(-60), text: 'Anders.', facts: [], ...given }
      return call(server, who, 'PUT', `/api/diary/${entryId}`, body, headers)
    }

  it('of an old version are refused with the version that is there now', async () => {
    const entryId = await write(server, cast, noor)
    expect((await edit(entryId, {})({})).status).toBe(200)
    await unharmed(server, next, async () => {
      for (const version of [1, 0, -1, 3, 1.5, 1e308]) {
        const error = await refuses('stale_version', edit(entryId, { version }), String(version))
        expect(error.version).toBe(2)
      }
    })
  })

  it('of one version by ten at once: one of them wins', async () => {
    const entryId = await write(server, cast, noor)
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, n) => edit(entryId, { text: `Wijziging ${n}` })({})),
    )
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, ...Array(9).fill(409)])
    const { rows } = await server.owner.query('select version from diary_entry where id = $1', [entryId])
    expect(rows).toEqual([{ version: 2 }])
  })

  it('repeated with the same id and body happen once, with another body they are refused', async () => {
    const entryId = await write(server, cast, noor)
    const id = uuidv7()
    const replies = await Promise.all(Array.from({ length: 10 }, () => edit(entryId, { id })({})))
    expect(replies.map((reply) => [reply.status, reply.body.entry?.version])).toEqual(Array(10).fill([200, 2]))
    await unharmed(
      server,
      next,
      async () => void (await refuses('id_taken', edit(entryId, { id, text: 'Weer anders.' }))),
    )
  })

  safely('of what is foreign, removed or nowhere is not found', async () => {
    for (const name of ['bram', 'kai', 'zed', 'absent'] as const)
      await refuses('not_found', edit(cast.targets[name].entryId, {}), name)
    await refuses('not_found', edit(noor.entryId, {}, cast.people.guardian))
  })

  it('of an entry that was removed meanwhile are not found', async () => {
    const entryId = await write(server, cast, noor)
    expect((await call(server, cast.people.staff, 'DELETE', `/api/diary/${entryId}`)).status).toBe(200)
    await unharmed(server, next, async () => {
      await refuses('not_found', edit(entryId, { version: 2 }))
      await refuses('not_found', (headers) =>
        call(server, cast.people.staff, 'DELETE', `/api/diary/${entryId}`, undefined, headers),
      )
      await refuses('not_found', (headers) =>
        call(server, cast.people.staff, 'GET', `/api/diary/${entryId}/revisions`, undefined, headers),
      )
    })
  })
})
