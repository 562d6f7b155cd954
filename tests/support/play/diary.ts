import fc from 'fast-check'
import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import { postEntries } from '../../../backend/diary/diary.ts'
import { posting } from '../server.ts'
import { silently } from '../silent.ts'
import {
  type About,
  abouts,
  type Deed,
  expectAnswer,
  type Ground,
  type Hand,
  hands,
  isDecided,
  isInForce,
  keeper,
  type Noun,
  pick,
} from './ground.ts'

type Act = { noun: 'entry'; about: About; copies: number } & (
  | { what: 'post'; by: Hand }
  /** By a process that dies right after the commit. */
  | { what: 'post silently' }
  | { what: 'edit' | 'remove'; which: number }
)

const common = {
  noun: fc.constant('entry' as const),
  about: fc.constantFrom(...abouts),
  copies: fc.constantFrom(1, 1, 1, 2, 3),
}
export const entryActs: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ ...common, what: fc.constant('post' as const), by: fc.constantFrom(...hands) }) },
  { weight: 2, arbitrary: fc.record({ ...common, what: fc.constant('post silently' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ ...common, what: fc.constantFrom('edit' as const, 'remove' as const), which: fc.nat(30) }),
  },
)

interface Entry {
  about: About
  authorId: string
  text: string
  version: number
  removed: boolean
}

/** Entries of the diary: posted, edited and removed, also by a process that dies. */
export function playEntries(ground: Ground): Noun<Act> {
  const { targets } = ground.cast
  const written = new Map<string, Entry>()
  const text = (about: About) => ground.words('entry', about, { purpose: 'diary' })

  async function post({ about, copies, by: hand }: Act & { what: 'post' }, decided: boolean): Promise<void> {
    const { childId, groupId } = targets[about]
    const by = ground.somebody(hand, about)
    const said = text(about)
    const body = posting(ground.server(), { id: groupId }, [childId], { text: said })
    const expected = isInForce(ground, about, 'diary')
    const reply = await ground.send(by, 'POST', '/api/diary', body, copies)
    expectAnswer(reply, by, [409])
    if (decided && reply.status !== 401) expect(reply.status === 200, reply.text).toBe(expected)
    if (reply.status === 200)
      written.set(body.children[0]!.entryId, { about, authorId: by.id, text: said, version: 1, removed: false })
  }

  async function postSilently(about: About): Promise<void> {
    const { childId, groupId } = targets[about]
    const said = text(about)
    const body = posting(ground.server(), { id: groupId }, [childId], { text: said })
    const by = ground.cast.people[keeper(about)]
    const done = await silently(ground.server(), by, (tx) => postEntries(tx, body)).catch(() => undefined)
    if (done) written.set(body.children[0]!.entryId, { about, authorId: by.id, text: said, version: 1, removed: false })
  }

  const standing = (which: number) =>
    pick(
      [...written].filter(([, entry]) => !entry.removed),
      which,
    )

  async function edit([entryId, entry]: [string, Entry], copies: number): Promise<void> {
    const said = text(entry.about)
    const aboutAt = ground.server().clock.now().toISOString()
    const body = { id: uuidv7(), version: entry.version, aboutAt, text: said, facts: [] }
    const reply = await ground.send('manager', 'PUT', `/api/diary/${entryId}`, body, copies)
    expectAnswer(reply, 'manager', [404, 409])
    if (reply.status !== 200) return
    ground.erased(entry.text)
    Object.assign(entry, { text: said, version: entry.version + 1 })
  }

  async function remove([entryId, entry]: [string, Entry], copies: number): Promise<void> {
    const reply = await ground.send('manager', 'DELETE', `/api/diary/${entryId}`, undefined, copies)
    // A repeated removal finds nothing any more, and that is all its sender wanted.
    expectAnswer(reply, 'manager', [404])
    ground.erased(entry.text)
    entry.removed = true
  }

  return {
    async perform(act: Act, together: readonly Deed[]) {
      if (act.what === 'post') return post(act, isDecided(together))
      if (act.what === 'post silently') return postSilently(act.about)
      const entry = standing(act.which)
      if (entry) await (act.what === 'edit' ? edit(entry, act.copies) : remove(entry, act.copies))
    },
    async end() {
      const there = [...written].filter(([, { removed }]) => !removed)
      const { rows } = await ground.owner.query<{ id: string; text: string; version: number; author_id: string }>(
        `select id, text, version, author_id from diary_entry where channel_id = any($1::uuid[]) and removed_at is null and id <> all($2::uuid[])`,
        [abouts.map((about) => targets[about].channels.diary), abouts.map((about) => targets[about].entryId)],
      )
      expect(new Map(rows.map((row) => [row.id, `${row.version} ${row.text} ${row.author_id}`]))).toEqual(
        new Map(there.map(([id, { text, version, authorId }]) => [id, `${version} ${text} ${authorId}`])),
      )
      // What stands is on the tablet of the group, and nothing else.
      for (const [name, about] of [
        ['staff', 'noor'],
        ['manager', 'bram'],
      ] as const) {
        const { entries } = ground.device(name).screen()
        expect(
          entries
            .flatMap(({ id, text }: Entry & { id: string }) => (id === targets[about].entryId ? [] : [text]))
            .sort(),
        ).toEqual(there.flatMap(([, entry]) => (entry.about === about ? [entry.text] : [])).sort())
      }
      const unconsented = await ground.owner.query(
        `select e.id from diary_entry e where e.organisation_id = $1 and not exists (
           select 1 from channel_period p where p.channel_id = e.channel_id
              and p.opened_at <= e.about_at and (p.closed_at is null or p.closed_at >= e.about_at))`,
        [ground.cast.organisationId],
      )
      expect(unconsented.rows).toEqual([])
    },
  }
}
