import pg from 'pg'
import { statement, type Tx } from '../../db/client.ts'
import { Refusal } from '../errors.ts'

/** Beside the number of the organisation, so that no other lock is meant. */
const adding = 0xadd
const waitForTurn = statement<never>('adding_waits', 'select pg_advisory_xact_lock($1, hashtext($2))')
const takeTurn = statement<{ taken: boolean }>(
  'adding_tries',
  'select pg_try_advisory_xact_lock($1, hashtext($2)) as taken',
)

/**
 * Whoever adds people waits for who does so too: an address becomes one person, also in the same moment.
 * @throws Refusal `import_running` when it took longer than the database lets anybody wait
 */
export async function oneByOne(tx: Tx): Promise<void> {
  await tx.query(waitForTurn, [adding, tx.actor.organisationId]).catch((error: unknown) => {
    const waitedTooLong = error instanceof pg.DatabaseError && error.code === '55P03'
    throw waitedTooLong ? new Refusal('import_running') : error
  })
}

/** @throws Refusal `import_running` when somebody else adds people at this moment */
export async function onlyOne(tx: Tx): Promise<void> {
  const [turn] = await tx.query(takeTurn, [adding, tx.actor.organisationId])
  if (!turn?.taken) throw new Refusal('import_running')
}
