import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cast, makeCast } from './support/cast.ts'
import { call, startServer, type TestServer } from './support/server.ts'

let server: TestServer
let cast: Cast
beforeAll(async () => {
  server = await startServer()
  cast = await makeCast(server)
})
afterAll(() => server.close())

describe('support', () => {
  const set = (who: keyof Cast['people'], body: unknown) => call(server, cast.people[who], 'PUT', '/api/support', body)
  const seenBy = async (who: keyof Cast['people']) => (await call(server, cast.people[who], 'GET', '/api/support')).body

  it('is what administration says, for everybody of the organisation and nobody else', async () => {
    const contact = { email: 'hulp@deeik.example', phone: '+31 20 123 45 67' }
    expect((await set('administration', contact)).body).toEqual(contact)
    for (const who of ['guardian', 'staff', 'former'] as const)
      expect(await seenBy(who)).toEqual({ ...contact, version: 'test' })
    expect((await seenBy('foreignGuardian')).email).not.toBe(contact.email)
    expect((await set('administration', { email: null, phone: null })).body).toEqual({ email: null, phone: null })
  })

  it.each([
    [{ email: 'geen adres', phone: null }, 'email'],
    [{ email: 'a@example.org\nbcc: b@example.org', phone: null }, 'email'],
    [{ email: null, phone: 'bel maar' }, 'phone'],
    [{ email: null, phone: 'javascript:alert(1)' }, 'phone'],
  ])('refuses %j and says where', async (body, path) => {
    const reply = await set('administration', body)
    expect([reply.status, reply.body.error.fields[0].path]).toEqual([422, path])
  })

  it('leaves an error’s code in its reply, under which the log knows more', async () => {
    const reply = await call(server, cast.people.guardian, 'GET', '/api/nowhere')
    expect(reply.body.error.id).toMatch(/^[0-9a-f-]{36}$/)
  })
})
