import type pg from 'pg'

/** Every table with rows of ours, as SQL names it. */
export async function tablesOf(owner: pg.ClientBase): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname in ('public', 'auth') order by 1`,
  )
  return rows.map((row) => row.name)
}

/** Resolves once everything that was recorded is published, so that the outbox rests. */
export async function rest(owner: pg.ClientBase): Promise<void> {
  for (;;) {
    const { rowCount } = await owner.query('select 1 from outbox limit 1')
    if (rowCount === 0) return
    await new Promise((soon) => setTimeout(soon, 20))
  }
}

/** What lies in each table now: compare two of them to see that nothing was stored, changed or taken away. */
export async function stored(owner: pg.ClientBase, except: readonly string[] = []): Promise<Record<string, string>> {
  await rest(owner)
  const tables = (await tablesOf(owner)).filter((table) => !except.includes(table))
  const parts = tables.map(
    (table) =>
      `select '${table}' as name, count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as state from ${table} t`,
  )
  const { rows } = await owner.query<{ name: string; state: string }>(parts.join(' union all '))
  return Object.fromEntries(rows.map((row) => [row.name, row.state]))
}

/** The tables in which a word stands anywhere, the queue's included: what was erased must not. */
export async function standsIn(owner: pg.ClientBase, word: string): Promise<string[]> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  )
  const found: string[] = []
  for (const { name } of tables) {
    const { rowCount } = await owner.query(
      `select 1 from ${name} t where position($1 in to_jsonb(t)::text) > 0 limit 1`,
      [word],
    )
    if (rowCount) found.push(name)
  }
  return found
}
