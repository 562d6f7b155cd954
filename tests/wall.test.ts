import type pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askedFor } from '../backend/conversation/asked-words.ts'
import { transaction } from '../db/client.ts'
import { type Cast, makeCast, may, type Player, playerNames, write } from './support/cast.ts'
import { tablesOf } from './support/rows.ts'
import { call, startServer, type TestServer } from './support/server.ts'

/** Law: whatever the code above it does, the database itself shows a person no row of somebody else's. */

let server: TestServer
let cast: Cast
let tables: string[]

beforeAll(async () => {
  server = await startServer()
  cast = await makeCast(server)
  tables = await tablesOf(server.owner)
  // One row at least in every table that people fill.
  const { noor, zed } = cast.targets
  for (const [target, reader] of [
    [noor, 'guardian'],
    [zed, 'foreignGuardian'],
  ] as const) {
    const entry = await write(server, cast, target)
    const carer = cast.people[target === noor ? 'staff' : 'foreignStaff']
    const body = {
      id: uuidv7(),
      version: 1,
      aboutAt: server.clock.now().toISOString(),
      text: `${target.text} anders`,
      facts: [],
    }
    expect((await call(server, carer, 'PUT', `/api/diary/${entry}`, body)).status).toBe(200)
    await call(server, cast.people[reader], 'PUT', `/api/channels/${target.channels.diary}/marker`, { seq: 1 })
  }
})
afterAll(() => server.close())

const denied = (error: { code?: string }) => {
  if (error.code === '42501') return []
  throw error
}
const rowsOf = async (pool: pg.Pool | pg.Client, sql: string): Promise<Record<string, unknown>[]> =>
  pool.query(sql).then(({ rows }) => rows, denied)

describe('administration', () => {
  it('leads no row out of its organisation: into no foreign group, location, child or contract', async () => {
    const { foreignAdministration: who, foreignStaff, staff } = cast.people
    const { noor, zed } = cast.targets
    const [placed] = await rowsOf(server.owner, `select contract_id from placement where child_id = '${noor.childId}'`)
    const [entity] = await rowsOf(
      server.owner,
      `select legal_entity_id from contract where child_id = '${noor.childId}'`,
    )
    const [own] = await rowsOf(server.owner, `select contract_id from placement where child_id = '${zed.childId}'`)
    const [place] = await rowsOf(server.owner, `select location_id from "group" where id = '${noor.groupId}'`)
    const id = uuidv7()
    const organisation = (await rowsOf(server.owner, `select organisation_id from person where id = '${who.id}'`))[0]!
      .organisation_id
    const day = '2026-01-01'
    const crossing: [string, Record<string, unknown>][] = [
      ['staff_assignment', { person_id: foreignStaff.id, group_id: noor.groupId, starts_on: day }],
      ['staff_assignment', { person_id: staff.id, group_id: zed.groupId, starts_on: day }],
      [
        'guardianship',
        { child_id: noor.childId, person_id: foreignStaff.id, parental_authority: true, starts_on: day },
      ],
      ['guardianship', { child_id: zed.childId, person_id: staff.id, parental_authority: true, starts_on: day }],
      ['person_role', { person_id: foreignStaff.id, role: 'manager', location_id: place!.location_id, starts_on: day }],
      ['person_role', { person_id: staff.id, role: 'staff', starts_on: day }],
      [
        'contract',
        { child_id: noor.childId, legal_entity_id: entity!.legal_entity_id, care_type: 'KDV', starts_on: day },
      ],
      ['placement', { child_id: zed.childId, contract_id: own!.contract_id, group_id: noor.groupId, starts_on: day }],
      ['placement', { child_id: zed.childId, contract_id: placed!.contract_id, group_id: zed.groupId, starts_on: day }],
      ['channel', { kind: 'own', person_id: staff.id }],
    ]
    for (const [table, values] of crossing) {
      const row = { id, organisation_id: organisation, ...values }
      const keys = Object.keys(row)
      const sql = `insert into ${table} (${keys.join(', ')}) values (${keys.map((_, n) => `$${n + 1}`).join(', ')})`
      const writing = transaction(
        server.database.app,
        { person: who.id, role: 'administration', ip: '', device: '' },
        server.clock.now(),
        'write',
        (tx) => tx.query({ name: '', text: sql }, Object.values(row)),
      )
      await expect(writing, `${table} ${JSON.stringify(values)}`).rejects.toMatchObject({ code: '23503' })
    }
  })
})

describe('without an actor', () => {
  it('the application reads no row of any table, and changes none', async () => {
    const filled: string[] = []
    for (const table of tables) {
      if ((await rowsOf(server.owner, `select 1 from ${table} limit 1`)).length > 0) filled.push(table)
      // Nothing personal: when a job last ran.
      if (table === 'public.job_run') continue
      expect(await rowsOf(server.database.app, `select * from ${table}`), table).toEqual([])
      expect(await rowsOf(server.database.app, `delete from ${table} returning *`), table).toEqual([])
    }
    expect(filled.length, `filled: ${filled.join(', ')}`).toBeGreaterThan(18)
  })

  it('a setting that a former transaction left behind opens nothing', async () => {
    const { database, clock } = server
    const { id, role } = cast.people.guardian
    const client = await database.app.connect()
    try {
      await client.query('begin')
      await client.query('select * from enter($1, $2, $3)', [id, role, clock.now()])
      expect((await client.query('select 1 from child')).rowCount).toBe(1)
      await client.query('commit')
      expect((await client.query('select 1 from child')).rowCount).toBe(0)
    } finally {
      client.release()
    }
  })

  it('the accounts’ and the workers’ logins reach only what is theirs', async () => {
    for (const table of tables.filter((name) => !name.startsWith('auth.'))) {
      expect(await rowsOf(server.database.auth, `select * from ${table}`), table).toEqual([])
    }
    for (const table of tables.filter((name) => name.startsWith('auth.'))) {
      expect(await rowsOf(server.database.worker, `select * from ${table}`), table).toEqual([])
    }
  })
})

describe('as an actor, with raw SQL', () => {
  /** What a person may see of each table, in words of its own: not those of the policies. */
  const visible: Record<string, string> = {
    'public.organisation': 'id = $org',
    'public.legal_entity': 'organisation_id = $org',
    'public.location': 'organisation_id = $org',
    'public."group"': 'organisation_id = $org',
    'public.person': 'id = $me or ($administers or $oversees) and organisation_id = $org',
    'public.person_role': 'person_id = $me or ($administers or $oversees) and organisation_id = $org',
    'public.staff_assignment': 'person_id = $me or $administers and organisation_id = $org',
    'public.guardianship':
      'person_id = $me or $manages and child_id = any($seen) or $administers and organisation_id = $org',
    'public.child': 'id = any($seen) or ($administers or $oversees) and organisation_id = $org',
    'public.share': 'person_id = $me or $manages and child_id = any($seen)',
    'public.invitation': '$administers and organisation_id = $org',
    'public.mail': 'person_id = $me or $administers and organisation_id = $org',
    'public.permission': 'organisation_id = $org',
    'public.policy': 'organisation_id = $org',
    'public.policy_view': 'person_id = $me or ($manages or $oversees) and organisation_id = $org',
    'public.topic_choice': 'person_id = $me',
    'public.breach_record': '$oversees and organisation_id = $org',
    'public.child_read':
      'child_id = any($decided) and (conversation_id is null or conversation_id = any($talks)) or person_id = $me',
    'public.conversation': 'id = any($talks)',
    'public.message': 'conversation_id = any($talks)',
    'public.message_revision': 'false',
    'public.message_template': '$works and organisation_id = $org',
    'public.group_availability': 'organisation_id = $org',
    'public.contract': 'child_id = any($seen) or $administers and organisation_id = $org',
    'public.placement': 'child_id = any($seen) or $administers and organisation_id = $org',
    'public.contract_week': '$carer and child_id = any($seen)',
    'public.extra_day': '$carer and child_id = any($seen)',
    'public.closing_day': 'organisation_id = $org',
    'public.absence': 'child_id = any($seen)',
    'public.absence_revision': 'child_id = any($seen)',
    'public.absence_rule': 'organisation_id = $org',
    'public.action': 'child_id = any($seen)',
    'public.action_revision': '$carer and child_id = any($seen)',
    'public.action_answer': '($carer or person_id = $me) and child_id = any($seen)',
    'public.location_info': 'organisation_id = $org',
    'public.mentor': 'child_id = any($seen)',
    'public.portrait': 'person_id = $me',
    'public.stay': '$carer and child_id = any($seen) or channel_id = any($channels)',
    'public.stay_revision': '$carer and child_id = any($seen)',
    'public.collector': '$manages and child_id = any($seen) or $administers and organisation_id = $org',
    'public.allergy': '$manages and child_id = any($seen) or $administers and organisation_id = $org',
    'public.group_staffing': '$staffs and organisation_id = $org',
    'public.ratio_rule': 'organisation_id = $org',
    'public.consent_decision': 'child_id = any($decided)',
    'public.channel': 'id = any($channels) or person_id = $me',
    'public.channel_period': 'channel_id = any($channels)',
    'public.event': 'channel_id = any($channels) or channel_id in (select id from channel where person_id = $me)',
    'public.diary_entry': 'channel_id = any($channels)',
    'public.journal': '$staffs and organisation_id = $org',
    'public.journal_place': 'channel_id = any($channels)',
    'public.journal_revision': 'channel_id = any($channels) and $carer',
    'public.handover': 'channel_id = any($channels)',
    'public.handover_revision': 'channel_id = any($channels)',
    'public.diary_revision': 'channel_id = any($channels) and $carer',
    'public.read_marker': 'person_id = $me',
    'public.intent': 'person_id = $me',
    'public.job_run': 'true',
    'public.media': 'uploader_id = $me',
    'public.upload_begun': 'person_id = $me',
    'public.child_key': 'child_id = any($seen)',
    'public.media_key': 'channel_id = any($channels)',
    'public.message_attachment': 'conversation_id = any($channels)',
    'public.attachment_tag': 'false',
    'public.attachment_view': 'person_id = $me',
    'public.unwanted_file': 'false',
    'public.orphan_file': 'false',
    'public.photo_card': 'channel_id = any($channels)',
    'public.photo': 'channel_id = any($channels)',
    'public.photo_heart': 'person_id = $me or channel_id = any($channels) and $carer',
    'public.photo_view': 'person_id = $me',
    'public.photo_tag': 'false',
    'public.photo_report': 'channel_id = any($channels) and ($carer or reporter_id = $me)',
    'public.outbox': 'false',
    'public.access_epoch': 'false',
    'public.audit': '$oversees and organisation_id = $org',
    'public.audit_seal': 'false',
    'auth.account': 'false',
    'auth.attempt': 'false',
    'auth.known_device': 'false',
    'auth.link': 'false',
    'auth.passkey': 'false',
    'auth.pin': 'false',
    'auth.recovery_code': 'false',
    'auth.second_factor': 'false',
    'auth.session': 'false',
    'auth.tablet': 'false',
    'auth.tablet_code': 'false',
    'auth."user"': 'false',
    'auth.verification': 'false',
  }

  const expected = async (player: Player, table: string): Promise<Record<string, unknown>[]> => {
    const all = Object.values(cast.targets)
    const sees = all.filter((target) => may(player.name, target, 'sees'))
    const cares = all.filter((target) => may(player.name, target, 'cares'))
    const reads = all.filter((target) => may(player.name, target, 'reads'))
    // A proposal to share is read by whom it is made to.
    const talks = all.flatMap((target) => [
      ...(may(player.name, target, 'converses') ? [target.talk.id] : []),
      ...(may(player.name, target, 'wrote') ? [target.talk.sharedId] : []),
    ])
    const list = (ids: string[]) => `'{${ids.join(',')}}'::uuid[]`
    const organisation = player.name.startsWith('foreign')
      ? '(select organisation_id from child where id = $zed)'
      : `'${cast.organisationId}'`
    const filled: Record<string, string> = {
      $org: organisation,
      $zed: `'${cast.targets.zed.childId}'`,
      $me: `'${player.id}'`,
      $manages: String(player.role === 'manager'),
      $works: String(player.role === 'staff' || player.role === 'manager'),
      $administers: String(player.role === 'administration'),
      $oversees: String(player.role === 'privacy_officer'),
      $seen: list(sees.map((target) => target.childId)),
      $decided: list(all.filter((target) => may(player.name, target, 'decides')).map((target) => target.childId)),
      $channels: list([
        // Of attendance the staff's channel tells its carers.
        ...cares.flatMap(({ channels: { attendance: _, action: __, ...others } }) => Object.values(others)),
        ...reads.flatMap(({ channels }) => [channels.diary, channels.photos, channels.attendance]),
        ...sees.map((target) => target.channels.absence),
        ...(player.role === 'guardian' ? sees.map((target) => target.channels.action) : []),
        ...talks,
      ]),
      $talks: list(talks),
      $carer: String(cares.length > 0),
      $staffs: String(player.role === 'staff' || player.role === 'manager'),
    }
    let condition = visible[table]!
    for (let round = 0; round < 2; round++) condition = condition.replace(/\$\w+/g, (name) => filled[name] ?? name)
    return rowsOf(server.owner, `select to_jsonb(t) as row from ${table} t where ${condition} order by 1::text`)
  }

  it('every table is in the list', () => expect(Object.keys(visible).sort()).toEqual(tables))

  it.each(playerNames)('%s reads exactly the rows that are theirs', async (name) => {
    const player = cast.people[name]
    const client = await server.database.app.connect()
    const wrong: string[] = []
    try {
      for (const table of tables) {
        await client.query('begin')
        const { rowCount } = await client.query('select * from enter($1, $2, $3)', [
          player.id,
          player.role,
          server.clock.now(),
        ])
        expect(rowCount).toBe(1)
        const rows = await rowsOf(client as never, `select to_jsonb(t) as row from ${table} t order by 1::text`)
        await client.query('rollback')
        const sorted = (given: Record<string, unknown>[]) => given.map((one) => JSON.stringify(one.row)).sort()
        const [theirs, ours] = [sorted(rows), sorted(await expected(player, table))]
        if (JSON.stringify(theirs) !== JSON.stringify(ours)) {
          wrong.push(
            `${table}: reads ${theirs.length} rows instead of ${ours.length}\n${theirs.filter((row) => !ours.includes(row)).join('\n')}`,
          )
        }
      }
    } finally {
      client.release()
    }
    expect(wrong).toEqual([])
  })

  it('a guardian reports a photo as what it is and where it stands, whatever the application says of it', async () => {
    const { noor, zed } = cast.targets
    const { guardian } = cast.people
    const client = await server.database.app.connect()
    const forged = async (given: Partial<Record<'photo' | 'media' | 'child', string>>) => {
      await client.query('begin')
      try {
        await client.query('select * from enter($1, $2, $3)', [guardian.id, guardian.role, server.clock.now()])
        const { photo = noor.photoId, media = noor.mediaId, child = noor.childId } = given
        await client.query(
          `insert into photo_report (id, organisation_id, photo_id, media_id, child_id, channel_id, reporter_id, reason, text, at)
           values (gen_random_uuid(), $1, $2, $3, $4, $5, $6, 'other', '', now())`,
          [cast.organisationId, photo, media, child, noor.channels.photos, guardian.id],
        )
        return 'written'
      } catch (error) {
        return (error as { code?: string }).code
      } finally {
        await client.query('rollback')
      }
    }
    const other = Object.values(cast.targets).find(
      ({ name }) => name !== 'noor' && name !== 'zed' && name !== 'absent',
    )!
    try {
      expect(await forged({})).toBe('written')
      for (const target of [zed, other]) {
        expect(await forged({ photo: target.photoId })).toBe('42501')
        expect(await forged({ media: target.mediaId })).toBe('42501')
        expect(await forged({ photo: target.photoId, media: target.mediaId })).toBe('42501')
        expect(await forged({ photo: target.photoId, media: target.mediaId, child: target.childId })).toBe('42501')
      }
      expect(await forged({ child: other.childId })).toBe('42501')
    } finally {
      client.release()
    }
  })

  /** By a word, how it begins, another form of it, and who wrote it. */
  const sought = JSON.stringify(askedFor('gelezen OR gele OR gelezentje OR kin OR "voor" OR "kin"')).replaceAll(
    "'",
    "''",
  )
  const foreignWrites: [string, (target: Cast['targets']['noor']) => string][] = [
    [
      'writes an entry',
      (
        t,
      ) => `insert into diary_entry (id, organisation_id, channel_id, seq, child_id, group_id, post_id, author_id, author_name, about_at, text, facts, posted_at)
      select gen_random_uuid(), '${cast.organisationId}', '${t.channels.diary}', 99, '${t.childId}', '${t.groupId}', gen_random_uuid(), nullif(current_setting('app.person'), '')::uuid, '', now(), 'x', '[]', now() returning 1`,
    ],
    ['changes an entry', (t) => `update diary_entry set text = 'x' where id = '${t.entryId}' returning 1`],
    [
      'decides a consent',
      (
        t,
      ) => `insert into consent_decision (id, organisation_id, child_id, person_id, purpose, decision, at, policy_version, language)
      select gen_random_uuid(), '${cast.organisationId}', '${t.childId}', nullif(current_setting('app.person'), '')::uuid, 'diary', 'granted', now(), '1', 'nl' returning 1`,
    ],
    ['settles a consent', (t) => `select * from settle_consent('${t.childId}', 'diary', true)`],
    ['opens a channel', (t) => `update channel set open = true where id = '${t.channels.diary}' returning 1`],
    [
      'makes an event',
      (t) =>
        `insert into event (channel_id, seq, organisation_id, type, item_id, at) values ('${t.channels.diary}', 99, '${cast.organisationId}', 'diary.posted', gen_random_uuid(), now()) returning 1`,
    ],
    [
      'becomes guardian',
      (t) =>
        `insert into guardianship (id, organisation_id, child_id, person_id, parental_authority, starts_on) values (gen_random_uuid(), '${cast.organisationId}', '${t.childId}', nullif(current_setting('app.person'), '')::uuid, true, '2020-01-01') returning 1`,
    ],
    [
      'takes a role',
      () =>
        `insert into person_role (id, organisation_id, person_id, role, starts_on) values (gen_random_uuid(), '${cast.organisationId}', nullif(current_setting('app.person'), '')::uuid, 'staff', '2020-01-01') returning 1`,
    ],
    [
      'takes a role that oversees',
      () =>
        `insert into person_role (id, organisation_id, person_id, role, starts_on) values (gen_random_uuid(), '${cast.organisationId}', nullif(current_setting('app.person'), '')::uuid, 'privacy_officer', '2020-01-01') returning 1`,
    ],
    [
      'asks for something',
      (t) =>
        `insert into action (id, organisation_id, child_id, channel_id, batch_id, kind, text, enough, asker_id, asker_name, asker_role, asked_at) select gen_random_uuid(), '${cast.organisationId}', '${t.childId}', '${t.channels.asking}', gen_random_uuid(), 'bring', 'x', 'one', nullif(current_setting('app.person'), '')::uuid, 'x', 'staff', now() returning 1`,
    ],
    ['changes what is asked', (t) => `update action set text = 'x' where id = '${t.asked.id}' returning 1`],
    [
      'answers for somebody',
      (t) =>
        `insert into action_answer (action_id, person_id, organisation_id, child_id, channel_id, person_name, note, at) values ('${t.asked.id}', '${cast.people.former.id}', '${cast.organisationId}', '${t.childId}', '${t.channels.asking}', 'x', 'x', now()) returning 1`,
    ],
    ['ends a role', () => `update person_role set ends_on = '2020-01-01' where role = 'guardian' returning 1`],
    [
      'makes a person',
      () =>
        `insert into person (id, organisation_id, first_name, last_name, email) values (gen_random_uuid(), '${cast.organisationId}', 'x', 'x', 'x@example.org') returning 1`,
    ],
    [
      'renames somebody, or takes over the address that mail goes to',
      () =>
        `update person set first_name = 'x', email = 'x@example.org' where id <> nullif(current_setting('app.person'), '')::uuid returning 1`,
    ],
    [
      'joins a group',
      (t) =>
        `insert into staff_assignment (id, organisation_id, person_id, group_id, starts_on) values (gen_random_uuid(), '${cast.organisationId}', nullif(current_setting('app.person'), '')::uuid, '${t.groupId}', '2020-01-01') returning 1`,
    ],
    [
      'adds a child',
      () =>
        `insert into child (id, organisation_id, first_names, call_name, surname, birth_date) values (gen_random_uuid(), '${cast.organisationId}', 'x', 'x', 'x', '2024-01-01') returning 1`,
    ],
    [
      'places a child in another group',
      (t) =>
        `insert into placement (id, organisation_id, contract_id, child_id, group_id, starts_on) select gen_random_uuid(), c.organisation_id, c.id, c.child_id, '${t.groupId}', '2020-01-01' from contract c where c.child_id = '${t.childId}' returning 1`,
    ],
    [
      'restricts a guardian',
      (t) =>
        `update guardianship set restricted_at = now(), restriction_reason = 'x' where child_id = '${t.childId}' returning 1`,
    ],
    [
      'lifts a restriction',
      (t) => `update guardianship set restricted_at = null where child_id = '${t.childId}' returning 1`,
    ],
    [
      'takes away authority',
      (t) => `update guardianship set parental_authority = false where child_id = '${t.childId}' returning 1`,
    ],
    [
      'shares a stream',
      (t) =>
        `insert into share (id, organisation_id, child_id, person_id, purpose, reason, shared_by_id, shared_at, ends_on) values (gen_random_uuid(), '${cast.organisationId}', '${t.childId}', nullif(current_setting('app.person'), '')::uuid, 'diary', 'x', nullif(current_setting('app.person'), '')::uuid, now(), '2099-01-01') returning 1`,
    ],
    ['ends a share', (t) => `update share set ended_at = now() where child_id = '${t.childId}' returning 1`],
    [
      'invites somebody',
      () =>
        `insert into invitation (id, organisation_id, person_id, invited_by_id, invited_at, expires_at) values (gen_random_uuid(), '${cast.organisationId}', '${cast.people.former.id}', nullif(current_setting('app.person'), '')::uuid, now(), now()) returning 1`,
    ],
    ['withdraws an invitation', () => `update invitation set revoked_at = now() returning 1`],
    [
      'sends somebody else mail',
      () =>
        `insert into mail (id, organisation_id, person_id, kind, cause_id, facts, created_at, due_at) values (gen_random_uuid(), '${cast.organisationId}', '${cast.people.former.id}', 'invitation', gen_random_uuid(), '{}', now(), now()) returning 1`,
    ],
    [
      'publishes a policy',
      () =>
        `insert into policy (id, organisation_id, kind, version, text_nl, text_en, summary_nl, summary_en, reworded, effective_on, published_at) values (gen_random_uuid(), '${cast.organisationId}', 'terms', 99, 'x', 'x', 'x', 'x', '{}', '2020-01-01', now()) returning 1`,
    ],
    [
      'has seen a policy as somebody else',
      () =>
        `insert into policy_view (id, organisation_id, policy_id, person_id, at, language) values (gen_random_uuid(), '${cast.organisationId}', gen_random_uuid(), '${cast.people.former.id}', now(), 'nl') returning 1`,
    ],
    [
      'asks for a permission',
      () =>
        `insert into permission (id, organisation_id, name_nl, name_en, explanation_nl, explanation_en, created_by_id, created_at) values (gen_random_uuid(), '${cast.organisationId}', 'x', 'x', 'x', 'x', nullif(current_setting('app.person'), '')::uuid, now()) returning 1`,
    ],
    [
      'chooses somebody else’s topics',
      () =>
        `insert into topic_choice (person_id, organisation_id, topic, choice) values ('${cast.people.former.id}', '${cast.organisationId}', 'diary', 'off') returning 1`,
    ],
    [
      'notes a reading as somebody else',
      (t) =>
        `insert into child_read (id, organisation_id, child_id, person_id, role, reader_name, what, subject, at) values (gen_random_uuid(), '${cast.organisationId}', '${t.childId}', '${cast.people.former.id}', 'staff', 'x', 'group_day', '', now()) returning 1`,
    ],
    [
      'writes the audit as somebody else',
      () =>
        `insert into audit (id, organisation_id, at, person_id, action, payload, salt, digest) values (gen_random_uuid(), '${cast.organisationId}', now(), '${cast.people.former.id}', 'x', '{}', '', '') returning 1`,
    ],
    ['changes the audit', () => `update audit set action = 'x' returning 1`],
    [
      'writes a message',
      (t) =>
        `insert into message (id, organisation_id, conversation_id, seq, side, author_id, author_name, author_role, text, sent_at)
      select gen_random_uuid(), '${cast.organisationId}', '${t.talk.id}', 99, case current_setting('app.role') when 'guardian' then 'guardian' else 'staff' end, nullif(current_setting('app.person'), '')::uuid, 'x', current_setting('app.role'), 'x', now() returning 1`,
    ],
    ['changes a message', (t) => `update message set text = 'x' where id = '${t.talk.messageId}' returning 1`],
    ['takes up a conversation', (t) => `update conversation set urgent = true where id = '${t.talk.id}' returning 1`],
    ['agrees to share', (t) => `update conversation set agreed_at = now() where id = '${t.talk.sharedId}' returning 1`],
    [
      'opens a conversation',
      (t) => `select * from open_conversation(gen_random_uuid(), '${t.childId}', '${t.kin.personId}')`,
    ],
    [
      'proposes to share',
      (t) => `select * from propose_sharing(gen_random_uuid(), '${t.childId}', '${t.kin.personId}')`,
    ],
    ['reads a conversation', (t) => `select * from own_conversations(array['${t.talk.id}'::uuid])`],
    ['counts what is unread', (t) => `select * from unread_messages(array['${t.talk.id}'::uuid], array[0])`],
    ['reads one that is delivered', (t) => `select conversation_view('${t.talk.id}', now())`],
    ['learns who had a message', (t) => `select * from message_openers('${t.talk.answerId}')`],
    ['recalls a message', (t) => `select 1 from recall_message('${t.talk.answerId}', false)`],
    ['learns who may not see photos', (t) => `select * from without_photos('${t.talk.id}')`],
    ['has an attachment', (t) => `select 1 from message_attachment where id = '${t.talk.attachmentId}'`],
    ['reads who its guardians are', (t) => `select * from fellow_guardians(array['${t.childId}'::uuid])`],
    [
      'finds a message',
      () =>
        `select s.* from search_messages('${sought}', 'infinity', gen_random_uuid(), 9) s where not exists (select 1 from message m where m.id = s.id)`,
    ],
    [
      'words a template',
      (t) =>
        `insert into message_template (id, organisation_id, location_id, name, text, added_at) values (gen_random_uuid(), '${cast.organisationId}', '${t.planned.locationId}', 'x', 'x', now()) returning 1`,
    ],
    ['reads the audience', (t) => `select * from audience(array['${t.channels.diary}'::uuid], now())`],
  ]

  /** What any manager of the organisation may. */
  const ofManagers = ['publishes a policy', 'asks for a permission']

  it.each(foreignWrites)('nobody else %s', async (what, sql) => {
    for (const [name, target] of [
      ['guardian', 'bram'],
      ['otherFamily', 'noor'],
      ['otherGroup', 'noor'],
      ['elsewhere', 'noor'],
      ['managerElsewhere', 'noor'],
      ['foreignManager', 'noor'],
      ['foreignStaff', 'noor'],
      ['guardian', 'zed'],
    ] as const) {
      const { id, role } = cast.people[name]
      if (name === 'managerElsewhere' && ofManagers.includes(what)) continue
      const done = transaction(
        server.database.app,
        { person: id, role, ip: '', device: '' },
        server.clock.now(),
        'write',
        (tx) => tx.query({ name: '', text: sql(cast.targets[target]) }, []),
      ).catch(denied)
      expect(await done, `${name} about ${target}`).toEqual([])
    }
  })

  it.each([
    [
      'makes an overseer',
      `insert into person_role (id, organisation_id, person_id, role, starts_on) values (gen_random_uuid(), $org, $other, 'privacy_officer', '2020-01-01')`,
    ],
    [
      'makes another administrator',
      `insert into person_role (id, organisation_id, person_id, role, starts_on) values (gen_random_uuid(), $org, $other, 'administration', '2020-01-01')`,
    ],
    [
      'becomes an overseer',
      `insert into person_role (id, organisation_id, person_id, role, starts_on) values (gen_random_uuid(), $org, $me, 'privacy_officer', '2020-01-01')`,
    ],
    [
      'ends the overseer’s role',
      `update person_role set ends_on = '2020-01-01' where role = 'privacy_officer' returning 1`,
    ],
    [
      'turns a role into another',
      `update person_role set role = 'privacy_officer' where person_id = $other returning 1`,
    ],
    ['reads the audit', 'select 1 from audit'],
    ['opens a stream', `update channel set open = true returning 1`],
    [
      'adds a stream that is open',
      `insert into channel (id, organisation_id, kind, child_id, open) select gen_random_uuid(), $org, 'diary', id, true from child limit 1`,
    ],
    [
      'works in another organisation',
      `insert into person (id, organisation_id, first_name, last_name, email) values (gen_random_uuid(), gen_random_uuid(), 'x', 'x', 'y@example.org')`,
    ],
    [
      'publishes a policy',
      `insert into policy (id, organisation_id, kind, version, text_nl, text_en, summary_nl, summary_en, reworded, effective_on, published_at) values (gen_random_uuid(), $org, 'terms', 99, 'x', 'x', 'x', 'x', '{}', '2020-01-01', now())`,
    ],
  ])('administration never %s', async (_, sql) => {
    const { id, role } = cast.people.administration
    const filled = sql
      .replaceAll('$org', `'${cast.organisationId}'`)
      .replaceAll('$other', `'${cast.people.guardian.id}'`)
      .replaceAll('$me', `'${id}'`)
    const done = transaction(
      server.database.app,
      { person: id, role, ip: '', device: '' },
      server.clock.now(),
      'write',
      (tx) => tx.query({ name: '', text: filled }, []),
    ).catch(denied)
    expect(await done).toEqual([])
    // And nothing of it stands.
    const { rows } = await server.owner.query(
      `select role from person_role where person_id = any($1::uuid[]) and organisation_id = $2 order by role`,
      [[id, cast.people.guardian.id, cast.people.privacyOfficer.id], cast.organisationId],
    )
    expect(rows.map((row) => row.role)).toEqual(['administration', 'guardian', 'privacy_officer'])
  })

  it('a carer cannot give an entry another organisation, nor a guardian write one', async () => {
    const as = (name: 'staff' | 'guardian', text: string) => {
      const { id, role } = cast.people[name]
      return transaction(
        server.database.app,
        { person: id, role, ip: '', device: '' },
        server.clock.now(),
        'write',
        (tx) => tx.query({ name: '', text }, []),
      )
    }
    const move = `update diary_entry set organisation_id = gen_random_uuid() where id = '${cast.targets.noor.entryId}' returning 1`
    await expect(as('staff', move)).rejects.toMatchObject({ code: '42501' })
    const change = `update diary_entry set text = 'x' where id = '${cast.targets.noor.entryId}' returning 1`
    expect(await as('guardian', change)).toEqual([])
  })
})
