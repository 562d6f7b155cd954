import { expect, test } from 'vitest'
import { makeCast } from './support/cast.ts'
import { eventually, openPhone } from './support/device.ts'
import { call, posting, startServer } from './support/server.ts'

test('closing under load takes no time: what was begun is finished, nothing more is taken in, sockets are closed', async () => {
  const server = await startServer()
  const cast = await makeCast(server)
  const { noor } = cast.targets
  const phone = await openPhone(server, cast.people.guardian)
  const outcomes: (number | 'refused')[] = []
  let over = false
  const writers = Array.from({ length: 6 }, async () => {
    while (!over) {
      const body = posting(server, { id: noor.groupId }, [noor.childId])
      const reply = await call(server, cast.people.staff, 'POST', '/api/diary', body).catch(() => undefined)
      outcomes.push(reply?.status ?? 'refused')
    }
  })
  await eventually(() => outcomes.length > 20)
  const begun = Date.now()
  await server.app.close()
  expect(Date.now() - begun).toBeLessThan(3_000)
  await eventually(() => !phone.connected())
  over = true
  await Promise.all(writers)

  expect(outcomes.at(-1)).toBe('refused')
  expect(new Set(outcomes)).toEqual(new Set([200, 'refused']))
  const { rowCount } = await server.owner.query('select from diary_entry where id <> $1 and child_id = $2', [
    noor.entryId,
    noor.childId,
  ])
  // A connection that broke between request and reply may have left an entry; an acknowledged one is always there.
  expect(rowCount).toBeGreaterThanOrEqual(outcomes.filter((outcome) => outcome === 200).length)
  await phone.close()
  await server.owner.end()
  await server.database.close()
})
