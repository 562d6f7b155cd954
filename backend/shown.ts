import pg from 'pg'
import { statement, type Tx } from '../db/client.ts'
import { Refusal } from './errors.ts'
import type { Spoken } from './preview.ts'

const refuseClosed = statement<never>(
  'refuse_closed',
  'select refuse_closed($1::uuid[], $2::timestamptz[], $3::timestamptz[])',
)

/** A child that is shown as it was at a moment. */
export const shownAt = <Child>(child: Child, moment: Date) => ({ child, from: moment, to: moment })

/** Holds the commit to consent being in force for these children now and having been throughout those times. */
export function mustBeOpen(tx: Tx, shown: readonly Spoken[]): void {
  const values = [shown.map(({ child }) => child.channel), shown.map(({ from }) => from), shown.map(({ to }) => to)]
  tx.atCommit(refuseClosed, values, {
    refuse(error) {
      if (!(error instanceof pg.DatabaseError) || error.code !== 'OA001') return error
      const closed = (error.detail ?? '').split(',')
      const shownChildren = new Set(shown.map(({ child }) => child))
      const children = [...shownChildren].filter((child) => closed.includes(child.channel))
      return new Refusal('consent_missing', { children: children.map(({ id, callName }) => ({ id, callName })) })
    },
  })
}
