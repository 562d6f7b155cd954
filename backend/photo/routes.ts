import * as contract from '../contract/photo.ts'
import * as report from '../contract/report.ts'
import { asSession, openRoute, route, type Surroundings } from '../http.ts'
import { type Pictures, sendFile } from '../picture-file.ts'
import { albumMonth, albumOf } from './album.ts'
import { heartPhoto } from './answers.ts'
import { previewTags, removePhoto, tagPhoto } from './change.ts'
import { editPhotoPost } from './edit.ts'
import { openPhoto, photoFile } from './file.ts'
import { postPhotos, previewPhotos } from './post.ts'
import { photoFor } from './queries.ts'
import { recallPhoto } from './recall.ts'
import { ownReports, reportPhoto, settledReports, settleReport } from './reports.ts'
import { photosToDownload, sendZip } from './zip.ts'

/** Mounts what staff and guardians do with photos. */
export function photoRoutes(to: Surroundings, pictures: Pictures): void {
  route(to, contract.postPhotos, async (tx, { body }) => {
    await postPhotos(tx, body, pictures.secret)
    return {}
  })
  route(to, contract.previewPhotos, (tx, { body }) => previewPhotos(tx, body))
  route(to, contract.editPhotoPost, async (tx, { params, body }) => {
    await editPhotoPost(tx, params.postId, body)
    return {}
  })
  route(to, contract.previewTags, async (tx, { params, body }) => ({
    families: await previewTags(tx, params.mediaId, body),
  }))
  route(to, contract.tagPhoto, (tx, { params, body }) => tagPhoto(tx, params.mediaId, body, pictures.secret))
  route(to, contract.removePhoto, async (tx, { params }) => {
    await removePhoto(tx, params.mediaId)
    return {}
  })
  route(to, contract.recallPhoto, async (tx, { params, body }) => ({
    breachId: body.id,
    readers: await recallPhoto(tx, params.mediaId, body),
  }))
  route(to, contract.heartPhoto, async (tx, { params, body }) => {
    await heartPhoto(tx, params.photoId, body.hearted)
    return { hearted: body.hearted }
  })
  route(to, report.reportPhoto, async (tx, { params, body }) => ({
    report: await reportPhoto(tx, params.photoId, body),
  }))
  route(to, report.ownReports, async (tx) => ({ reports: await ownReports(tx) }))
  route(to, report.settledReports, async (tx, { params }) => ({ reports: await settledReports(tx, params.groupId) }))
  route(to, report.settleReport, async (tx, { params }) => {
    await settleReport(tx, params.reportId)
    return {}
  })
  // Two sizes of one photo may be asked for at once: read as it is, their notes do not stand in each other's way.
  openRoute(to, contract.photoFile, async ({ params, query }, edge) => {
    const given = await asSession(to, contract.photoFile, edge, 'write', (tx) =>
      photoFile(tx, params.photoId, params.rendition, query.save !== undefined, pictures.secret),
    )
    return sendFile(pictures, edge, given, () =>
      asSession(to, contract.photoFile, edge, 'snapshot', (tx) => photoFor(tx, params.photoId)),
    )
  })
  route(to, contract.openPhoto, async (tx, { params }) => {
    await openPhoto(tx, params.photoId)
    return {}
  })
  route(to, contract.album, async (tx, { query }) => ({ days: await albumOf(tx, query.child) }))
  route(to, contract.albumMonth, (tx, { params, query }) => albumMonth(tx, params.month, query))
  openRoute(to, contract.downloadPhotos, async ({ body }, edge) => {
    const photos = await asSession(to, contract.downloadPhotos, edge, 'write', (tx) => photosToDownload(tx, body))
    return sendZip(to, pictures, edge, photos)
  })
}
