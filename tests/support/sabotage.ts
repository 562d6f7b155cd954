import type pg from 'pg'
import { eventually } from './device.ts'

/** Ways in which the database can fail a transaction that writes to a table. */
export const sabotages = {
  'the insert fails': { deferred: false, body: `raise exception 'sabotage'` },
  'the commit fails': { deferred: true, body: `raise exception 'sabotage'` },
  'the connection breaks between insert and commit': {
    deferred: true,
    body: `perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(5)`,
  },
} as const
export type Sabotage = keyof typeof sabotages

/** Until `undo`, every transaction that inserts into the table fails in that way. */
export async function sabotage(owner: pg.ClientBase, table: string, how: Sabotage): Promise<{ undo(): Promise<void> }> {
  const { deferred, body } = sabotages[how]
  await owner.query('create schema if not exists sabotage')
  await owner.query(`create or replace function sabotage.strike() returns trigger language plpgsql security definer
    as $$ begin ${body}; return null; end $$`)
  await owner.query(
    deferred
      ? `create constraint trigger sabotage after insert on ${table} deferrable initially deferred
           for each row execute function sabotage.strike()`
      : `create trigger sabotage after insert on ${table} for each row execute function sabotage.strike()`,
  )
  return { undo: async () => void (await owner.query(`drop trigger sabotage on ${table}`)) }
}

/**
 * The next transaction that records something stops in the midst of its commit, with every lock that it took, until it
 * is let go; others pass.
 */
export async function holdNextCommit(owner: pg.ClientBase): Promise<{ letGo(): Promise<void> }> {
  await owner.query('create schema if not exists sabotage')
  await owner.query(`create or replace function sabotage.hold() returns trigger language plpgsql security definer
    as $$ begin
      if pg_try_advisory_xact_lock(1) then perform pg_advisory_xact_lock(2); end if;
      return null;
    end $$`)
  await owner.query(`create constraint trigger hold after insert on outbox deferrable initially deferred
    for each row execute function sabotage.hold()`)
  await owner.query('select pg_advisory_lock(2)')
  return {
    async letGo() {
      await owner.query('select pg_advisory_unlock(2)')
      await owner.query('drop trigger hold on outbox')
    },
  }
}

/** At least so many transactions have come to a lock that another one holds. */
export async function waiting(owner: pg.ClientBase, many: number): Promise<void> {
  await eventually(async () => {
    // Within a transaction the first answer would stand.
    await owner.query('select pg_stat_clear_snapshot()')
    const { rowCount } = await owner.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return (rowCount ?? 0) >= many
  })
}

/** Notes in which transaction each row of some tables comes to be. */
export async function watchTransactions(owner: pg.ClientBase, tables: readonly string[]) {
  await owner.query('create schema watch')
  await owner.query('create table watch.seen (name text, transaction xid8)')
  await owner.query(`create function watch.note() returns trigger language plpgsql security definer
    as $$ begin insert into watch.seen values (tg_table_name, pg_current_xact_id()); return null; end $$`)
  for (const table of tables) {
    await owner.query(`create trigger watch after insert on ${table} for each row execute function watch.note()`)
  }
  return {
    /** The tables and the number of transactions in which they were written. */
    async seen(): Promise<{ tables: string[]; transactions: number }> {
      const { rows } = await owner.query<{ name: string; transaction: string }>(
        'select name, transaction::text from watch.seen',
      )
      return {
        tables: [...new Set(rows.map((row) => row.name))].sort(),
        transactions: new Set(rows.map((row) => row.transaction)).size,
      }
    },
    forget: async () => void (await owner.query('delete from watch.seen')),
    async end() {
      for (const table of tables) await owner.query(`drop trigger watch on ${table}`)
      await owner.query('drop schema watch cascade')
    },
  }
}
