import { v7 as uuidv7 } from 'uuid'
import { statement, work } from '../../db/client.ts'
import { insertMail, mailRow } from '../../db/mail.ts'
import * as contract from '../contract/second-factor.ts'
import { Refusal } from '../errors.ts'
import { asSession, openRoute, type Surroundings } from '../http.ts'
import { type Asking, noteAccount } from './proof.ts'
import type { AccountParts } from './routes.ts'
import { deleteOthers } from './session.ts'

const colleague = statement<{ id: string }>(
  'colleague',
  'select id from person where id = $1 and organisation_id = $2 and id <> $3',
)

/** Mounts clearing the second factor of somebody who lost it; administration has seen who that is. */
export function factorResetRoutes(to: Surroundings, { pool, sessionEnded }: AccountParts): void {
  openRoute(to, contract.resetFactors, async ({ params: { personId } }, edge) => {
    const actor = await asSession(to, contract.resetFactors, edge, 'snapshot', async (tx) => {
      const { organisationId, personId: own } = tx.actor
      const [found] = await tx.query(colleague, [personId, organisationId, own])
      if (!found) throw new Refusal('not_found')
      return tx.actor as Asking['actor']
    })
    const now = to.now()
    const ended = await work(pool, async (client) => {
      for (const table of ['second_factor', 'passkey', 'recovery_code', 'pin'])
        await client.query(`delete from auth.${table} where user_id = $1`, [personId])
      await noteAccount(client, { actor, edge }, now, 'account.factors_reset', { person: personId })
      const { organisationId } = actor
      const mail = mailRow(now, { organisationId, personId, kind: 'second_factor_changed', causeId: uuidv7() })
      await client.query({ ...insertMail, values: mail as unknown[] })
      return deleteOthers(client, personId, undefined)
    })
    for (const id of ended) sessionEnded(id)
    return {}
  })
}
