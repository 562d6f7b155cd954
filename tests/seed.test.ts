import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { verifyPassword } from '../db/password.ts'
import { peppered } from '../db/pin.ts'
import { demonstrationAccounts, demonstrationPin, seed } from '../db/seed.ts'
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

test('who has a group opens a tablet with the PIN of the demonstration', async () => {
  const rows = await ask(
    'select p.id, p.first_name, k.digest from auth.pin k join person p on p.id = k.user_id order by 2',
  )
  expect(rows.map(({ first_name }) => first_name)).toEqual(['Anouk', 'Joris', 'Samira'])
  for (const { id, digest } of rows)
    expect(await verifyPassword({ hash: digest, password: peppered(testSecret, id, demonstrationPin) })).toBe(true)
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

test('somebody is ill today, a family is on holiday next week, and it is agreed until when that is reported', async () => {
  const absences = await ask(
    `select c.call_name, a.reason, a.starts_on::text, a.ends_on::text, a.seen_by_name from absence a join child c on c.id = a.child_id
      order by a.starts_on, c.call_name`,
  )
  const holiday = { reason: 'holiday', starts_on: '2026-11-23', ends_on: '2026-11-27' }
  expect(absences).toEqual([
    { call_name: 'Yusuf', reason: 'sick', starts_on: '2026-11-22', ends_on: '2026-11-22', seen_by_name: null },
    { call_name: 'Noor', ...holiday, seen_by_name: 'Anouk' },
    { call_name: 'Sam', ...holiday, seen_by_name: null },
  ])
  const revisions = await ask('select done from absence_revision order by done')
  expect(revisions.map(({ done }) => done)).toEqual(['reported', 'reported', 'reported', 'seen'])
  const rules = await ask(
    'select care_type, cut_off_minute, location_id is null as everywhere from absence_rule order by care_type',
  )
  expect(rules).toEqual([
    { care_type: 'BSO', cut_off_minute: 600, everywhere: false },
    { care_type: 'KDV', cut_off_minute: 540, everywhere: true },
  ])
})

test('guardians are asked for nappies and spare clothes, of which some came and some are late, and to read something', async () => {
  const actions = await ask(
    `select a.kind, a.enough, count(*)::int as asked, count(distinct a.batch_id)::int as together, min(a.due_on)::text as due,
            count(*) filter (where a.answered)::int as answered,
            (select count(*)::int from action_answer w join action x on x.id = w.action_id where x.kind = a.kind) as answers
       from action a group by a.kind, a.enough order by a.kind`,
  )
  expect(actions).toMatchObject([
    { kind: 'bring', enough: 'one', asked: 5, together: 2, due: '2026-11-21', answered: 2, answers: 2 },
    { kind: 'read', enough: 'each', together: 1, due: null, answered: 0 },
  ])
  expect(actions[1]!.answers).toBeGreaterThan(0)
  expect(actions[1]!.answers).toBeLessThan(Number(actions[1]!.asked))
})

test('three conversations stand there: a question waits, one is taken up, one was handed over and is done', async () => {
  const conversations = await ask(
    `select c.call_name, p.first_name, k.done, k.claimed_by_name, k.handed_over_by_name,
            (select count(*)::int from message m where m.conversation_id = k.id) as messages,
            (select count(*)::int from message m where m.conversation_id = k.id and m.side = 'guardian' and m.seq > k.staff_read_seq) as waiting,
            (select max(e.seq) = ch.seq from event e where e.channel_id = k.id) as numbered
       from conversation k join child c on c.id = k.child_id join person p on p.id = k.guardian_id join channel ch on ch.id = k.id
      order by c.call_name`,
  )
  const open = { done: false, claimed_by_name: null, handed_over_by_name: null, waiting: 0, numbered: true }
  expect(conversations).toEqual([
    { call_name: 'Moos', first_name: 'Maaike', ...open, done: true, handed_over_by_name: 'Samira', messages: 4 },
    { call_name: 'Noor', first_name: 'Lisa', ...open, messages: 7, waiting: 1 },
    { call_name: 'Yusuf', first_name: 'Karim', ...open, claimed_by_name: 'Anouk', messages: 2 },
  ])
})

test('every child has a week, one of them soon another, somebody has an extra day today, and closing days are ahead', async () => {
  const without = await ask(
    'select call_name from child c where not exists (select from contract_week w where w.child_id = c.id)',
  )
  expect(without).toEqual([])
  const changing = await ask(
    `select c.call_name from contract_week w join child c on c.id = w.child_id where w.starts_on > $1::timestamptz + interval '7 days'`,
    [now],
  )
  expect(changing).toEqual([{ call_name: 'Bram' }])
  const extra = await ask('select comes_on::text from extra_day')
  expect(extra).toEqual([{ comes_on: '2026-11-22' }])
  const closings = await ask(
    'select closed_on::text as day, location_id is null as everywhere from closing_day order by 1',
  )
  expect(closings).toEqual([
    { day: '2026-12-04', everywhere: false },
    { day: '2026-12-25', everywhere: true },
    { day: '2026-12-26', everywhere: true },
    { day: '2027-01-01', everywhere: true },
    { day: '2027-04-27', everywhere: true },
    { day: '2027-05-05', everywhere: true },
  ])
  // Nobody was written about on a day on which nobody came: the diary of the demonstration follows its weeks.
  const strays = await ask(
    `select e.id from diary_entry e
      cross join lateral (select (e.about_at at time zone 'Europe/Amsterdam')::date as day) at
      cross join lateral (select w.from_minutes[extract(isodow from at.day)::integer] as from_minute from contract_week w
                           where w.child_id = e.child_id and w.starts_on <= at.day order by w.starts_on desc limit 1) week
      where week.from_minute is null`,
  )
  expect(strays).toEqual([])
  const [today] = await ask(
    `select count(distinct child_id)::integer as children from diary_entry where about_at >= $1::timestamptz - interval '12 hours'`,
    [now],
  )
  expect(today.children).toBeGreaterThan(5)
})

test('nothing was written or photographed today of a child that was not there', async () => {
  const outside = await ask(
    `select c.call_name from (select child_id, about_at from diary_entry union select child_id, about_at from photo_card) one
       join child c on c.id = one.child_id
      where one.about_at >= date_trunc('day', $1::timestamptz) and not exists (
        select 1 from stay s where s.child_id = one.child_id and s.arrived_at <= one.about_at
          and one.about_at <= coalesce(s.left_at, 'infinity'))`,
    [now],
  )
  expect(outside).toEqual([])
})
