import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { demonstrationAccounts, seed } from '../db/seed.ts'
import { freshMedia, type TestMedia } from './support/media.ts'
import { asOwner, freshDatabase, type TestDatabase, testSecret } from './support/postgres.ts'

let database: TestDatabase
let media: TestMedia
const now = new Date('2026-11-22T14:30:00Z')
beforeAll(async () => {
  database = await freshDatabase(inject('postgresUrl'))
  media = await freshMedia()
  await seed(database.ownerUrl, testSecret, media.store, now)
})
afterAll(async () => {
  await database.drop()
  await media.drop()
})
const ask = async (sql: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl, async (owner) => (await owner.query(sql, values)).rows)

test('the demonstration has everybody whom it names, with an account', async () => {
  const emails = demonstrationAccounts.map(({ email }) => email)
  const there = await ask('select email from auth."user" where email = any($1)', [emails])
  expect(there.map(({ email }) => email).sort()).toEqual([...emails].sort())
})

test('one guardian is still invited: the mail waits, the invitation is open, and there is no account', async () => {
  const waiting = await ask(
    `select p.first_name, p.welcomed_at, i.invited_at, i.expires_at > $1 as open, m.kind, m.sent_at,
            (select count(*)::int from guardianship g where g.person_id = p.id) as children,
            exists (select 1 from auth."user" u where u.id = p.id) as account
       from person p join invitation i on i.person_id = p.id join mail m on m.cause_id = i.id and m.person_id = p.id`,
    [now],
  )
  expect(waiting).toEqual([
    {
      ...{ first_name: 'Fatima', welcomed_at: null, invited_at: now, open: true, kind: 'invitation', sent_at: null },
      ...{ children: 1, account: false },
    },
  ])
})

test('a report was looked at, another is open, and the record of a recalled photo waits with hours left', async () => {
  const reports = await ask('select outcome from photo_report order by at')
  expect(reports.map(({ outcome }) => outcome)).toEqual(['stays', null])
  const [record] = await ask(
    'select state, reports, readers, $1 - aware_at < $2::interval as runs from breach_record',
    [now, '72 hours'],
  )
  expect(record).toMatchObject({ state: 'draft', runs: true, reports: [{ child: 'Elin' }], readers: [{}, {}] })
})
