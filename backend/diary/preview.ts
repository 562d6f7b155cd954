import type { Tx } from '../../db/client.ts'
import { aboutOf, checkAbout } from '../about.ts'
import type { AudiencePreview } from '../contract/audience.ts'
import type { previewAudience as previewRoute } from '../contract/diary.ts'
import type { Output } from '../contract/route.ts'
import { groupAndChildren } from '../group/queries.ts'
import { previewFor } from '../preview.ts'

/** Who would read an entry about these children at this time, and for whom it may not be written and why. */
export async function previewAudience(tx: Tx, input: Output<(typeof previewRoute)['body']>): Promise<AudiencePreview> {
  const about = aboutOf(input.aboutAt, input.moments)
  checkAbout(about, tx.now)
  const { children } = await groupAndChildren(tx, input.groupId, about.day, input.childIds)
  const { from, to } = about
  const { audience } = await previewFor(
    tx,
    'diary',
    children.map((child) => ({ child, from, to })),
  )
  return audience
}
