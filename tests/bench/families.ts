import { randomBytes } from 'node:crypto'
import * as fillChild from '../../db/fill/child.ts'
import * as fillPeople from '../../db/fill/people.ts'
import * as fillPermission from '../../db/fill/permission.ts'
import { beginFiles, type PreparedPicture, photoPost, saveFiles } from '../../db/fill/photos.ts'
import { beginFilling, saveFilling } from '../../db/filling.ts'
import { openMedia } from '../../db/media/open.ts'
import { loginUrls } from '../../db/roles.ts'
import { cookieFor } from '../../db/session-cookie.ts'
import { asOwner } from '../support/postgres.ts'
import type { Ground } from './ground.ts'

const day = 86_400_000

/** A day in a family's photos: all of one post. */
export interface FamilyDay {
  daysAgo: number
  pictures: readonly PreparedPicture[]
}

/**
 * Makes a nursery, in a database of its own, in which each family has one child with these photos.
 * @returns what a server needs for it, and the cookie of each family's guardian
 */
export async function makeFamilies(ground: Ground, name: string, families: readonly (readonly FamilyDay[])[]) {
  const url = await ground.database(name, true)
  const dataDir = await ground.folder()
  const noon = new Date().setUTCHours(10, 0, 0, 0)
  const since = new Date(noon - 400 * day).toISOString().slice(0, 10)
  const filling = beginFilling('De Linde', since)
  const files = beginFiles(ground.secret)
  const locationId = fillPeople.location(filling, 'De Linde Noord')
  const groupId = fillPeople.group(filling, locationId, 'Eekhoorns')
  const person = (firstName: string, nr: number, role: string) =>
    fillPeople.person(filling, {
      firstName,
      lastName: 'Proef',
      email: `${role}-${nr}@example.org`,
      passwordHash: '',
      roles: [{ role }],
    })
  const authorId = person('Anouk', 0, 'staff')
  fillPeople.assignment(filling, authorId, groupId)
  const cookies = families.map((days, nr) => {
    const guardian = person('Lisa', nr, 'guardian')
    const token = randomBytes(24).toString('base64url')
    fillPeople.session(filling, guardian, token, new Date(Date.now() + day))
    const childId = fillChild.child(filling, { callName: 'Noor', surname: 'Proef', birthDate: '2024-05-01', groupId })
    fillChild.guardianship(filling, childId, guardian)
    for (const purpose of ['diary', 'photos'] as const) {
      const granted = { decision: 'granted', at: `${since}T08:00:00Z`, open: true } as const
      fillPermission.decision(filling, { childId, personId: guardian, purpose, ...granted })
    }
    for (const { daysAgo, pictures } of days) {
      const aboutAt = new Date(noon - daysAgo * day)
      photoPost(filling, files, {
        groupId,
        authorId,
        authorName: 'Anouk',
        aboutAt,
        text: '',
        photos: pictures.map((picture, n) => ({
          picture,
          childIds: [childId],
          takenAt: new Date(aboutAt.getTime() - n * 60_000),
        })),
      })
    }
    return cookieFor(token, 'session', ground.secret)
  })
  await asOwner(url, async (owner) => {
    await saveFilling(owner, filling)
    await owner.query('vacuum analyze')
  })
  const { store } = await openMedia(dataDir)
  await saveFiles(files, store)
  return { urls: loginUrls(url, ground.secret), dataDir, cookies }
}
