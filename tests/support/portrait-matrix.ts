import { v7 as uuidv7 } from 'uuid'
import type { MatrixRow } from './access-matrix.ts'
import { carerOf } from './cast.ts'
import { processedUpload, uploadOf } from './photo-matrix.ts'
import type { TestServer } from './server.ts'

type At = Parameters<MatrixRow['ask']>[0]

/** A portrait of somebody, in the place of any former one; its only form holds this text. */
export async function keepPortrait(
  server: TestServer,
  person: { id: string },
  groupId: string,
  pixels = 'gezicht',
): Promise<string> {
  const id = await processedUpload(server, person, groupId, pixels)
  await server.owner.query('delete from portrait where person_id = $1', [person.id])
  await server.owner.query(
    `with gone as (delete from media where id = $1 returning *)
     insert into portrait (id, organisation_id, person_id, wrapped_key, files, put_at)
     select id, organisation_id, uploader_id, wrapped_key, files, created_at from gone`,
    [id],
  )
  return id
}

/** The portrait of who cares for a child. */
const portraitOf = ({ server, cast, target }: At): Promise<string> | string =>
  target.name === 'absent' ? uuidv7() : keepPortrait(server, cast.people[carerOf[target.name]], target.groupId)

const prepares = ['public.media', 'public.upload_begun', 'public.portrait', 'public.unwanted_file']

/** The routes of portraits: who may, and what is asked. */
export const portraitMatrix: Record<string, MatrixRow> = {
  ownPortrait: { plain: true, needs: 'role of a carer', ask: () => ({ path: '/api/portrait' }) },
  putPortrait: {
    needs: 'own picture of a carer',
    prepares,
    ask: async (at) => ({ path: '/api/portrait', body: { mediaId: await uploadOf(at), alone: true } }),
  },
  removePortrait: {
    needs: 'cares',
    prepares,
    ask: async (at) => ({ path: `/api/portraits/${await portraitOf(at)}` }),
  },
  restorePortrait: {
    needs: 'cares',
    prepares,
    ask: async (at) => {
      const portraitId = await portraitOf(at)
      // Whoever may take it back is who removed it; anybody else finds one that was removed by the carer.
      const by = at.allowed ? at.player : at.cast.people[carerOf[at.target.name]]
      await at.server.owner.query('update portrait set removed_at = $2, removed_by_id = $3 where id = $1', [
        portraitId,
        at.server.clock.now(),
        by?.id,
      ])
      return { path: `/api/portraits/${portraitId}/restored` }
    },
  },
  portraitFile: {
    // Who sees the team of the group in which a child is: who sees the child.
    needs: 'sees',
    prepares,
    ask: async (at) => ({ path: `/api/portraits/${await portraitOf(at)}/file/webp-320` }),
  },
}
