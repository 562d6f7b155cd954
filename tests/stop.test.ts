import { once } from 'node:events'
import { request } from 'node:http'
import { v7 as uuidv7 } from 'uuid'
import { expect, test } from 'vitest'
import { makeCast } from './support/cast.ts'
import { makeCouple } from './support/couple.ts'
import { eventually, openPhone } from './support/device.ts'
import { begin } from './support/photos.ts'
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

test('a file of which nothing comes any more holds up no closing, and what came of it is kept', async () => {
  const server = await startServer()
  const { staff, groupId } = await makeCouple(server)
  const id = uuidv7()
  expect((await begin(server, staff, groupId, 1000, { id })).status).toBe(200)
  const headers = {
    ...{ cookie: staff.cookie, 'x-requested-with': 'ouderapp', 'tus-resumable': '1.0.0' },
    ...{ 'upload-offset': '0', 'content-length': '1000', 'content-type': 'application/offset+octet-stream' },
  }
  const stalled = request(`${server.url}/api/uploads/${id}`, { method: 'PATCH', headers, agent: false })
  const cut = once(stalled, 'error')
  stalled.write(Buffer.alloc(500))
  const another = await server.another()
  const offset = async () =>
    (await call(another, staff, 'GET', '/api/media')).body.uploads.find((one: { id: string }) => one.id === id).offset
  await eventually(async () => (await offset()) === 500)
  await server.app.close()
  await cut
  expect(await offset()).toBe(500)
  await another.close()
  await server.owner.end()
  await server.database.close()
})
