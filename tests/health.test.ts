import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorStatus } from '../backend/contract/errors.ts'
import { health } from '../backend/contract/health.ts'
import { clientMessages, serverMessages } from '../backend/contract/live.ts'
import { routes } from '../backend/contract/routes.ts'
import { call, guardianOf, listen, startServer, type TestServer } from './support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

describe('health', () => {
  const ask = () => call(server, undefined, 'GET', '/api/health')
  const ran = (ago: string) =>
    server.owner.query(
      `insert into job_run (name, ran_at) values ('relay', now() - $1::interval) on conflict (name) do update set ran_at = excluded.ran_at`,
      [ago],
    )

  it('says that the queue stands still when no job has run lately', async () => {
    expect(await ask()).toMatchObject({ status: 503, body: { status: 'failing', queue: 'failing', database: 'ok' } })
    await ran('2 minutes')
    expect((await ask()).status).toBe(503)
  })

  it('says that all is well, with the version and the number of sockets', async () => {
    await ran('1 second')
    const world = await server.world()
    const heard = await listen(server, guardianOf(world, world.children[0]!.id))
    const { status, body } = await ask()
    expect(status).toBe(200)
    expect(v.parse(health.reply, body)).toEqual({
      status: 'ok',
      version: 'test',
      database: 'ok',
      queue: 'ok',
      sockets: { status: 'ok', connected: 1 },
    })
    heard.close()
  })

  it('says that the database is away, and names nothing of it', async () => {
    const broken = await startServer()
    await broken.database.app.end()
    const { status, body, text } = await call(broken, undefined, 'GET', '/api/health')
    expect([status, body.database, body.queue]).toEqual([503, 'failing', 'failing'])
    expect(text).not.toMatch(/postgres|pool|127\.0\.0\.1|login/i)
    broken.database.app.end = async () => {}
    await broken.close()
  })
})

describe('the description of the API', () => {
  type Json = Record<string, any>
  let api: Json
  beforeAll(async () => {
    api = (await call(server, undefined, 'GET', '/api/openapi.json')).body
  })

  it('has every route of the contract, each once and with a name of its own', () => {
    const described = Object.entries<Json>(api.paths).flatMap(([path, methods]) =>
      Object.entries<Json>(methods).map(
        ([method, operation]) => `${operation.operationId} ${method.toUpperCase()} ${path}`,
      ),
    )
    const declared = Object.entries(routes).map(
      ([name, { method, path }]) => `${name} ${method} ${path.replace(/:(\w+)/g, '{$1}')}`,
    )
    expect(described.sort()).toEqual(declared.sort())
  })

  it('is shaped as OpenAPI 3.1 demands', () => {
    expect(api.openapi).toMatch(/^3\.1\.\d$/)
    expect(api.info).toMatchObject({ title: expect.any(String), version: 'test' })
    for (const [path, methods] of Object.entries<Json>(api.paths)) {
      for (const [method, operation] of Object.entries<Json>(methods)) {
        const place = `${method} ${path}`
        expect(operation.summary, place).toMatch(/\.$/)
        const inPath = operation.parameters.filter((one: Json) => one.in === 'path')
        expect(
          inPath.map((one: Json) => one.name),
          place,
        ).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
        expect(
          inPath.every((one: Json) => one.required),
          place,
        ).toBe(true)
        const named = operation.parameters.map((one: Json) => `${one.in} ${one.name}`)
        expect(new Set(named).size, place).toBe(named.length)
        expect(
          operation.parameters.every((one: Json) => one.schema),
          place,
        ).toBe(true)
        expect(method === 'get' && 'requestBody' in operation, place).toBe(false)
        expect(Object.keys(operation.responses), place).toContain('200')
        for (const [status, response] of Object.entries<Json>(operation.responses)) {
          expect(Object.values(errorStatus).map(String).concat('200'), place).toContain(status)
          expect(response.description, place).toBeTruthy()
          const [media] = Object.values<Json>(response.content)
          expect(media?.schema, place).toBeTruthy()
        }
      }
    }
  })

  it('says of every route that it may be refused, and how', () => {
    for (const route of Object.values(routes)) {
      const { responses } = api.paths[route.path.replace(/:(\w+)/g, '{$1}')][route.method.toLowerCase()]
      for (const code of route.errors) expect(responses[errorStatus[code]].description, code).toContain(code)
      if (route.roles !== 'anyone') expect(responses[401], route.path).toBeDefined()
      if (Array.isArray(route.roles)) expect(responses[404], route.path).toBeDefined()
    }
  })

  it('has no reference that leads nowhere, and no schema that says nothing', () => {
    const walk = (node: unknown, place: string): void => {
      if (typeof node !== 'object' || node === null) return
      const json = node as Json
      if (typeof json.$ref === 'string') {
        const found = json.$ref
          .slice(2)
          .split('/')
          .reduce<any>((at, key) => at?.[key], api)
        expect(json.$ref.startsWith('#/') && found, `${place}: ${json.$ref}`).toBeTruthy()
      }
      if (json.type === 'object' && Array.isArray(json.required)) {
        expect(
          json.required.filter((name: string) => !(name in (json.properties ?? {}))),
          place,
        ).toEqual([])
      }
      for (const [key, child] of Object.entries(json)) walk(child, `${place}/${key}`)
    }
    walk(api, '')
    for (const { reply } of Object.values(routes)) expect(reply).toBeDefined()
  })
})

describe('the page about the API', () => {
  it('names every route, every error and every socket message with its schema, and runs no script', async () => {
    const { text, headers } = await call(server, undefined, 'GET', '/api/docs')
    expect(headers.get('content-type')).toContain('text/html')
    for (const { method, path, summary } of Object.values(routes)) {
      expect(text).toContain(`<code>${method} ${path}</code>`)
      expect(text).toContain(summary.slice(0, 20))
    }
    for (const [code, status] of Object.entries(errorStatus))
      expect(text).toContain(`<td>${status}</td><td><code>${code}</code></td>`)
    // Either side may have a message of the same name.
    for (const [name, { summary }] of [serverMessages, clientMessages].flatMap((all) => Object.entries(all))) {
      const sections = text.split(`<h3><code>${name}</code></h3>`).slice(1)
      const section = sections
        .map((rest) => rest.split('</section>')[0])
        .find((one) => one?.includes(summary.slice(0, 20)))
      expect(section, name).toContain('<summary>Message</summary>')
    }
    expect(text).toContain('Handshake')
    expect(text).not.toMatch(/<script|javascript:|onload=/i)
  })
})
