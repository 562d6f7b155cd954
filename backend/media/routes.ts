import type pg from 'pg'
import { unwrapUntagged } from '../../db/media/keys.ts'
import * as attachment from '../contract/attachment.ts'
import * as contract from '../contract/media.ts'
import { Refusal } from '../errors.ts'
import { asSession, openRoute, route, type Surroundings } from '../http.ts'
import { fileOf, type Pictures, sendFile } from '../picture-file.ts'
import { endedOf, mediaFor, placedOf, untaggedOf } from './queries.ts'
import { openTus } from './tus.ts'
import { beginAttachment, beginUpload, discardUpload, retryUpload, type UploadLimits, upload } from './uploads.ts'

/** With what files are taken in. */
export interface Intake {
  uploads: string
  limits: UploadLimits
  worker: pg.Pool
}

/** Mounts what somebody sends, until it is placed. */
export function mediaRoutes(to: Surroundings, pictures: Pictures, { uploads, limits, worker }: Intake): void {
  const tus = openTus(to, worker, uploads)
  route(to, contract.beginUpload, async (tx, { body }) => ({
    upload: await upload(await beginUpload(tx, body, limits, uploads, tus.open), uploads),
  }))
  route(to, attachment.beginAttachment, async (tx, { body }) => ({
    upload: await upload(await beginAttachment(tx, body, limits, uploads, tus.open), uploads),
  }))
  route(to, contract.uploads, async (tx, { query }) => {
    const missed = query.missed?.split(',') ?? []
    const sent = (await untaggedOf(tx)).filter((row) => (row.group_id === null) === (query.of === 'messages'))
    return {
      uploads: await Promise.all(sent.map((row) => upload(row, uploads))),
      ended: await endedOf(tx, missed),
      placed: await placedOf(tx, missed),
      most: { photo: limits.photo, video: limits.video },
    }
  })
  route(to, contract.retryUpload, async (tx, { params }) => ({
    upload: await upload(await retryUpload(tx, params.mediaId), uploads),
  }))
  route(to, contract.discardUpload, async (tx, { params }) => {
    await discardUpload(tx, params.mediaId, uploads)
    return {}
  })
  openRoute(to, contract.uploadedPicture, async ({ params }, edge) => {
    const find = () =>
      asSession(to, contract.uploadedPicture, edge, 'snapshot', async (tx) => {
        const media = await mediaFor(tx, params.mediaId)
        if (media.wrapped_key === null) throw new Refusal('not_found')
        const fileKey = unwrapUntagged(media.wrapped_key, media.id, pictures.secret)
        return { file: fileOf(media.files, params.rendition), fileKey }
      })
    return sendFile(pictures, edge, await find(), find)
  })
}
