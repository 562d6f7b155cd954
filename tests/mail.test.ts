import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { invitationBehind } from '../backend/account/link.ts'
import { linkDigest } from '../db/link.ts'
import { insertMail, type MailKind, mailKinds, mailRow } from '../db/mail.ts'
import { announcePolicies } from '../workers/mail/announce.ts'
import { type MailFailure, sendMail } from '../workers/mail/mail.ts'
import { openPost, type Post } from '../workers/mail/sending.ts'
import { keepBreach } from './support/breaches.ts'
import { type Cast, makeCast, type PlayerName } from './support/cast.ts'
import { type MailServer, startMailServer } from './support/mail-server.ts'
import { postPhoto } from './support/photo-matrix.ts'
import { standsIn } from './support/rows.ts'
import { call, startServer, type TestServer } from './support/server.ts'

const publicUrl = 'https://app.example.org'
const minute = 60_000
let server: TestServer
let cast: Cast
let smtp: MailServer
let post: Post
beforeAll(async () => {
  server = await startServer()
  cast = await makeCast(server)
  smtp = await startMailServer()
})
beforeEach(() => {
  post = openPost(smtp.url, 'app@example.org', publicUrl)
})
afterEach(async () => {
  post.transport.close()
  smtp.behave()
  smtp.mails.length = 0
  await server.owner.query('delete from mail')
})
afterAll(async () => {
  await smtp.close()
  await server.close()
})

const send = () => sendMail(server.database.worker, post, server.clock.now)

/** Puts a mail on its way; an invitation and a policy come with what they are about. */
async function queue(kind: MailKind, who: PlayerName, facts: Record<string, string> = {}): Promise<string> {
  const { id: personId } = cast.people[who]
  const { organisationId } = cast
  const now = server.clock.now()
  const causeId = uuidv7()
  if (kind === 'invitation')
    await server.owner.query(
      'insert into invitation (id, organisation_id, person_id, invited_by_id, invited_at, expires_at) values ($1, $2, $3, $3, $4, $5)',
      [causeId, organisationId, personId, now, new Date(now.getTime() + 72 * 60 * minute)],
    )
  if (kind === 'policy_announced')
    await server.owner.query(
      `insert into policy (id, organisation_id, kind, version, text_nl, text_en, summary_nl, summary_en, reworded, effective_on, published_at, announced_at)
       values ($1, $2, 'privacy', (select count(*) + 1 from policy), 'GEHEIM', 'SECRET', '', '', '{}', '2026-12-24', $3, $3)`,
      [causeId, organisationId, now],
    )
  if (kind === 'breach_begun') await keepBreach(server, cast.targets.noor, cast.people.staff, causeId)
  const values = mailRow(now, { organisationId, personId, kind, causeId, facts })
  await server.owner.query({ text: insertMail.text, values: values as unknown[] })
  return causeId
}
const rows = async () => (await server.owner.query('select * from mail order by id')).rows

describe('mail', () => {
  it.each(mailKinds.flatMap((kind) => [[kind, 'nl'] as const, [kind, 'en'] as const]))(
    '%s goes to its person and nobody else, in %s, and names no child',
    async (kind, language) => {
      const player = kind === 'breach_begun' ? 'privacyOfficer' : 'guardian'
      const who = cast.people[player]
      await server.owner.query('update person set language = $2 where id = $1', [who.id, language])
      await queue(kind, player, { device: 'Firefox op Linux', ip: '192.0.2.7' })
      expect(await send()).toBe(1)
      const [got] = smtp.mails
      expect(got!.to).toEqual([who.email])
      expect(got!.mail.from?.value).toEqual([{ name: expect.stringMatching(/^Hier /), address: 'app@example.org' }])
      expect(got!.mail.headers.get('auto-submitted')).toBe('auto-generated')
      const text = got!.mail.text ?? ''
      expect(text).toContain(`${language === 'nl' ? 'Hallo' : 'Hello'} ${who.firstName},`)
      expect(got!.mail.html).toContain(`lang="${language}"`)
      expect(got!.mail.html).not.toMatch(/<img|<script|src=|url\(/)
      for (const { callName, surname, text: entry } of Object.values(cast.targets))
        for (const word of [callName, surname, entry, 'GEHEIM', 'SECRET']) expect(got!.raw).not.toContain(word)
      if (kind === 'new_device') expect(text).toMatch(/Firefox op Linux[\s\S]*192\.0\.2\.7/)
      if (kind === 'policy_announced')
        expect(text).toContain(language === 'nl' ? '24 december 2026' : '24 December 2026')
      expect((await rows())[0]).toMatchObject({ attempts: 1, sent_at: server.clock.now(), dropped: null })
      expect(await send()).toBe(0)
    },
  )

  it('tells the privacy officers of the organisation, and nobody else, that a breach record was begun and until when', async () => {
    const { privacyOfficer, staff, guardian } = cast.people
    const { noor } = cast.targets
    await server.owner.query("update person set language = 'nl' where id = $1", [privacyOfficer.id])
    const recall = async (reportedBefore = 0) => {
      const { mediaId, photoId } = await postPhoto(server, cast, noor)
      if (reportedBefore > 0) {
        const said = { id: uuidv7(), reason: 'wrong_child', text: '' }
        expect((await call(server, guardian, 'POST', `/api/photos/${photoId}/reports`, said)).status).toBe(200)
        server.clock.forward(reportedBefore)
      }
      const body = { id: uuidv7(), reason: 'Een geheim woord' }
      const ask = () => call(server, staff, 'POST', `/api/photos/media/${mediaId}/recall`, body)
      // Asked once more, it is told once.
      expect([(await ask()).status, (await ask()).status]).toEqual([200, 200])
      return body.id
    }
    const breach = await recall()
    expect(await send()).toBe(1)
    const [got] = smtp.mails
    expect(got!.to).toEqual([privacyOfficer.email])
    const inDutch = new Intl.DateTimeFormat('nl-NL', {
      timeZone: 'Europe/Amsterdam',
      dateStyle: 'long',
      timeStyle: 'short',
    })
    expect(got!.mail.text).toContain(inDutch.format(server.clock.now().getTime() + 72 * 60 * minute))
    expect(got!.mail.text).toContain(`${publicUrl}/office/breaches/${breach}`)
    for (const word of [noor.callName, noor.surname, noor.groupName, staff.lastName, 'geheim'])
      expect(got!.raw).not.toContain(word)
    // A guardian said it a day before somebody acted: the hours ran since then.
    const reported = await recall(24 * 60 * minute)
    expect(await send()).toBe(1)
    expect(smtp.mails[1]!.mail.text).toContain(inDutch.format(server.clock.now().getTime() + 48 * 60 * minute))
    expect(smtp.mails[1]!.mail.text).toContain(`${publicUrl}/office/breaches/${reported}`)
    // Closed before it left, or read by somebody who is privacy officer no longer: nobody waits for it.
    const closed = await recall()
    await server.owner.query("update breach_record set state = 'closed' where id = $1", [closed])
    expect(await send()).toBe(0)
    expect((await rows()).map(({ dropped }) => dropped).sort()).toEqual(['gone', null, null])
  })

  it.each([
    ['invitation', 'invitation'],
    ['password_reset', 'reset'],
  ] as const)('%s has a link of its own, of which only the digest is kept', async (kind, path) => {
    await queue(kind, 'guardian')
    await send()
    const [, secret = ''] = (smtp.mails[0]!.mail.text ?? '').match(new RegExp(`${publicUrl}/${path}#(\\S{43})`)) ?? []
    expect(secret).toHaveLength(43)
    const { rows: links } = await server.owner.query('select * from auth.link where digest = $1', [linkDigest(secret)])
    const lifetime = kind === 'invitation' ? 72 * 60 : 60
    expect(links).toMatchObject([{ person_id: cast.people.guardian.id, kind: path, used_at: null }])
    expect(links[0].expires_at.getTime()).toBe(server.clock.now().getTime() + lifetime * minute)
    expect(await standsIn(server.owner, secret)).toEqual([])
  })

  it.each([
    ['says later', () => smtp.behave(451)],
    ['cannot be reached', () => void (post = openPost('smtp://127.0.0.1:1', 'app@example.org', publicUrl))],
    ['hangs', () => smtp.behave('hangs')],
  ])('waits longer and longer for a server that %s, and loses nothing', { timeout: 180_000 }, async (name, hinder) => {
    await queue('password_changed', 'guardian')
    hinder()
    expect(await send()).toBe(0)
    if (name !== 'hangs') {
      for (const wait of [1, 2, 4]) {
        server.clock.forward(wait * minute - 1)
        await send()
        const before = (await rows())[0].attempts
        server.clock.forward(1)
        await send()
        expect((await rows())[0].attempts).toBe(before + 1)
      }
    }
    smtp.behave()
    post.transport.close()
    post = openPost(smtp.url, 'app@example.org', publicUrl)
    server.clock.forward(60 * minute)
    expect(await send()).toBe(1)
    expect(smtp.mails).toHaveLength(1)
  })

  it('of a first password does not say that it was changed', async () => {
    await queue('password_changed', 'guardian', { first: 'yes' })
    await send()
    const { subject, text } = smtp.mails[0]!.mail
    expect(`${subject} ${text}`).toMatch(/wachtwoord|password/)
    expect(`${subject} ${text}`).not.toMatch(/gewijzigd|changed/)
  })

  it('is given up after ten tries', async () => {
    await queue('password_changed', 'guardian')
    smtp.behave(421)
    for (let n = 0; n < 10; n++) {
      await send()
      server.clock.forward(61 * minute)
    }
    expect((await rows())[0]).toMatchObject({ attempts: 10, dropped: 'unreachable', sent_at: null })
    smtp.behave()
    expect(await send()).toBe(0)
  })

  it('taken in by a server whose worker then died leaves once more, with the same id and a link as good', async () => {
    await queue('invitation', 'guardian')
    // It is accepted, and the database is gone before that can be noted.
    const dying = new Proxy(server.database.worker, {
      get: (pool, name) =>
        name === 'query' ? () => Promise.reject(new Error('gone')) : Reflect.get(pool, name).bind(pool),
    })
    await expect(sendMail(dying, post, server.clock.now)).rejects.toThrow('gone')
    expect(smtp.mails).toHaveLength(1)
    expect(await send(), 'nobody else takes it up at once').toBe(0)
    server.clock.forward(minute)
    expect(await send()).toBe(1)
    const [first, second] = smtp.mails
    expect(second!.mail.messageId).toBe(first!.mail.messageId)
    for (const { mail } of smtp.mails) {
      const [, secret = ''] = (mail.text ?? '').match(/#(\S{43})/) ?? []
      await expect(invitationBehind(server.database.auth, secret, server.clock.now())).resolves.toBeTruthy()
    }
  })

  it('holds no connection to the database while a server says nothing', { timeout: 180_000 }, async () => {
    await queue('password_changed', 'guardian')
    smtp.behave('hangs')
    const sending = send()
    await expect.poll(async () => (await rows())[0].attempts).toBe(1)
    const { rows: open } = await server.owner.query(
      "select 1 from pg_stat_activity where state like 'idle in transaction%' and datname = current_database()",
    )
    expect(open).toEqual([])
    expect(await sending).toBe(0)
  })

  it('that does not leave is told of with codes and nothing of its person', async () => {
    await queue('password_changed', 'guardian')
    smtp.behave(451)
    const told: MailFailure[] = []
    await sendMail(server.database.worker, post, server.clock.now, (failure) => told.push(failure))
    const [{ id }] = await rows()
    expect(told).toEqual([
      { id, kind: 'password_changed', attempt: 1, code: 'EENVELOPE', responseCode: 451, dropped: undefined },
    ])
  })

  it('that a server refuses for good is dropped, with a reason that names nobody', async () => {
    await queue('password_changed', 'guardian')
    smtp.behave(550)
    expect(await send()).toBe(0)
    expect((await rows())[0]).toMatchObject({ dropped: 'refused' })
  })

  it('waits where a server refuses us rather than the recipient: that is for the operator to mend', async () => {
    for (const refusal of ['MAIL FROM', 'DATA'] as const) {
      const strict = new SMTPServer({
        authOptional: true,
        disabledCommands: ['AUTH', 'STARTTLS'],
        onMailFrom: (_address, _session, done) =>
          done(refusal === 'MAIL FROM' ? Object.assign(new Error('no'), { responseCode: 530 }) : null),
        onData(stream, _session, done) {
          stream.resume()
          stream.on('end', () => done(Object.assign(new Error('no'), { responseCode: 552 })))
        },
      })
      await new Promise<void>((listening) => strict.listen(0, '127.0.0.1', listening))
      const { port } = strict.server.address() as AddressInfo
      const there = openPost(`smtp://127.0.0.1:${port}`, 'app@example.org', publicUrl)
      await queue('invitation', 'guardian')
      await sendMail(server.database.worker, there, server.clock.now)
      expect((await rows())[0], refusal).toMatchObject({ attempts: 1, dropped: null, sent_at: null })
      there.transport.close()
      await new Promise<void>((closed) => strict.close(() => closed()))
      await server.owner.query('delete from mail')
    }
  })

  it('to an address that is corrected while it leaves opens no invitation that was made meanwhile', async () => {
    const { id } = cast.people.withoutAuthority
    await server.owner.query('delete from auth."user" where id = $1', [id])
    await server.owner.query("update person set email = 'wrong@example.org' where id = $1", [id])
    const first = await queue('invitation', 'withoutAuthority')
    server.clock.forward(1_000)
    const now = server.clock.now()
    // The correction holds the person's row, for which the link's foreign key waits.
    await server.owner.query('begin')
    await server.owner.query("update person set email = 'right@example.org' where id = $1", [id])
    await server.owner.query('update invitation set revoked_at = $2 where id = $1', [first, now])
    await server.owner.query(
      'insert into invitation (id, organisation_id, person_id, invited_by_id, invited_at, expires_at) values ($1, $2, $3, $3, $4, $5)',
      [uuidv7(), cast.organisationId, id, now, new Date(now.getTime() + 72 * 60 * minute)],
    )
    server.clock.forward(20)
    const sending = send()
    await new Promise((soon) => setTimeout(soon, 300))
    await server.owner.query('commit')
    await sending
    expect(smtp.mails[0]!.to).toEqual(['wrong@example.org'])
    const [, secret = ''] = (smtp.mails[0]!.mail.text ?? '').match(/#(\S{43})/) ?? []
    await expect(invitationBehind(server.database.auth, secret, server.clock.now())).rejects.toMatchObject({
      code: 'link_expired',
    })
  })

  it('one that cannot leave does not hold up the others for ever', async () => {
    await queue('password_changed', 'guardian')
    smtp.behave(451)
    await send()
    smtp.behave()
    await queue('password_changed', 'staff')
    expect(await send()).toBe(1)
  })

  it('leaves once, however many workers look', async () => {
    for (let n = 0; n < 6; n++) await queue('password_changed', 'guardian')
    const sent = await Promise.all([send(), send(), send()])
    expect(sent.reduce((sum, n) => sum + n, 0)).toBe(6)
    expect(new Set(smtp.mails.map(({ mail }) => mail.messageId)).size).toBe(6)
    expect(smtp.mails).toHaveLength(6)
  })

  it('that nobody waits for any more is not sent', async () => {
    const revoked = await queue('invitation', 'guardian')
    await server.owner.query('update invitation set revoked_at = now() where id = $1', [revoked])
    const accepted = await queue('invitation', 'guardian')
    await server.owner.query('update invitation set accepted_at = now() where id = $1', [accepted])
    const late = await queue('invitation', 'guardian')
    await server.owner.query('update invitation set expires_at = $2 where id = $1', [late, server.clock.now()])
    await server.owner.query('update person_role set ends_on = $2 where person_id = $1', [
      cast.people.restricted.id,
      '2020-01-01',
    ])
    await queue('password_reset', 'restricted')
    expect(await send()).toBe(0)
    expect((await rows()).map(({ dropped }) => dropped).sort()).toEqual(['expired', 'no_role', 'not_open', 'not_open'])
    expect(smtp.mails).toEqual([])
  })

  it.each([
    'Eva\r\nBcc: buit@evil.example',
    'Eva" <buit@evil.example>, "',
    '<script>alert(1)</script>',
    'Éva\u2028\u000b\u0085Bcc: buit@evil.example',
    '',
  ])('whatever a name is (%j), it makes no header, no recipient and no markup', async (name) => {
    const { id } = cast.people.neverGranted
    await server.owner.query('update person set first_name = $2 where id = $1', [id, name])
    await server.owner.query('update organisation set name = $2 where id = $1', [cast.organisationId, name])
    for (const kind of ['invitation', 'password_changed'] as const) await queue(kind, 'neverGranted')
    await send()
    expect(smtp.mails).toHaveLength(2)
    for (const { mail, to } of smtp.mails) {
      expect(to).toEqual([cast.people.neverGranted.email])
      expect(mail.bcc ?? mail.cc).toBeUndefined()
      expect(mail.from?.value.map(({ address }) => address)).toEqual(['app@example.org'])
      expect(mail.html).not.toContain('<script')
    }
    await server.owner.query("update organisation set name = 'Hier' where id = $1", [cast.organisationId])
  })
})

describe('a policy to come', () => {
  it('is announced once to everybody of its organisation with a role today', async () => {
    await server.owner.query('delete from policy')
    const insert = (effectiveOn: string, version: number) =>
      server.owner.query(
        `insert into policy (id, organisation_id, kind, version, text_nl, text_en, summary_nl, summary_en, reworded, effective_on, published_at)
         values ($1, $2, 'terms', $3, '', '', '', '', '{}', $4, $5)`,
        [uuidv7(), cast.organisationId, version, effectiveOn, server.clock.now()],
      )
    await insert('2026-01-01', 1)
    await insert('2026-12-31', 2)
    const now = server.clock.now()
    const { rows: people } = await server.owner.query(
      'select distinct person_id from person_role where organisation_id = $1 and (ends_on is null or ends_on >= $2::date)',
      [cast.organisationId, now],
    )
    expect(people.length).toBeGreaterThan(10)
    expect(await announcePolicies(server.database.worker, now)).toBe(people.length)
    expect(await announcePolicies(server.database.worker, now)).toBe(0)
    const told = (await rows()).map(({ person_id }) => person_id)
    expect(told.sort()).toEqual(people.map(({ person_id }) => person_id).sort())
    expect(told).not.toContain(cast.people.foreignGuardian.id)
  })
})
