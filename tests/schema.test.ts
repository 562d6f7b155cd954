import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import { getTableColumns, is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { freshDatabase, type TestDatabase } from './support/postgres.ts'

/** Law: every table keeps to the conventions, and the migrations make what the schema says. */

const folder = join(import.meta.dirname, '../db')
let base: TestDatabase
let owner: pg.Client
let schema: Record<string, unknown>

beforeAll(async () => {
  base = await freshDatabase(inject('postgresUrl'))
  owner = new pg.Client({ connectionString: base.ownerUrl })
  await owner.connect()
  const modules = await Promise.all(
    readdirSync(join(folder, 'schema')).map((file) => import(join(folder, 'schema', file))),
  )
  schema = Object.assign({}, ...modules)
})
afterAll(async () => {
  await owner.end()
  await base.drop()
})

const ask = async (sql: string): Promise<any[]> => (await owner.query(sql)).rows
const names = (rows: any[], key = 'name') => rows.map((row) => row[key])
const ours = `n.nspname in ('public', 'auth')`
const tablesSql = `from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${ours} and c.relkind in ('r', 'p')`
const columnsSql = `from information_schema.columns where table_schema in ('public', 'auth')`

describe('tables', () => {
  it('there are some', async () => expect((await ask(`select 1 ${tablesSql}`)).length).toBeGreaterThan(20))

  it('every one has row-level security enabled and forced, and a policy', async () => {
    expect(
      names(
        await ask(`select c.relname as name ${tablesSql} and not (c.relrowsecurity and c.relforcerowsecurity
          and exists (select 1 from pg_policy p where p.polrelid = c.oid))`),
      ),
    ).toEqual([])
  })

  it('no view, materialised view or foreign table gets round it', async () => {
    const sql = `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${ours} and c.relkind in ('v', 'm', 'f')`
    expect(names(await ask(sql))).toEqual([])
  })

  it('every one has an organisation_id', async () => {
    const without = {
      organisation: 'is the organisation itself',
      audit_seal: 'seals rows of all organisations in one chain',
      job_run: 'says when a job last ran and concerns nobody',
      orphan_file: 'names files of which no row knows, nor whose they are',
      user: 'hangs from the person with the same id',
      account: 'hangs from a user',
      session: 'hangs from a user',
      verification: 'hangs from nothing; not used yet',
      second_factor: 'hangs from a user',
      recovery_code: 'hangs from a user',
      passkey: 'hangs from a user',
      known_device: 'hangs from a user',
      pin: 'hangs from a user',
      link: 'hangs from a person',
      attempt: 'is keyed by what was tried, before anybody is known',
    }
    const sql = `select c.relname as name ${tablesSql} and not exists (
      select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation_id' and a.atttypid = 'uuid'::regtype)`
    expect(names(await ask(sql)).sort()).toEqual(Object.keys(without).sort())
    const nullable = `select table_name as name ${columnsSql} and column_name = 'organisation_id' and is_nullable = 'YES'`
    // A failed sign-in is nobody's.
    expect(names(await ask(nullable))).toEqual(['audit'])
  })

  it('names are singular snake_case', async () => {
    const all = names(await ask(`select c.relname as name ${tablesSql} union select column_name as name ${columnsSql}`))
    expect(all.filter((name) => !/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name))).toEqual([])
    const tables = names(await ask(`select c.relname as name ${tablesSql}`))
    const singular = /(ss|us|is)$/
    expect(tables.filter((name) => name.endsWith('s') && !singular.test(name))).toEqual([])
    const ids = names(await ask(`select column_name as name ${columnsSql} and data_type = 'uuid'`))
    expect(ids.filter((name) => name !== 'id' && !name.endsWith('_id'))).toEqual([])
  })

  it('moments are timestamptz and end in _at, days are dates and end in _on', async () => {
    const rows = await ask(`select table_name, column_name as name, data_type as type ${columnsSql}`)
    const wrong = rows.filter(({ name, type }) => {
      if (/^time|^timestamp without/.test(type) && type !== 'timestamp with time zone') return true
      if (type === 'timestamp with time zone') return !(name === 'at' || name.endsWith('_at'))
      if (type === 'date') return !(name.endsWith('_on') || name === 'birth_date')
      return /(^|_)(at|on)$/.test(name)
    })
    expect(wrong).toEqual([])
  })

  it('text is text: no varchar(n), no char(n), no enumerated or serial types', async () => {
    const rows = await ask(`select distinct data_type as name ${columnsSql} order by 1`)
    expect(names(rows)).toEqual([
      'ARRAY',
      'bigint',
      'boolean',
      'bytea',
      'date',
      'double precision',
      'integer',
      'jsonb',
      'text',
      'timestamp with time zone',
      'uuid',
    ])
    expect(
      names(
        await ask(
          `select typname as name from pg_type t join pg_namespace n on n.oid = t.typnamespace where ${ours} and typtype in ('e', 'd')`,
        ),
      ),
    ).toEqual([])
    expect(names(await ask(`select column_name as name ${columnsSql} and column_default like 'nextval%'`))).toEqual([])
  })

  it('every reference to a person, child, group or channel is a foreign key', async () => {
    const without = {
      'event.channel_id': 'record holds the channel’s row lock',
      'audit.person_id': 'outlives the person',
      'diary_entry.author_id': 'the actor of the same transaction',
      'diary_entry.channel_id': 'record holds the channel’s row lock',
      'diary_entry.child_id': 'the channel has it',
      'diary_entry.group_id': 'read in the same transaction',
      'intent.person_id': 'the actor of the same transaction',
    }
    const sql = `select table_name || '.' || column_name as name ${columnsSql}
        and column_name in ('person_id', 'child_id', 'group_id', 'channel_id', 'location_id', 'contract_id', 'legal_entity_id', 'entry_id', 'author_id', 'user_id')
        and not exists (select 1 from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey)
                         where k.contype = 'f' and k.conrelid = format('%I.%I', table_schema, table_name)::regclass and a.attname = column_name)`
    expect(names(await ask(sql)).sort()).toEqual(Object.keys(without).sort())
  })

  it('every foreign key is the beginning of an index', async () => {
    const sql = `select k.conrelid::regclass || ' ' || k.conname as name from pg_constraint k join pg_namespace n on n.oid = k.connamespace
       where k.contype = 'f' and ${ours} and not exists (
         select 1 from pg_index i where i.indrelid = k.conrelid and i.indisvalid
            and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey and i.indpred is null)`
    expect(names(await ask(sql))).toEqual([])
  })

  it('every table has a primary key', async () => {
    const sql = `select c.relname as name ${tablesSql} and not exists (select 1 from pg_index i where i.indrelid = c.oid and i.indisprimary)`
    expect(names(await ask(sql))).toEqual([])
  })
})

describe('policies', () => {
  it('none reads a table, calls a function per row or looks at the clock', async () => {
    const rows =
      await ask(`select tablename || '.' || policyname as name, coalesce(qual, '') || ' ' || coalesce(with_check, '') as rule
       from pg_policies where schemaname in ('public', 'auth')`)
    const wrong = rows.filter(({ rule }) => {
      // A setting, read once in a sub-select, and the functions that do nothing but that.
      const rest = rule.replace(
        /\(\s*SELECT \(?NULLIF\(current_setting\('app\.\w+'::text, true\), ''::text\)(?:\)::uuid(?:\[\])?)? AS "nullif"\)/g,
        'setting',
      )
      return (
        /select|now\(\)|current_|clock_|from\s/i.test(rest) ||
        /\b(?!any\b|and\b|or\b|in\b|setting\b)[a-z_]+\s*\(/i.test(rest)
      )
    })
    expect(wrong).toEqual([])
  })

  it('only roles that no person signs in with have a policy without a condition', async () => {
    const sql = `select distinct r as name from pg_policies, unnest(roles) r where schemaname in ('public', 'auth') and (qual = 'true' or with_check = 'true') order by 1`
    const bare = [...names(await ask(sql))]
    // The application's own: only the table that says when a job last ran.
    expect(bare).toEqual(['ouderapp_app', 'ouderapp_audience', 'ouderapp_auth', 'ouderapp_loader', 'ouderapp_worker'])
    const app = `select tablename as name from pg_policies where 'ouderapp_app' = any(roles) and (qual = 'true' or with_check = 'true')`
    expect(names(await ask(app))).toEqual(['job_run'])
    expect(
      names(
        await ask(
          `select policyname as name from pg_policies where schemaname in ('public', 'auth') and 'public' = any(roles)`,
        ),
      ),
    ).toEqual([])
  })
})

describe('functions', () => {
  const definers = {
    enter: ['ouderapp_app'],
    enter_session: ['ouderapp_app'],
    record_events: ['ouderapp_app'],
    settle_consent: ['ouderapp_app'],
    consent_standings: ['ouderapp_app'],
    settle_permission: ['ouderapp_app'],
    guardians_of: ['ouderapp_app'],
    settle_guardianship: ['ouderapp_app'],
    lapsed_consents: ['ouderapp_worker'],
    settle_lapsed: ['ouderapp_worker'],
    consent_channels: ['ouderapp_app'],
    stream_readers: ['ouderapp_app'],
    refuse_closed: ['ouderapp_app'],
    work_channel: ['ouderapp_app'],
    marker_channel: ['ouderapp_app'],
    delivered_markers: ['ouderapp_worker'],
    handles_photo: null,
    lock_photo: ['ouderapp_app'],
    post_taken: ['ouderapp_app'],
    expected_bytes: ['ouderapp_app'],
    photo_places: ['ouderapp_app'],
    take_photo_out: ['ouderapp_app'],
    photo_openers: ['ouderapp_app'],
    photo_tags: ['ouderapp_app'],
    photo_reports: ['ouderapp_app'],
    photo_strangers: ['ouderapp_app'],
    keeps_photo: ['ouderapp_app'],
    others_keep_photo: ['ouderapp_app'],
    photo_keepers: null,
    change_report: ['ouderapp_app'],
    settled_reports: ['ouderapp_app'],
    tie_report: null,
    tell_officers: ['ouderapp_app'],
    hold_photo: ['ouderapp_app'],
    hold_places: ['ouderapp_app'],
    forget_reports: null,
    answer_channel: ['ouderapp_app'],
    recalled_readers: ['ouderapp_app'],
    closing_channels: ['ouderapp_app'],
    lock_absences: ['ouderapp_app'],
    lock_actions: ['ouderapp_app'],
    plans_of: ['ouderapp_app'],
    own_conversations: ['ouderapp_app'],
    unread_messages: ['ouderapp_app'],
    conversation_view: ['ouderapp_worker'],
    lock_conversation: ['ouderapp_app'],
    open_conversation: ['ouderapp_app'],
    propose_sharing: ['ouderapp_app'],
    fellow_guardians: ['ouderapp_app'],
    search_messages: ['ouderapp_app'],
    release_claims: ['ouderapp_app'],
    keep_message: null,
    keep_attachment: null,
    attachment_consented: null,
    may_recall: null,
    hold_streams: ['ouderapp_app'],
    without_photos: ['ouderapp_app'],
    discard_media: ['ouderapp_app'],
    message_openers: ['ouderapp_app'],
    recall_message: ['ouderapp_app'],
    message_sent: null,
    actor_groups: ['ouderapp_app'],
    location_teams: ['ouderapp_app'],
    mentors_of_actor: ['ouderapp_app'],
    mentors_seen: ['ouderapp_app'],
    mentored_channels: ['ouderapp_app'],
    delivered_mentor: ['ouderapp_worker'],
    portraits_seen: ['ouderapp_app'],
    settle_portrait: ['ouderapp_app'],
    remove_portrait: ['ouderapp_app'],
    forget_portraits: ['ouderapp_worker'],
    note_portrait_files: null,
    lock_stays: ['ouderapp_app'],
    handovers_on: ['ouderapp_app'],
    escorts_of: ['ouderapp_app'],
    staffing_channels: ['ouderapp_app'],
    collector_channel: ['ouderapp_app'],
    delivered_escorts: ['ouderapp_worker'],
    allergies_of: ['ouderapp_app'],
    delivered_allergies: ['ouderapp_worker'],
    tell_uploader: ['ouderapp_worker'],
    policy_people: ['ouderapp_app'],
    audience: ['ouderapp_worker'],
    heads: ['ouderapp_worker'],
    open_sessions: ['ouderapp_worker'],
    addressee: ['ouderapp_auth'],
    managed_tablets: ['ouderapp_app'],
    add_tablet_code: ['ouderapp_app'],
    revoke_tablet: ['ouderapp_app'],
    tablet_people: ['ouderapp_auth'],
    tablet_place: ['ouderapp_auth'],
    audit_of_child: ['ouderapp_app'],
    /** Called by triggers and by functions of the same role alone. */
    raise_access_epoch: null,
    count_stay: null,
    keep_absence: null,
    keep_answer: null,
    keep_stay: null,
    keep_handover: null,
    keep_journal: null,
    keep_journal_place: null,
    journal_places: ['ouderapp_app'],
    write_journal: ['ouderapp_app'],
    erase_journal: ['ouderapp_app'],
    journal_children: ['ouderapp_app'],
    keep_staffing: null,
    keep_attendance_open: null,
    works_in: null,
    note_begun: null,
    keep_portrait: null,
    note_tagged: null,
    note_untagged: null,
  }

  it('definer functions belong to the audience role, have a fixed search_path and are executed by nobody else', async () => {
    const rows = await ask(`select p.proname as name, p.proowner::regrole::text as owner, p.proconfig as config,
        (select array_agg(case when a.grantee = 0 then 'public' else a.grantee::regrole::text end order by 1)
           from aclexplode(p.proacl) a where a.grantee <> p.proowner and a.privilege_type = 'EXECUTE') as granted
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')`)
    // How it is planned is nobody's wall.
    const planning = /^(plan_cache_mode|join_collapse_limit|work_mem)=/
    const said = Object.fromEntries(
      rows.map(({ name, config, ...rest }) => [
        name,
        { ...rest, config: config.filter((one: string) => !planning.test(one)) },
      ]),
    )
    const demanded = Object.entries(definers).map(([name, granted]) => [
      name,
      { owner: 'ouderapp_audience', config: ['search_path=public, pg_temp'], granted },
    ])
    expect(said).toEqual(Object.fromEntries(demanded))
  })

  it('every table that decides who reads what counts its changes, or an audience would be kept too long', async () => {
    const deciding = await ask(`select distinct c.relname as name from pg_depend d
        join pg_proc p on p.oid = d.objid and d.classid = 'pg_proc'::regclass
        join pg_class c on c.oid = d.refobjid and d.refclassid = 'pg_class'::regclass
       where p.proname in ('child_seen', 'child_groups', 'child_care', 'child_channel', 'child_conversation', 'child_reader', 'own_reader')`)
    const counting = await ask(`select c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
       where t.tgfoid in ('raise_access_epoch'::regproc, 'count_stay'::regproc) and t.tgtype = (1 | 4 | 8 | 16) and t.tginitdeferred`)
    // Whose a channel is never changes, and a new one is nobody's to remember.
    expect(
      names(deciding)
        .filter((name) => name !== 'channel')
        .sort(),
    ).toEqual(names(counting).sort())
  })

  it('the audience role bypasses nothing, signs in nowhere and owns nothing else', async () => {
    const [role] = await ask(
      `select rolsuper, rolbypassrls, rolcanlogin, rolcreaterole from pg_roles where rolname = 'ouderapp_audience'`,
    )
    expect(Object.values(role)).toEqual([false, false, false, false])
    expect(
      names(await ask(`select relname as name from pg_class where relowner = 'ouderapp_audience'::regrole`)),
    ).toEqual([])
    const members = `select m.member::regrole::text as name from pg_auth_members m where m.roleid in ('ouderapp_audience'::regrole, 'ouderapp_loader'::regrole)`
    const [{ me }] = await ask('select current_user::text as me')
    expect([...new Set(names(await ask(members)))]).toEqual([me])
  })

  it('nobody but the owner makes anything in the schemas', async () => {
    const sql = `select n.nspname || ' ' || r.rolname as name from pg_namespace n, pg_roles r
      where ${ours} and r.rolname like any(array['ouderapp%', '%_login']) and has_schema_privilege(r.oid, n.oid, 'create')`
    expect(names(await ask(sql))).toEqual([])
  })
})

describe('migrations', () => {
  it('make what the schema says: nothing is left to generate', async () => {
    const journal = JSON.parse(readFileSync(join(folder, 'migrations/meta/_journal.json'), 'utf8'))
    const last = journal.entries.at(-1).tag.slice(0, 4)
    const before = JSON.parse(readFileSync(join(folder, `migrations/meta/${last}_snapshot.json`), 'utf8'))
    expect(await generateMigration(before, generateDrizzleJson(schema, before.id))).toEqual([])
  })

  it('the database has exactly the columns and policies of the schema', async () => {
    const tables = Object.values(schema).filter((one): one is PgTable => is(one, PgTable))
    const declared = tables.flatMap((table) => {
      const { name, schema: space = 'public' } = getTableConfig(table)
      return Object.values(getTableColumns(table)).map(
        (column) => `${space}.${name}.${column.name} ${column.notNull ? 'not null' : 'null'}`,
      )
    })
    const sql = `select table_schema || '.' || table_name || '.' || column_name || ' ' || case is_nullable when 'NO' then 'not null' else 'null' end as name ${columnsSql}`
    expect(names(await ask(sql)).sort()).toEqual(declared.sort())
    const policies = tables.flatMap((table) => getTableConfig(table).policies.map((policy) => policy.name))
    expect(
      names(await ask(`select policyname as name from pg_policies where schemaname in ('public', 'auth')`)).sort(),
    ).toEqual(policies.sort())
  })

  it('stand in one unbroken row', () => {
    const { entries } = JSON.parse(readFileSync(join(folder, 'migrations/meta/_journal.json'), 'utf8')) as {
      entries: { idx: number; tag: string; when: number }[]
    }
    const files = readdirSync(join(folder, 'migrations')).filter((file) => file.endsWith('.sql'))
    expect(files.sort()).toEqual(entries.map(({ tag }) => `${tag}.sql`))
    expect(entries.map(({ idx }) => idx)).toEqual(entries.map((_, n) => n))
    expect(entries.map(({ when }) => when)).toEqual(entries.map(({ when }) => when).sort((a, b) => a - b))
  })
})
