import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { claimFor, conversationsPerPage } from '../backend/contract/inbox.ts'
import { mostProposals } from '../backend/contract/sharing.ts'
import type { MessageFiles } from '../client/conversation/message-files.ts'
import type { Outbox } from '../client/outbox.ts'
import * as fillChild from '../db/fill/child.ts'
import { conversation } from '../db/fill/conversation.ts'
import * as fillPeople from '../db/fill/people.ts'
import { type Filling, saveFilling } from '../db/filling.ts'
import { ok } from './support/absence.ts'
import { type Cast, makeCast, playerNames } from './support/cast.ts'
import { conversing, refused } from './support/conversation.ts'
import { afternoon, call, startServer, type TestServer } from './support/server.ts'

/* What the group does with conversations, and what two guardians share. */

let server: TestServer
let cast: Cast
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  server.clock.set(afternoon)
  cast = await makeCast(server)
})
const { ask, send, sent, begin, edit, handle, page, list, line, inbox, propose, agree, end, move } = conversing(() => ({
  server,
  cast,
}))
const talkId = () => cast.targets.noor.talk.id

/** Somebody else of Noor's group. */
async function colleague(): Promise<void> {
  await server.owner.query(
    `insert into staff_assignment (id, organisation_id, person_id, group_id, starts_on) values ($1, $2, $3, $4, '2026-09-01')`,
    [uuidv7(), cast.organisationId, cast.people.otherGroup.id, cast.targets.noor.groupId],
  )
}

describe('the inbox', () => {
  it('has the group’s conversations, the newest message first, and counts by state', async () => {
    const { conversation: mine } = ok(await begin('neverGranted', {}, 'Nieuw'))
    const { conversations, counts } = await inbox('staff')
    expect(conversations.map((one) => one.conversation.id)).toEqual([mine.id, talkId()])
    expect(conversations[0]).toMatchObject({ unread: [2], marker: 0 })
    expect(counts).toEqual({ open: 2, claimed: 0, done: 0, urgent: 0 })
    ok(await handle('staff', { do: 'claim', from: null }))
    ok(await handle('staff', { do: 'done' }, mine.id))
    expect((await inbox('staff')).counts).toEqual({ open: 0, claimed: 1, done: 1, urgent: 0 })
    for (const [state, id] of [
      ['claimed', talkId()],
      ['done', mine.id],
    ])
      expect((await inbox('staff', `?state=${state}`)).conversations.map((one) => one.conversation.id)).toEqual([id])
    expect((await inbox('staff', '?state=open')).conversations).toEqual([])
    await refused('invalid', ask('staff', 'GET', `/api/groups/${cast.targets.noor.groupId}/conversations?state=more`))
  })

  /** More conversations than there are on a page, all older than the one there is. */
  async function many(): Promise<string[]> {
    const { noor } = cast.targets
    const { rows } = await server.owner.query('select legal_entity_id from contract where child_id = $1', [
      noor.childId,
    ])
    const filling: Filling = {
      rows: new Map(),
      channels: new Map(),
      periods: new Map(),
      organisationId: cast.organisationId,
      legalEntityId: rows[0].legal_entity_id,
      since: '2026-09-01',
    }
    const all = Array.from({ length: conversationsPerPage + 20 }, (_, n) => {
      const guardianId = fillPeople.person(filling, {
        firstName: `Ouder${n}`,
        lastName: 'Proef',
        email: `${uuidv7()}@example.org`,
        passwordHash: 'x',
        roles: [{ role: 'guardian' }],
      })
      fillChild.guardianship(filling, noor.childId, guardianId)
      const at = new Date(afternoon.getTime() - 3_600_000 * (2 + Math.floor(n / 30)))
      const by = { id: guardianId, firstName: `Ouder${n}`, role: 'guardian' } as const
      return conversation(filling, {
        childId: noor.childId,
        guardianId,
        openedAt: at,
        messages: [{ by, text: `${n}`, at }],
      }).id
    })
    await saveFilling(server.owner, filling)
    return all
  }

  it('comes in pages that meet, also of messages of one moment', async () => {
    const all = await many()
    const first = await inbox('staff')
    const second = await inbox('staff', `?before=${encodeURIComponent(first.older!)}`)
    expect([first.conversations.length, second.older]).toEqual([conversationsPerPage, null])
    const found = [...first.conversations, ...second.conversations].map((one) => one.conversation.id)
    expect(new Set(found).size).toBe(found.length)
    expect(new Set(found)).toEqual(new Set([talkId(), ...all]))
    expect(first.counts.open).toBe(all.length + 1)
  })

  it('leaves open, while it is fetched afresh, what somebody looks at beyond its first page; until they lose it', async () => {
    // The one of longest ago.
    const id = (await many()).at(-1)
    const { staff } = cast.people
    const asked: string[] = []
    // What the client’s clock asks of a page.
    vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} })
    const { openInbox } = await import('../client/conversation/staff-inbox.ts')
    const outside = globalThis.fetch
    vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
      asked.push(path, String(one.line(id!) !== undefined))
      return outside(server.url + path, { ...init, headers: { ...init.headers, cookie: staff.cookie } })
    })
    const outbox = { saw: () => {} } as unknown as Outbox
    const files = {} as unknown as MessageFiles
    const one = openInbox({ groupId: cast.targets.noor.groupId, person: staff.id, outbox, files, types: () => {} })
    try {
      await one.refetch()
      expect(one.line(id!)).toBeUndefined()
      await one.open(id!, null)
      asked.length = 0
      await one.refetch()
      // Not for a moment is it away: the screen of it would close.
      expect(asked).toEqual([`/api/groups/${one.groupId}/conversations`, 'true', `/api/conversations/${id}`, 'true'])
      // Nor does one that is not there, as an old link leads to, keep the rest from being fetched.
      await expect(one.open(uuidv7(), null)).rejects.toMatchObject({ code: 'not_found' })
      await one.refetch()
      await one.open(id!, null)
      await server.owner.query('delete from staff_assignment where person_id = $1', [staff.id])
      await expect(one.open(id!, null)).rejects.toMatchObject({ code: 'not_found' })
      expect(one.line(id!)).toBeUndefined()
    } finally {
      one.close()
      vi.unstubAllGlobals()
    }
  })

  it('tells staff whom they could write: the guardians who see a child, by first name', async () => {
    const { children } = ok(await ask('staff', 'GET', `/api/groups/${cast.targets.noor.groupId}/correspondents`))
    const names = (role: string[]) => role.map((name) => cast.people[name as 'guardian'].firstName)
    expect(children).toHaveLength(1)
    expect(children[0].guardians.map(({ name }: { name: string }) => name).sort()).toEqual(
      ['Kin', ...names(['guardian', 'neverGranted', 'sharedWith', 'withoutAuthority'])].sort(),
    )
    const guardian = children[0].guardians.find(
      ({ personId }: { personId: string }) => personId === cast.people.guardian.id,
    )
    expect(guardian.conversationId).toBe(talkId())
  })
})

describe('handling', () => {
  it('one takes it up, another takes it over knowing so; a new message of a guardian opens what was done', async () => {
    await colleague()
    const { conversation } = ok(await handle('staff', { do: 'claim', from: null }))
    expect(conversation.handling.claim).toMatchObject({ name: cast.people.staff.firstName })
    const refusal = await refused('claimed_meanwhile', handle('otherGroup', { do: 'claim', from: null }))
    expect(refusal.claimedBy).toBe(cast.people.staff.firstName)
    await refused('claimed_meanwhile', handle('otherGroup', { do: 'release' }))
    ok(await handle('otherGroup', { do: 'claim', from: cast.people.staff.id }))
    ok(await handle('otherGroup', { do: 'urgent', urgent: true }))
    const { conversation: done } = ok(await handle('otherGroup', { do: 'done' }))
    expect(done.handling).toEqual({ done: true, claim: null, urgent: false, handedOver: null })
    await sent('staff', 'Nog dit')
    expect((await line('staff'))!.conversation.handling.done).toBe(true)
    await sent('guardian', 'Toch nog een vraag')
    expect((await line('staff'))!.conversation.handling.done).toBe(false)
    // Guardians are told nothing of it.
    expect(JSON.stringify(await page('guardian'))).not.toMatch(/handling|claim|urgent|handedOver/)
  })

  it('two who take it up at once: one has it', async () => {
    await colleague()
    const replies = await Promise.all(
      (['staff', 'otherGroup'] as const).map((who) => handle(who, { do: 'claim', from: null })),
    )
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  it('who answers what nobody deals with takes it up; what another deals with stays theirs, and what is done stays done', async () => {
    await colleague()
    const handling = async () => (await line('staff'))!.conversation.handling
    const { conversation } = ok(await send('staff', 'We kijken het na'))
    expect(conversation.handling.claim).toMatchObject({ personId: cast.people.staff.id })
    expect(await handling()).toEqual(conversation.handling)
    expect((await inbox('staff')).counts).toMatchObject({ claimed: 1 })
    const other = ok(await send('otherGroup', 'Ik weet het ook'))
    expect(other.conversation.handling.claim.personId).toBe(cast.people.staff.id)
    server.clock.forward(claimFor)
    ok(await send('otherGroup', 'Het is gevonden'))
    expect((await handling()).claim?.personId).toBe(cast.people.otherGroup.id)
    ok(await handle('otherGroup', { do: 'done' }))
    ok(await send('staff', 'Tot morgen'))
    expect(await handling()).toMatchObject({ done: true, claim: null })
    await sent('guardian', 'Dank')
    expect(await handling()).toMatchObject({ done: false, claim: null })
  })

  it('two who answer at once: one has it, and both answers stand', async () => {
    await colleague()
    await Promise.all([sent('staff', 'Van de een'), sent('otherGroup', 'Van de ander')])
    const { messages } = await page('staff')
    expect(messages.map(({ text }) => text)).toEqual(expect.arrayContaining(['Van de een', 'Van de ander']))
    const { claim } = (await line('staff'))!.conversation.handling
    expect([cast.people.staff.id, cast.people.otherGroup.id]).toContain(claim?.personId)
  })

  it('an answer finishes it in one go, unless a guardian wrote something that whoever answers has not seen', async () => {
    const answer = (who: 'staff' | 'guardian', doneUpTo: number, id = uuidv7()) =>
      ask(who, 'POST', `/api/conversations/${talkId()}/messages`, { id, text: 'Geregeld', doneUpTo })
    const handling = async () => (await line('staff'))!.conversation.handling
    const { seq } = await sent('guardian', 'Hebben jullie zijn jas?')
    ok(await handle('staff', { do: 'urgent', urgent: true }))
    const id = uuidv7()
    expect(ok(await answer('staff', seq, id)).conversation.handling).toMatchObject({ done: true, urgent: false })
    expect(await handling()).toMatchObject({ done: true, claim: null })
    const again = await sent('guardian', 'En zijn muts?')
    // The same once more, from a tablet that did not hear the reply.
    ok(await answer('staff', seq, id))
    expect(await handling()).toMatchObject({ done: false })
    expect(ok(await answer('staff', seq)).conversation.handling).toMatchObject({
      done: false,
      claim: { personId: cast.people.staff.id },
    })
    ok(await answer('staff', again.seq))
    expect((await handling()).done).toBe(true)
    expect((await refused('invalid', answer('guardian', seq))).fields).toMatchObject([{ path: 'doneUpTo' }])
    await refused(
      'not_found',
      ask('otherGroup', 'POST', `/api/conversations/${talkId()}/messages`, { id: uuidv7(), text: 'Ik', doneUpTo: 9 }),
    )
  })

  it('a claim lapses at the end of the shift, and when its holder signs out', async () => {
    await colleague()
    ok(await handle('staff', { do: 'claim', from: null }))
    server.clock.forward(claimFor - 1)
    await refused('claimed_meanwhile', handle('otherGroup', { do: 'claim', from: null }))
    server.clock.forward(1)
    expect((await inbox('otherGroup')).counts).toMatchObject({ open: 1, claimed: 0 })
    ok(await handle('otherGroup', { do: 'claim', from: null }))
    ok(await call(server, cast.people.otherGroup, 'POST', '/api/account/sign-out'))
    expect((await line('staff'))!.conversation.handling.claim).toBeNull()
    ok(await handle('staff', { do: 'claim', from: null }))
  })

  it('what is the same already changes nothing', async () => {
    const head = async () => (await line('staff'))!.head
    const before = await head()
    for (const what of ['release', 'reopen', 'hand_back']) ok(await handle('staff', { do: what }))
    ok(await handle('staff', { do: 'urgent', urgent: false }))
    expect(await head()).toBe(before)
    ok(await handle('staff', { do: 'done' }))
    ok(await handle('staff', { do: 'done' }))
    expect(await head()).toBe(before + 1)
  })

  it('a manager reads what was handed over, and only while it is; before and after it is not there', async () => {
    const paths = [`/api/conversations/${talkId()}`, `/api/messages?words=bericht`]
    const nothing = async () => {
      await refused('not_found', ask('manager', 'GET', paths[0]!))
      expect(ok(await ask('manager', 'GET', paths[1]!)).found).toEqual([])
      expect(await inbox('manager')).toMatchObject({ conversations: [], counts: { open: 0 } })
      await refused('not_found', send('manager', 'Mag ik?'))
      await refused('not_found', handle('manager', { do: 'hand_over' }))
    }
    const waiting = async (who: 'manager' | 'staff' | 'otherGroup' | 'managerElsewhere') =>
      ok(await ask(who, 'GET', '/api/groups')).groups.find(({ id }: { id: string }) => id === cast.targets.noor.groupId)
        ?.conversations
    const isTold = async () => (await page('guardian')).conversation.withManager
    await nothing()
    expect([await waiting('staff'), await waiting('manager'), await isTold()]).toEqual([1, 0, false])
    const { conversation } = ok(await handle('staff', { do: 'hand_over' }))
    expect([await waiting('staff'), await waiting('manager'), await isTold()]).toEqual([1, 1, true])
    expect([await waiting('otherGroup'), await waiting('managerElsewhere')]).toEqual([undefined, undefined])
    expect(conversation.handling.handedOver).toMatchObject({ name: cast.people.staff.firstName })
    expect((await inbox('manager')).conversations.map((one) => one.conversation.id)).toEqual([talkId()])
    const message = await sent('manager', 'Ik kijk ernaar')
    expect((await page('guardian')).messages.at(-1)).toMatchObject({
      id: message.id,
      side: 'staff',
      author: cast.people.manager.firstName,
      authorId: null,
    })
    for (const who of ['managerElsewhere', 'foreignManager', 'otherGroup', 'administration', 'privacyOfficer'] as const)
      await refused('not_found', ask(who, 'GET', paths[0]!))
    ok(await handle('manager', { do: 'claim', from: null }))
    expect(await waiting('manager')).toBe(0)
    expect(ok(await handle('manager', { do: 'hand_back' })).conversation).toBeNull()
    await nothing()
    expect(await isTold()).toBe(false)
    // The group has it as before, and no claim of somebody who reads it no more.
    expect((await line('staff'))!.conversation.handling).toMatchObject({ handedOver: null, claim: null })
    // What staff deal with stays with them.
    ok(await handle('staff', { do: 'claim', from: null }))
    for (const what of ['hand_over', 'hand_back']) ok(await handle('staff', { do: what }))
    expect((await line('staff'))!.conversation.handling.claim?.personId).toBe(cast.people.staff.id)
  })
})

describe('sharing', () => {
  it('from when both agree; the group reads it from then on, and what each wrote before stays private', async () => {
    await sent('guardian', 'Dit blijft onder ons')
    const { conversation } = ok(await propose('guardian', 'neverGranted'))
    expect(conversation).toMatchObject({ kind: 'shared', silence: 'not_agreed', last: null })
    expect(conversation.guardians.map(({ name }: { name: string }) => name).sort()).toEqual(
      [cast.people.guardian.firstName, cast.people.neverGranted.firstName].sort(),
    )
    const { id } = conversation
    expect(await line('staff', id)).toBeUndefined()
    await refused('conversation_closed', send('guardian', 'Alvast', id))
    // Only the other one agrees.
    await refused('not_found', agree('guardian', id))
    await refused('not_found', agree('withoutAuthority', id))
    expect((await list('neverGranted')).conversations[0]!.conversation.sharing).toMatchObject({
      proposedBy: cast.people.guardian.id,
      agreedAt: null,
    })
    const agreed = ok(await agree('neverGranted', id)).conversation
    expect(agreed).toMatchObject({ silence: null, sharing: { endedAt: null } })
    // Twice is once.
    expect(ok(await agree('neverGranted', id)).conversation).toEqual(agreed)
    await sent('guardian', 'Van de een', id)
    await sent('neverGranted', 'Van de ander', id)
    await sent('staff', 'Van de groep', id)
    const { messages, unread } = await page('guardian', '', id)
    expect(messages.map(({ text }) => text)).toEqual(['Van de een', 'Van de ander', 'Van de groep'])
    expect(unread).toEqual(messages.slice(1).map(({ seq }) => seq))
    expect(messages[1]).toMatchObject({ side: 'guardian', authorId: cast.people.neverGranted.id })
    const other = JSON.stringify([await list('neverGranted'), await page('neverGranted', '', id)])
    expect(other).not.toContain('Dit blijft onder ons')
    expect(other).not.toContain(talkId())
    await refused('not_found', ask('neverGranted', 'GET', `/api/conversations/${talkId()}`))
    for (const who of playerNames)
      if (!['guardian', 'neverGranted', 'staff'].includes(who))
        await refused('not_found', ask(who, 'GET', `/api/conversations/${id}`))
  })

  it('either ends it; it stays to read, nobody writes, and they may begin anew', async () => {
    const { id } = ok(await propose('guardian', 'neverGranted')).conversation
    // The other proposing the same finds it; so does the same once more.
    expect(ok(await propose('neverGranted', 'guardian')).conversation.id).toBe(id)
    expect(ok(await propose('guardian', 'neverGranted')).conversation.id).toBe(id)
    ok(await agree('neverGranted', id))
    const { id: messageId } = await sent('neverGranted', 'Samen', id)
    for (const who of ['staff', 'withoutAuthority'] as const) await refused('not_found', end(who, id))
    expect(ok(await end('guardian', id)).conversation).toMatchObject({ silence: 'ended' })
    ok(await end('neverGranted', id))
    for (const who of ['guardian', 'neverGranted', 'staff'] as const) {
      expect((await page(who, '', id)).messages.map(({ text }) => text)).toEqual(['Samen'])
      expect((await refused('conversation_closed', send(who, 'Nog iets', id))).silence).toBe('ended')
    }
    // Nor does an earlier message come to say something else.
    expect((await refused('conversation_closed', edit('neverGranted', messageId, 'Nog iets'))).silence).toBe('ended')
    await refused('conversation_closed', agree('neverGranted', id))
    expect(ok(await propose('neverGranted', 'guardian')).conversation.id).not.toBe(id)
  })

  it('who is declined again and again proposes no more that day; others may', async () => {
    for (let n = 0; n < mostProposals; n++) {
      const { id } = ok(await propose('guardian', 'neverGranted')).conversation
      ok(await end('neverGranted', id))
    }
    const { retryAfter } = await refused('too_many_requests', propose('guardian', 'neverGranted'))
    expect(retryAfter).toBe(86_400)
    expect((await list('neverGranted')).conversations).toHaveLength(mostProposals)
    const { id } = ok(await propose('neverGranted', 'guardian')).conversation
    ok(await end('guardian', id))
    server.clock.forward(86_400_000)
    ok(await propose('guardian', 'neverGranted'))
  })

  it('what comes again after the one that it met has ended begins another, and that is told', async () => {
    const { id } = ok(await propose('guardian', 'neverGranted')).conversation
    const again = uuidv7()
    expect(ok(await propose('neverGranted', 'guardian', again)).conversation.id).toBe(id)
    ok(await end('guardian', id))
    expect(ok(await propose('neverGranted', 'guardian', again)).conversation.id).toBe(again)
    const { rows } = await server.owner.query('select type from event where channel_id = $1', [again])
    expect(rows).toEqual([{ type: 'conversation.opened' }])
  })

  it('not with oneself, a stranger, who is restricted or of another child; a private one is not ended', async () => {
    for (const whom of ['guardian', 'restricted', 'former', 'otherFamily', 'staff', 'foreignGuardian'] as const)
      await refused('not_found', propose('guardian', whom))
    for (const who of ['restricted', 'otherFamily', 'staff', 'manager'] as const)
      await refused('not_found', propose(who, 'neverGranted'))
    await refused('not_found', end('guardian', talkId()))
    await refused('not_found', agree('guardian', talkId()))
    await move(null)
    expect((await refused('conversation_closed', propose('guardian', 'neverGranted'))).silence).toBe('child_left')
  })

  it('declined or restricted, the group learns of nothing', async () => {
    const { id } = ok(await propose('guardian', 'sharedWith')).conversation
    ok(await end('sharedWith', id))
    expect(await line('staff', id)).toBeUndefined()
    const { id: other } = ok(await propose('guardian', 'neverGranted')).conversation
    ok(await agree('neverGranted', other))
    const { rows } = await server.owner.query('select id from guardianship where person_id = $1', [
      cast.people.neverGranted.id,
    ])
    ok(await ask('manager', 'POST', `/api/guardianships/${rows[0].id}/restriction`, { id: uuidv7(), ruling: 'C/16/1' }))
    await refused('not_found', ask('neverGranted', 'GET', `/api/conversations/${other}`))
    expect((await refused('conversation_closed', send('guardian', 'Hallo', other))).silence).toBe('guardian_left')
  })
})
