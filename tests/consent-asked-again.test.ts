import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { decide, type Family, type Member, makeFamily, readBy, standing, writeAbout } from './support/family.ts'
import { afternoon, call, listen, startServer, type TestServer } from './support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
beforeEach(() => server.clock.set(afternoon))

const effectiveOn = '2026-12-10'
const onTheDay = '2026-12-10T09:00:00Z'

/** A new privacy statement, which everybody of the family sees ahead. */
async function announce(family: Family, reworded: string[]): Promise<void> {
  const [textNl, textEn, summaryNl, summaryEn] = ['Nieuw', 'New', 'Anders', 'Different']
  const body = { id: uuidv7(), kind: 'privacy', textNl, textEn, summaryNl, summaryEn, reworded, effectiveOn }
  expect((await call(server, family.manager, 'POST', '/api/policies', body)).status).toBe(200)
  for (const who of [...family.guardians, family.staff, family.manager]) {
    const view = { id: uuidv7(), language: 'nl' }
    expect((await call(server, who, 'POST', `/api/policies/${body.id}/seen`, view)).status).toBe(200)
  }
}

const twoParents = async (): Promise<[Family, Member, Member]> => {
  const family = await makeFamily(server, [{}, {}])
  return [family, ...(family.guardians as [Member, Member])]
}

describe('changed wording of a purpose', () => {
  test('asks again from its day on, and the consent stays in force', async () => {
    const [family, mother, father] = await twoParents()
    await decide(server, family, mother, 'granted')
    await decide(server, family, mother, 'refused', 'photos')
    await announce(family, ['diary'])
    expect(await standing(server, mother)).toMatchObject({ own: 'granted', askAgain: false })
    const phone = await listen(server, mother)
    server.clock.set(onTheDay)
    await server.app.tellHeads()
    expect(await standing(server, mother)).toMatchObject({ own: 'granted', inForce: true, askAgain: true })
    expect(await standing(server, mother, 'photos')).toMatchObject({ own: 'refused', askAgain: false })
    expect(await standing(server, father)).toMatchObject({ own: null, inForce: true, askAgain: false })
    expect((await writeAbout(server, family, { text: 'Het gaat door.' })).status).toBe(200)
    await phone.until(() => phone.events.some(({ type }) => type === 'diary.posted'))
    expect(await readBy(server, mother)).toEqual(['Het gaat door.'])
    // Nothing was decided by anybody: no event, no row.
    expect(phone.events.map(({ type }) => type)).toEqual(['diary.posted'])
    expect((await standing(server, mother)).history).toHaveLength(1)
    phone.close()
  })

  test('is answered by deciding once more, the same or otherwise, under the new version', async () => {
    const [family, mother, father] = await twoParents()
    await decide(server, family, mother, 'granted')
    await decide(server, family, father, 'granted')
    await announce(family, ['diary', 'photos'])
    server.clock.set(onTheDay)
    expect((await decide(server, family, mother, 'granted')).status).toBe(200)
    const kept = await standing(server, mother)
    expect(kept).toMatchObject({ own: 'granted', inForce: true, askAgain: false })
    const versions = kept.history.filter(({ by }: { by: string }) => by === 'you')
    expect(versions.map(({ policyVersion }: { policyVersion: string }) => policyVersion)).toEqual(['v1', '-'])
    expect(await standing(server, father)).toMatchObject({ askAgain: true })
    await decide(server, family, father, 'withdrawn')
    expect(await standing(server, father)).toMatchObject({ own: 'withdrawn', inForce: false, askAgain: false })
  })

  test('asks nothing of who decided on that day, under the new words', async () => {
    const [family, mother] = await twoParents()
    await announce(family, ['diary'])
    server.clock.set('2026-12-09T23:00:00Z')
    await decide(server, family, mother, 'granted')
    expect(await standing(server, mother)).toMatchObject({ askAgain: false, history: [{ policyVersion: 'v1' }] })
  })

  test('that was taken back before its day by a version without it asks nothing', async () => {
    const [family, mother] = await twoParents()
    await decide(server, family, mother, 'granted')
    await announce(family, ['diary'])
    await announce(family, [])
    server.clock.set(onTheDay)
    expect(await standing(server, mother)).toMatchObject({ askAgain: false })
  })

  test('a version that changes no wording asks nothing, nor do new terms', async () => {
    const [family, mother] = await twoParents()
    await decide(server, family, mother, 'granted')
    await announce(family, [])
    server.clock.set(onTheDay)
    expect(await standing(server, mother)).toMatchObject({ inForce: true, askAgain: false })
  })
})
