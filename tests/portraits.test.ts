import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Locations } from '../backend/contract/location.ts'
import { sweepOrphans } from '../workers/media/orphans.ts'
import { processMedia } from '../workers/media/processing.ts'
import { expireUploads, forgetPortraits, removeUnwanted } from '../workers/media/sweeping.ts'
import { storedAttachment } from './support/attachments.ts'
import { type Cast, makeCast, type PlayerName, playerNames } from './support/cast.ts'
import { fetchBytes, mediaGround, readyMedia, sendFile, storedUpload } from './support/photos.ts'
import { refuses } from './support/refusals.ts'
import { call, startServer, type TestServer } from './support/server.ts'

/* Portraits of the staff: who puts one, who sees it, and when it is gone. */

let server: TestServer
let cast: Cast
beforeAll(async () => {
  server = await startServer()
  cast = await makeCast(server)
})
afterAll(() => server.close())

const noor = () => cast.targets.noor
const ask = (who: PlayerName, method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  call(server, cast.people[who], method, path, body, headers)
const put = (who: PlayerName, mediaId: string, headers?: Record<string, string>) =>
  ask(who, 'PUT', '/api/portrait', { mediaId, alone: true }, headers)
const own = async (who: PlayerName) => (await ask(who, 'GET', '/api/portrait')).body
const fileOf = (who: PlayerName, portraitId: string, form = 'webp-320') =>
  fetchBytes(server, cast.people[who], `/api/portraits/${portraitId}/file/${form}`)
const rows = async (sql: string, given: unknown[] = []) => (await server.owner.query(sql, given)).rows

/** A picture of a phone, with where and by what it was taken. */
const picture = async (): Promise<Buffer> =>
  sharp({ create: { width: 900, height: 900, channels: 3, background: '#c8a080' } })
    .withExif({ IFD0: { Make: 'Verraadt-toestel' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 5/1 0/1' } })
    .jpeg()
    .toBuffer()
const ready = async (who: PlayerName): Promise<string> =>
  (await readyMedia(server, cast.people[who], noor().groupId, [await picture()]))[0]!

const stored = async (): Promise<Set<string>> => {
  const names = new Set<string>()
  for await (const { name } of server.media.store.names()) names.add(name)
  return names
}
const namesOf = async (portraitId: string): Promise<string[]> =>
  (await rows('select files from portrait where id = $1', [portraitId]))[0].files.map(
    (one: { name: string }) => one.name,
  )
const thrownAway = () => removeUnwanted(server.database.worker, server.media)
const later = (minutes: number) => new Date(server.clock.now().getTime() + minutes * 60_000)

/** Who sees a portrait: who sees the team of the group of Noor. */
const audience: PlayerName[] = ['guardian', 'withoutAuthority', 'sharedWith', 'neverGranted', 'staff', 'manager']
async function seenBy(portraitId: string): Promise<PlayerName[]> {
  const seeing: PlayerName[] = []
  for (const who of playerNames) {
    const { status, bytes, headers } = await fileOf(who, portraitId)
    expect(headers.get('cache-control'), who).toBe('no-store')
    if (status === 200) {
      expect((await sharp(bytes).metadata()).format, who).toBe('webp')
      seeing.push(who)
    } else {
      expect(status, who).toBe(404)
      expect(JSON.parse(bytes.toString()).error.code, who).toBe('not_found')
    }
  }
  return seeing
}
const inTeamOf = async (who: PlayerName): Promise<(string | null)[]> => {
  const { locations } = (await ask(who, 'GET', '/api/locations')).body as Locations
  return locations.flatMap(({ team }) =>
    team.flatMap(({ firstName, portraitId }) => (firstName === cast.people.staff.firstName ? [portraitId] : [])),
  )
}

let portraitId: string
beforeEach(async () => {
  portraitId = await ready('staff')
  expect((await put('staff', portraitId)).status).toBe(200)
})

describe('a portrait', () => {
  it('is seen by the person, by who sees the team, and by nobody else', async () => {
    expect((await seenBy(portraitId)).sort()).toEqual([...audience].sort())
    for (const who of audience) expect(await inTeamOf(who), who).toEqual([portraitId])
    expect(await own('staff')).toMatchObject({ portraitId, removedAt: null, groupId: noor().groupId })
    expect((await fetchBytes(server, undefined, `/api/portraits/${portraitId}/file/webp-320`)).status).toBe(401)
  })

  it('tells nothing of where and by what it was taken, and is kept no larger than it is shown', async () => {
    const [{ files }] = await rows('select files from portrait where id = $1', [portraitId])
    expect(files.map((one: { kind: string }) => one.kind).sort()).toEqual([
      'avif-1080',
      'avif-320',
      'webp-1080',
      'webp-320',
    ])
    for (const form of ['webp-320', 'webp-1080', 'avif-320', 'avif-1080']) {
      const { bytes } = await fileOf('guardian', portraitId, form)
      const { exif, xmp, iptc, width, height } = await sharp(bytes).metadata()
      expect([exif, xmp, iptc], form).toEqual([undefined, undefined, undefined])
      expect([width, height], form).toEqual(form.endsWith('-320') ? [320, 320] : [900, 900])
      expect(bytes.includes('Verraadt-toestel'), form).toBe(false)
    }
    expect((await fileOf('guardian', portraitId, 'original')).status).toBe(404)
  })

  it('is an upload no more: nobody places it, throws it away or loses it after a day', async () => {
    expect((await ask('staff', 'GET', `/api/media?missed=${portraitId}`)).body).toMatchObject({
      uploads: [],
      ended: [portraitId],
    })
    expect((await ask('staff', 'DELETE', `/api/media/${portraitId}`)).status).toBe(404)
    expect((await ask('staff', 'GET', `/api/media/${portraitId}/file/webp-320`)).status).toBe(404)
    // Asked again, as when the answer was lost, it stays as it is.
    expect((await put('staff', portraitId)).body).toEqual({ portraitId })
    await thrownAway()
    const names = await namesOf(portraitId)
    await expireUploads(server.database.worker, server.media, later(3 * 1440))
    await sweepOrphans(server.database.worker, server.media, later(2 * 1440), { evenMany: true })
    await sweepOrphans(server.database.worker, server.media, later(10 * 1440), { evenMany: true })
    await thrownAway()
    const left = await stored()
    for (const name of names) expect(left.has(name)).toBe(true)
    expect((await fileOf('guardian', portraitId)).status).toBe(200)
  })

  it('takes the place of the former one, whose bytes go', async () => {
    const before = await namesOf(portraitId)
    const next = await ready('staff')
    expect((await put('staff', next)).body).toEqual({ portraitId: next })
    expect((await fileOf('guardian', portraitId)).status).toBe(404)
    expect(await inTeamOf('guardian')).toEqual([next])
    await thrownAway()
    const left = await stored()
    expect(before.filter((name) => left.has(name))).toEqual([])
    expect((await namesOf(next)).filter((name) => !left.has(name))).toEqual([])
  })
})

describe('putting one', () => {
  it('is for the staff alone, of an own picture that is ready, and declared to show nobody else', async () => {
    const id = await ready('staff')
    for (const who of ['guardian', 'administration', 'privacyOfficer'] as const)
      await refuses('not_found', (headers) => put(who, id, headers), who)
    // Somebody else's, of the same group even, is not found.
    for (const who of ['otherGroup', 'manager', 'foreignStaff'] as const)
      await refuses('not_found', (headers) => put(who, id, headers), who)
    await refuses('not_found', (headers) => put('staff', uuidv7(), headers))
    for (const alone of [false, undefined, 'true'])
      await refuses('invalid', (headers) => ask('staff', 'PUT', '/api/portrait', { mediaId: id, alone }, headers))
    expect((await own('staff')).portraitId).toBe(portraitId)
    expect((await put('staff', id)).status).toBe(200)
  })

  it('takes no video, and nothing that is not what it is called', async () => {
    const bytes = Buffer.from('film')
    const film = await storedUpload(server, cast.people.staff, noor().groupId, {
      kind: 'webp-320',
      type: 'image/webp',
      bytes,
      seconds: 7,
    })
    await refuses('unsupported_media_type', (headers) => put('staff', film, headers))
    const paper = await sendFile(
      server,
      cast.people.staff,
      noor().groupId,
      Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'),
    )
    await refuses('not_ready', (headers) => put('staff', paper, headers))
    // What was sent for a conversation is no portrait, though it is one's own and nobody else has it.
    const attached = await storedAttachment(server, { id: cast.people.staff.id, role: 'staff' }, noor().childId)
    await refuses('not_found', (headers) => put('staff', attached, headers))
    await processMedia(mediaGround(server), 'photo')
    await refuses('not_ready', (headers) => put('staff', paper, headers))
    const { uploads } = (await ask('staff', 'GET', '/api/media')).body
    expect(uploads.find((one: { id: string }) => one.id === paper)).toMatchObject({
      state: 'refused',
      reason: 'unknown_type',
    })
    expect((await own('staff')).portraitId).toBe(portraitId)
    for (const id of [film, paper]) await ask('staff', 'DELETE', `/api/media/${id}`)
  })

  it('leaves in the audit who, and of whom it was', async () => {
    const [last] = await rows(
      `select person_id, payload::jsonb as subject from audit where action = 'portrait.put' order by at desc, id desc limit 1`,
    )
    expect(last).toMatchObject({
      person_id: cast.people.staff.id,
      subject: { person: cast.people.staff.id, portrait: portraitId },
    })
  })
})

describe('removing one', () => {
  const remove = (who: PlayerName, headers?: Record<string, string>) =>
    ask(who, 'DELETE', `/api/portraits/${portraitId}`, undefined, headers)
  const restore = (who: PlayerName, headers?: Record<string, string>) =>
    ask(who, 'POST', `/api/portraits/${portraitId}/restored`, undefined, headers)

  it('is for the person, who may take it back for some minutes; then its bytes are gone', async () => {
    expect((await remove('staff')).status).toBe(200)
    expect(await seenBy(portraitId)).toEqual([])
    expect(await own('staff')).toMatchObject({ portraitId: null, removedAt: null })
    await refuses('not_found', (headers) => restore('manager', headers))
    expect((await restore('staff')).status).toBe(200)
    expect((await seenBy(portraitId)).sort()).toEqual([...audience].sort())
    expect((await remove('staff')).status).toBe(200)
    const names = await namesOf(portraitId)
    await forgetPortraits(server.database.worker, later(9))
    expect(await rows('select 1 from portrait where id = $1', [portraitId])).toHaveLength(1)
    await forgetPortraits(server.database.worker, later(11))
    await thrownAway()
    const left = await stored()
    expect(names).toHaveLength(4)
    expect(names.filter((name) => left.has(name))).toEqual([])
    expect(await rows('select 1 from portrait where id = $1', [portraitId])).toEqual([])
    await refuses('not_found', (headers) => restore('staff', headers))
  })

  it('is for a manager of the location too, and the person is told; for nobody else', async () => {
    for (const who of playerNames)
      if (who !== 'staff' && who !== 'manager') await refuses('not_found', (headers) => remove(who, headers), who)
    expect((await remove('manager')).status).toBe(200)
    expect(await seenBy(portraitId)).toEqual([])
    const at = server.clock.now().toISOString()
    expect(await own('staff')).toMatchObject({ portraitId: null, removedAt: at })
    const [last] = await rows(
      `select person_id, payload::jsonb as subject from audit where action = 'portrait.removed' order by at desc, id desc limit 1`,
    )
    expect(last).toMatchObject({
      person_id: cast.people.manager.id,
      subject: { person: cast.people.staff.id, portrait: portraitId },
    })
    // What a manager removed its person does not bring back.
    await refuses('not_found', (headers) => restore('staff', headers))
    const names = await namesOf(portraitId)
    await forgetPortraits(server.database.worker, later(11))
    await thrownAway()
    const left = await stored()
    expect(names.filter((name) => left.has(name))).toEqual([])
    expect(await own('staff')).toMatchObject({ portraitId: null, removedAt: at })
    await refuses('not_found', (headers) => restore('manager', headers))
    const next = await ready('staff')
    expect((await put('staff', next)).status).toBe(200)
    expect(await own('staff')).toMatchObject({ portraitId: next, removedAt: null })
  })
})

describe('whom it no longer concerns', () => {
  /** Does something while a row is another than it was. */
  async function during<T>(change: string, back: string, given: unknown[], what: () => Promise<T>): Promise<T> {
    await server.owner.query(change, given)
    return what().finally(() => server.owner.query(back, given))
  }

  it('a guardian whose child left eight weeks ago sees none, while the staff go on', async () => {
    const child = noor().childId
    await during(
      `update placement set ends_on = (select current_date - 400) where child_id = $1`,
      `update placement set ends_on = null where child_id = $1`,
      [child],
      async () => {
        expect((await fileOf('guardian', portraitId)).status).toBe(404)
        expect(await inTeamOf('guardian')).toEqual([])
        expect((await fileOf('staff', portraitId)).status).toBe(200)
        expect((await fileOf('manager', portraitId)).status).toBe(200)
      },
    )
    expect((await fileOf('guardian', portraitId)).status).toBe(200)
  })

  it('after the last day of who worked there nobody sees it, and its bytes go', async () => {
    const { id } = cast.people.staff
    const day = new Date(server.clock.now().getTime() - 86_400_000).toISOString().slice(0, 10)
    await during(
      `update staff_assignment set ends_on = '${day}' where person_id = $1`,
      `update staff_assignment set ends_on = null where person_id = $1`,
      [id],
      async () => {
        for (const who of audience)
          expect((await fileOf(who, portraitId)).status, who).toBe(who === 'staff' ? 200 : 404)
        const names = await namesOf(portraitId)
        expect(names).toHaveLength(4)
        await forgetPortraits(server.database.worker, server.clock.now())
        await thrownAway()
        const left = await stored()
        expect(names.filter((name) => left.has(name))).toEqual([])
        expect((await fileOf('staff', portraitId)).status).toBe(404)
      },
    )
  })

  it('who works on, or begins next month, keeps it', async () => {
    const { id } = cast.people.staff
    expect(await forgetPortraits(server.database.worker, server.clock.now())).toBe(0)
    const next = new Date(server.clock.now().getTime() + 30 * 86_400_000).toISOString().slice(0, 10)
    const [{ starts_on }] = await rows('select starts_on::text from staff_assignment where person_id = $1', [id])
    await during(
      `update staff_assignment set starts_on = '${next}' where person_id = $1`,
      `update staff_assignment set starts_on = '${starts_on}' where person_id = $1`,
      [id],
      async () => expect(await forgetPortraits(server.database.worker, server.clock.now())).toBe(0),
    )
    expect((await fileOf('guardian', portraitId)).status).toBe(200)
  })
})

it('the demonstration’s portraits are kept in the forms that a portrait has', async () => {
  const folder = join(import.meta.dirname, '../db/demo/photos')
  for (const name of ['anouk', 'marieke'])
    for (const side of [320, 1080]) {
      const webp = await sharp(await readFile(join(folder, `portret-${name}-webp-${side}.webp`))).metadata()
      const avif = await sharp(await readFile(join(folder, `portret-${name}-avif-${side}.avif`))).metadata()
      expect([webp.format, webp.width, webp.height]).toEqual(['webp', side, side])
      expect([avif.compression, avif.width, avif.height]).toEqual(['av1', side, side])
    }
})
