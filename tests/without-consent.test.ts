import { afterAll, beforeAll, expect, it } from 'vitest'
import { routes } from '../backend/contract/routes.ts'
import { type Cast, makeCast, type PlayerName, write } from './support/cast.ts'
import { call, listen, startServer, type TestServer } from './support/server.ts'

/*
 * M04: a guardian with neither consent can use exactly the things that need none. Of what there is so far these are the
 * account, the own consents, the children by name, their absences, what is asked of their guardians, and who looked at them; no diary, no permission, in no count.
 */

let server: TestServer
let cast: Cast
beforeAll(async () => {
  server = await startServer()
  cast = await makeCast(server)
})
afterAll(() => server.close())

/** Guardians of the first child who have neither: one never granted, the other may not. */
const without: PlayerName[] = ['neverGranted', 'withoutAuthority']

/** The routes of a guardian that answer without any consent, and no other. */
const open = [
  'consents',
  'timeline',
  'ownReports',
  'album',
  'albumMonth',
  'absenceHistory',
  'conversations',
  'locations',
]

it.each(without)('%s reads nothing of the diary anywhere, and no number betrays it', async (name) => {
  const { noor } = cast.targets
  const player = cast.people[name]
  const socket = await listen(server, player, { [noor.channels.diary]: 0, [noor.channels.staff]: 0 })
  for (let n = 0; n < 3; n++) await write(server, cast, noor, `KANARIE-${n}`)
  await server.app.tellHeads()
  await socket.until(() => socket.raw.some((frame) => frame.includes('"heads"')))

  const timeline = await call(server, player, 'GET', '/api/timeline')
  expect(timeline.body).toMatchObject({ items: [], older: null, newer: null })
  expect(timeline.body.children).toEqual([
    {
      id: noor.childId,
      callName: noor.callName,
      surname: noor.surname,
      group: noor.groupName,
      diary: name === 'neverGranted' ? 'never_granted' : 'no_authority',
      photos: name === 'neverGranted' ? 'never_granted' : 'no_authority',
    },
  ])
  expect(timeline.body.heads.map((head: { kind: string; unread: number }) => [head.kind, head.unread]).sort()).toEqual([
    ['absence', 0],
    ['action', 0],
    ['own', 0],
  ])
  const answers = await Promise.all(
    ['', `?child=${noor.childId}`, '?limit=100'].map((query) => call(server, player, 'GET', `/api/timeline${query}`)),
  )
  const consents = await call(server, player, 'GET', '/api/consents')
  // What was asked about a channel that is not theirs comes back as their own question, and nothing else of it.
  const received = socket.raw.join('').replaceAll(/"resync":\[[^\]]*\]/g, '')
  const everything = [received, consents.text, ...answers.map(({ text }) => text)].join('')
  const { absence: _, action: __, ...closed } = noor.channels
  const secretChannels = Object.values(closed)
  const secret = ['KANARIE', noor.text, noor.entryId, noor.permissionId, ...secretChannels]
  for (const word of secret) expect(everything).not.toContain(word)
  expect(socket.events).toEqual([])
  socket.close()
})

it.each(without)('%s is answered by exactly the routes that need no consent', async (name) => {
  const { noor } = cast.targets
  const ids: Record<string, string> = {
    childId: noor.childId,
    groupId: noor.groupId,
    entryId: noor.entryId,
    absenceId: noor.absenceId,
    channelId: noor.channels.diary,
    photoId: noor.photoId,
    rendition: 'webp-320',
    month: '2026-11',
  }
  const answered: string[] = []
  for (const [route, { method, path, roles }] of Object.entries(routes)) {
    // What is of the person alone needs no consent either.
    if (method !== 'GET' || roles === 'anyone' || roles === 'person') continue
    const place = path.replace(/:(\w+)/g, (_, id) => ids[id] ?? 'nowhere')
    const reply = await call(server, cast.people[name], 'GET', place)
    if (reply.status === 200) answered.push(route)
  }
  // With authority one sees who looked at the child: that is of the child's record, not of the diary.
  expect(answered).toEqual([...(name === 'neverGranted' ? ['childReads'] : []), ...open])
})

it('granting opens all of it at once, and withdrawing both leaves what was granted to read', async () => {
  const { noor } = cast.targets
  const player = cast.people.neverGranted
  const decide = (decision: string) =>
    call(server, player, 'POST', '/api/consents', {
      id: crypto.randomUUID(),
      childId: noor.childId,
      purpose: 'diary',
      decision,
      language: 'nl',
    })
  expect((await decide('granted')).status).toBe(200)
  const before = await call(server, player, 'GET', '/api/timeline')
  expect(before.text).toContain(noor.text)
  expect((await decide('withdrawn')).body.permissions).toHaveLength(1)
  expect((await call(server, player, 'GET', '/api/timeline')).text).toContain(noor.text)
})
