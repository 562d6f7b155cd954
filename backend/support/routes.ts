import { eq } from 'drizzle-orm'
import { writeAudit } from '../../db/events.ts'
import { organisation } from '../../db/schema/organisation.ts'
import * as contract from '../contract/support.ts'
import { route, type Surroundings } from '../http.ts'

/** Mounts whom to turn to for help. */
export function supportRoutes(to: Surroundings, version: string): void {
  route(to, contract.support, async (tx) => {
    const [found] = await tx.db
      .select({ email: organisation.supportEmail, phone: organisation.supportPhone })
      .from(organisation)
      .where(eq(organisation.id, tx.actor.organisationId))
    return { email: found?.email ?? null, phone: found?.phone ?? null, version }
  })

  route(to, contract.setSupport, async (tx, { body: { email, phone } }) => {
    await tx.db
      .update(organisation)
      .set({ supportEmail: email, supportPhone: phone })
      .where(eq(organisation.id, tx.actor.organisationId))
    await writeAudit(tx, { action: 'support.set', subject: { fields: ['email', 'phone'] } })
    return { email, phone }
  })
}
