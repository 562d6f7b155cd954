import { statement, type Tx } from '../../db/client.ts'
import { unwrapUntagged } from '../../db/media/keys.ts'
import type { StoredFile } from '../../db/schema/media.ts'
import type { RenditionName } from '../contract/picture.ts'
import { Refusal } from '../errors.ts'
import { fileOf, type Readable } from '../picture-file.ts'

const seenRows = statement<{ portrait_id: string; person_id: string; files: StoredFile[]; wrapped_key: string }>(
  'portraits_seen',
  'select portrait_id, person_id, files, wrapped_key from portraits_seen()',
)

/** The portraits that the actor sees, by person. */
export async function portraitsSeen(tx: Tx): Promise<Map<string, string>> {
  return new Map((await tx.query(seenRows, [])).map((row) => [row.person_id, row.portrait_id]))
}

/** A portrait in one of its forms; one that the actor does not see is not found. */
export async function portraitFile(tx: Tx, portraitId: string, form: RenditionName, secret: string): Promise<Readable> {
  const seen = (await tx.query(seenRows, [])).find((row) => row.portrait_id === portraitId)
  if (!seen) throw new Refusal('not_found')
  // Its key is sealed as it was before it was a portrait.
  return { file: fileOf(seen.files, form), fileKey: unwrapUntagged(seen.wrapped_key, portraitId, secret) }
}

interface OwnRow {
  id: string
  removed_at: Date | null
  removed_by_id: string | null
}
const ownRow = statement<OwnRow>(
  'own_portrait',
  'select id, removed_at, removed_by_id from portrait where person_id = $1',
)

/** What is kept of the actor's own portrait, also when it was removed. */
export const ownPortrait = async (tx: Tx): Promise<OwnRow | undefined> =>
  (await tx.query(ownRow, [tx.actor.personId]))[0]
