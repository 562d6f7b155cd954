import express, { type Router } from 'express'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { clientMessages, serverMessages } from '../backend/contract/live.ts'
import { routes } from '../backend/contract/routes.ts'
import { clientMatrix, httpMatrix, secretsOf, serverMatrix, statusFor } from './support/access-matrix.ts'
import {
  anotherSession,
  type Cast,
  makeCast,
  may,
  type Player,
  playerNames,
  type Target,
  write,
} from './support/cast.ts'
import { stored } from './support/rows.ts'
import { call, type Listener, listen, type Reply, startServer, type TestServer } from './support/server.ts'

/** Law: who may not see something is answered exactly as if it did not exist, on every route and in every message. */

let server: TestServer
let router: Router
let cast: Cast
let everybody: (Player | undefined)[]
let targets: Target[]

beforeAll(async () => {
  const made = vi.spyOn(express, 'Router')
  // Signing in looks at the real clock.
  server = await startServer({ now: new Date() })
  router = made.mock.results[0]!.value
  made.mockRestore()
  cast = await makeCast(server)
  everybody = [...playerNames.map((name) => cast.people[name]), undefined]
  targets = Object.values(cast.targets)
  await server.owner.query("insert into job_run (name, ran_at) values ('relay', now() + interval '1 day')")
})
afterAll(() => server.close())

/** What an outsider can compare: everything but the id of the error and the moment. */
const seen = ({ status, text, headers }: Reply) =>
  JSON.stringify([
    status,
    text.replace(/"id":"[0-9a-f-]{36}"/, ''),
    [...headers].filter(([name]) => name !== 'date').sort(),
  ])

/** The words in a reply that its reader may never receive. */
const leaks = (
  text: string,
  player: Player | undefined,
  { names, guardians, escorts }: { names?: true; guardians?: true; escorts?: true } = {},
): string[] => {
  const secrets = targets.flatMap((target) =>
    target.name === 'absent' ? [] : secretsOf(cast, target, names, guardians, escorts),
  )
  const known = (word: string) => secrets.some((one) => one.word === word && player && one.known(player))
  return secrets.filter(({ word }) => text.includes(word) && !known(word)).map(({ what, word }) => `${what} (${word})`)
}

/** What is mounted beside the contract: the API page, and the bytes of uploads, of which `tests/uploads.test.ts` tells who may. */
const besides = ['GET /api/docs', 'GET /api/openapi.json', 'HEAD /api/uploads/:id', 'PATCH /api/uploads/:id']

describe('routes', () => {
  it('every route of the contract has a row in the matrix, and no other is mounted', () => {
    expect(Object.keys(httpMatrix).sort()).toEqual(Object.keys(routes).sort())
    const declared = Object.values(routes).map(({ method, path }) => `${method} ${path}`)
    expect(mounted(router).sort()).toEqual([...declared, ...besides].sort())
  })

  it.each(Object.keys(routes))('%s', async (name) => {
    const { method } = routes[name]!
    const row = httpMatrix[name]!
    const wrong: string[] = []
    const missing = new Map<string, string>()
    const ask = async (player: Player | undefined, target: Target) => {
      const status = statusFor(row.needs, player, target)
      const asked = await row.ask({ server, cast, player, target, allowed: status === 200 })
      const cookie = asked.cookie ?? player?.cookie
      const who = cookie === undefined ? undefined : { cookie, ...(player && { role: player.role }) }
      const reply = await call(server, who, method, asked.path, asked.body)
      const place = `${player?.name ?? 'nobody'} about ${target.name}`
      if (reply.status !== status)
        wrong.push(`${place}: ${reply.status} instead of ${status} ${reply.text.slice(0, 200)}`)
      const answersTo = row.answersTo ?? (row.signsIn && !player ? 'guardian' : undefined)
      for (const leak of leaks(reply.text, answersTo ? cast.people[answersTo] : player, row))
        wrong.push(`${place}: received ${leak}`)
      return { reply, place }
    }
    const about = row.plain ? [cast.targets.noor] : targets
    const cells = everybody.flatMap((player) =>
      about.map((target) => ({ player, target, status: statusFor(row.needs, player, target) })),
    )
    for (const { player } of cells.filter((cell) => cell.target.name === 'absent' && cell.status !== 200)) {
      missing.set(String(player?.name), seen((await ask(player, cast.targets.absent)).reply))
    }
    // Refused first, with nothing stored; then what is allowed.
    const before = await stored(server.owner, ['auth.session', ...(row.prepares ?? [])])
    for (const { player, target } of cells.filter((cell) => cell.status !== 200)) {
      const { reply, place } = await ask(player, target)
      const absent = missing.get(String(player?.name))
      if (absent !== undefined && seen(reply) !== absent)
        wrong.push(`${place}: differs from what does not exist\n${seen(reply)}\n${absent}`)
    }
    expect(await stored(server.owner, ['auth.session', ...(row.prepares ?? [])])).toEqual(before)
    for (const { player, target } of cells.filter((cell) => cell.status === 200)) await ask(player, target)
    expect(wrong).toEqual([])
  })

  it('a list that is asked for about somebody else’s child is as empty as about no child', async () => {
    for (const player of everybody) {
      if (player?.role !== 'guardian') continue
      const about = async (target: Target) =>
        (await call(server, player, 'GET', `/api/timeline?child=${target.childId}`)).text
      const absent = await about(cast.targets.absent)
      for (const target of targets)
        if (!may(player.name, target, 'sees')) expect(await about(target), player.name).toBe(absent)
        else if (!may(player.name, target, 'reads'))
          expect(JSON.parse(await about(target)), player.name).toMatchObject({ items: [], hearted: [] })
    }
  })

  it('a role that the person does not have is answered like a route that does not exist', async () => {
    const wrong: string[] = []
    for (const player of everybody) {
      if (!player) continue
      const nowhere = seen(await call(server, player, 'GET', '/api/nowhere'))
      for (const role of [
        'guardian',
        'staff',
        'manager',
        'administration',
        'privacy_officer',
        'any',
        'owner',
        "' or true --",
      ]) {
        if (role === player.role) continue
        for (const path of ['/api/timeline', '/api/groups']) {
          const reply = await call(server, { cookie: player.cookie, role }, 'GET', path)
          if (seen(reply) !== nowhere) wrong.push(`${player.name} as ${role} on ${path}: ${reply.text}`)
        }
      }
    }
    expect(wrong).toEqual([])
  })
})

describe('socket messages', () => {
  it('every message of the contract has a row in the matrix', () => {
    expect(Object.keys(clientMatrix).sort()).toEqual(Object.keys(clientMessages).sort())
    expect(Object.keys(serverMatrix).sort()).toEqual(Object.keys(serverMessages).sort())
  })

  it('a socket opens only in a role that its person has', async () => {
    const refusals = new Set<string>()
    for (const player of everybody) {
      for (const role of ['guardian', 'staff', 'manager', 'administration', 'privacy_officer']) {
        const opened = await listen(server, { cookie: player?.cookie ?? '', role }).then(
          (socket) => socket.close() ?? true,
          (error: Error) => refusals.add(error.message) && false,
        )
        expect(opened, `${player?.name} as ${role}`).toBe(player?.role === role)
      }
    }
    expect([...refusals]).toEqual(['unauthenticated'])
  })

  it.each(Object.keys(clientMessages))('%s', async (message) => {
    const wrong: string[] = []
    for (const player of everybody) {
      if (!player) continue
      const socket = await listen(server, player)
      const answer = async (channel: string): Promise<{ events?: unknown[]; resync?: string[] }> =>
        (socket.socket as any).timeout(3_000).emitWithAck(message, clientMatrix[message]!(channel))
      const absent = JSON.stringify(await answer(cast.targets.absent.channels.diary))
      for (const target of targets) {
        for (const [kind, channel] of Object.entries({ ...target.channels, talk: target.talk.id })) {
          const readsIt = may(player.name, target, kind === 'absence' || kind === 'action' ? 'sees' : 'reads')
          const cares = may(player.name, target, 'cares') && kind !== 'attendance' && kind !== 'action'
          const allowed =
            kind === 'talk'
              ? may(player.name, target, 'converses')
              : cares || (kind !== 'staff' && kind !== 'asking' && readsIt)
          const given = await answer(channel)
          const text = JSON.stringify(given)
          const place = `${player.name} about ${kind} of ${target.name}`
          // A channel that has no head to tell is asked for afresh.
          if (allowed && kind === 'diary' && given.events?.length === 0) wrong.push(`${place}: received nothing`)
          if (allowed && kind === 'talk' && given.events?.length === 0) wrong.push(`${place}: received nothing`)
          if (!allowed && text.replaceAll(channel, '') !== absent.replaceAll(cast.targets.absent.channels.diary, '')) {
            wrong.push(`${place}: differs from what does not exist: ${text}`)
          }
          for (const leak of leaks(text, player, { escorts: true })) wrong.push(`${place}: received ${leak}`)
        }
      }
      socket.close()
    }
    expect(wrong).toEqual([])
  })

  it('what is sent reaches whom it is for and nobody else', async () => {
    const sockets = new Map<Player, Listener>()
    for (const player of everybody) if (player) sockets.set(player, await listen(server, player))
    const received = new Map<string, Set<string>>(Object.keys(serverMessages).map((message) => [message, new Set()]))
    for (const [player, { socket }] of sockets)
      socket.onAny((message: string) => received.get(message)?.add(player.name))
    const entryId = await write(server, cast, cast.targets.noor)
    const decision = {
      id: uuidv7(),
      childId: cast.targets.noor.childId,
      purpose: 'photos',
      decision: 'granted',
      language: 'nl',
    }
    expect((await call(server, cast.people.guardian, 'POST', '/api/consents', decision)).status).toBe(200)
    // Whoever writes is heard by who reads it, and by nobody else; least by oneself.
    sockets.get(cast.people.staff)!.socket.emit('typing', { conversationId: cast.targets.noor.talk.id })
    await vi.waitFor(() => expect(received.get('typing')!.size).toBeGreaterThan(0))
    const ended = await anotherSession(server, cast.people.guardian.id)
    const ending = await listen(server, { ...cast.people.guardian, cookie: ended.cookie })
    const farewell = new Promise((said) => ending.socket.on('signed-out', said))
    await server.app.tellHeads()
    await call(server, { cookie: ended.cookie }, 'POST', '/api/account/sign-out')
    await farewell
    await new Promise((later) => setTimeout(later, 200))

    for (const [player, { raw, caughtUp }] of sockets) {
      const text = raw.join('\n')
      const concerned = may(player.name, cast.targets.noor, 'reads') || may(player.name, cast.targets.noor, 'cares')
      // Who only decides is told that a consent changed, and nothing of the diary.
      const told = concerned || may(player.name, cast.targets.noor, 'decides')
      expect(received.get('events')!.has(player.name), `events for ${player.name}`).toBe(told)
      expect(received.get('heads')!.has(player.name), `heads for ${player.name}`).toBe(true)
      expect(received.get('typing')!.has(player.name), `typing for ${player.name}`).toBe(player.name === 'guardian')
      expect(received.get('signed-out')!.has(player.name), `signed-out for ${player.name}`).toBe(false)
      expect(caughtUp, `caught-up for ${player.name}`).toBeDefined()
      // Who may fetch the child is told with its consents.
      expect(leaks(text, player, { escorts: true }), player.name).toEqual([])
      expect(text.includes(entryId), `the entry for ${player.name}`).toBe(concerned)
      expect(text.includes(cast.targets.noor.channels.diary), `the diary for ${player.name}`).toBe(concerned)
      const knows = concerned || may(player.name, cast.targets.noor, 'sees')
      expect(text.includes(cast.targets.noor.childId), `the child for ${player.name}`).toBe(knows)
    }
    for (const { close } of [...sockets.values(), ending]) close()
  })
})

/** What express has mounted, whether or not the contract knows of it. */
const mounted = (router: Router): string[] =>
  router.stack.flatMap(({ route }) => {
    const methods = Object.keys((route as unknown as { methods?: Record<string, boolean> } | undefined)?.methods ?? {})
    return methods.map((method) => `${method.toUpperCase()} ${route!.path}`)
  })
