import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { routes } from '../backend/contract/routes.ts'
import { httpMatrix, secretsOf, statusFor } from './support/access-matrix.ts'
import { type Cast, makeCast, may, type Player, playerNames, type Target } from './support/cast.ts'
import { type Change, startCopy } from './support/copied-server.ts'
import { freshDatabase, type TestDatabase } from './support/postgres.ts'
import { stored, tablesOf } from './support/rows.ts'
import { call, listen, type Reply, startServer, type TestServer } from './support/server.ts'

/**
 * Proof of the second wall: a server whose own checks were taken out, on the same database. Whatever it is asked, nobody
 * gets what is not theirs, and nothing of others is changed; and with row-level security off the same server gives it away,
 * so the checks were really gone.
 *
 * What this wall does not stand behind: delivery. Who receives an event is decided in the database (`audience`), with the same
 * functions as what somebody may fetch; but the workers' login reads every view that it sends, and a delivery that sent to
 * others than `audience` names would not be stopped. `tests/outsiders.test.ts` and `tests/access.test.ts` watch every socket.
 * Nor accounts: the accounts' login sees all of `auth`, so that a session is one's own is for `backend/account` alone to say.
 */

/** The application's own checks, and the copy without them. */
const checks = {
  role: {
    file: 'backend/http.ts',
    from: /if \(Array\.isArray\(contract\.roles\) && !contract\.roles\.includes\(tx\.actor\.role\)\)[^\n]*\n/,
    to: '',
  },
  works: {
    file: 'backend/group/queries.ts',
    from: /const works = \([^)]*\) => `[^`]*`/,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source
    to: 'const works = (...given: string[]) => `(${given.join()}) is not null`',
  },
  placed: {
    file: 'backend/child/queries.ts',
    from: /and exists \(select 1 from placement p[^`]*`/,
    to: 'and $1::uuid is not null and $3::date is not null`',
  },
  guardian: {
    file: 'backend/child/queries.ts',
    from: /`select c\.id, c\.call_name, g\.parental_authority[^`]*`/,
    to: '`select id, call_name, true as parental_authority from child where id = $1 and $2::uuid is not null and $3::timestamptz is not null`',
  },
  decides: {
    file: 'backend/child/queries.ts',
    from: /tx\.actor\.role === 'guardian' \? await tx\.query\(ownChild, \[[^\]]*\]\) : \[\]/,
    to: 'await tx.query(ownChild, [childId, tx.actor.personId, tx.now])',
  },
  ownChildren: {
    file: 'backend/consent/queries.ts',
    from: /where g\.person_id = \$1 and/,
    to: 'where $1::uuid is not null and',
  },
  ownTimeline: {
    file: 'backend/diary/timeline.ts',
    from: /where g\.person_id = \$1 and/,
    to: 'where $1::uuid is not null and',
  },
  ownDiaries: {
    file: 'backend/diary/timeline.ts',
    from: /pageOf\(tx, wanted, asked\)/,
    to: `pageOf(tx, (await tx.query({ name: '', text: 'select id as channel, kind from channel' }, [])) as any, asked)`,
  },
  author: {
    file: 'backend/diary/diary.ts',
    from: /if \(entry\.author_id !== tx\.actor\.personId\) \{/,
    to: 'if (entry.id === undefined) {',
  },
  ownEntries: {
    file: 'backend/diary/queries.ts',
    from: /e\.author_id = \$2/,
    to: '$2::uuid is not null',
  },
  ownUploads: {
    file: 'backend/media/queries.ts',
    from: /uploader_id = \$1/,
    to: '$1::uuid is not null',
  },
  ownLocation: {
    file: 'backend/planning/queries.ts',
    from: /const may =\n[^!]*\n(?= {2}if \(!may)/,
    to: 'const may = true\n',
  },
  toldLocation: {
    file: 'backend/location/queries.ts',
    from: /where l\.id in \(select a\.location_id from actor_groups\(\) a\)/,
    to: 'where true',
  },
  reports: {
    file: 'backend/absence/queries.ts',
    from: /and \(exists \(select 1 from guardianship s[^`]*`/,
    to: 'and $2::uuid is not null and $3::text is not null and $4::date is not null`',
  },
  owner: {
    file: 'backend/conversation/change.ts',
    from: /if \(!found \|\| found\.author_id[^\n]*\n/,
    to: `if (!found) throw new Refusal('not_found')\n`,
  },
  kept: {
    file: 'backend/child/queries.ts',
    from: /and \(\(\$2 = 'administration'[^`]*`/,
    to: 'and $2::text is not null and $3::uuid is not null`',
  },
  readable: {
    file: 'backend/catch-up.ts',
    from: /if \(head === undefined \|\| [^\n]*\n[^\n]*\n\s+else if \(cursor < head\) \{/,
    to: '{',
  },
} satisfies Record<string, Change>

/** For each route about a child, a group, a channel or an entry: which checks stand before what it reads and writes. */
const without: Record<string, (keyof typeof checks)[]> = {
  childReads: ['role', 'guardian', 'decides'],
  decideConsent: ['role', 'guardian', 'decides', 'ownChildren'],
  timeline: ['role', 'ownTimeline', 'ownDiaries'],
  markRead: ['role'],
  postEntries: ['role', 'works', 'ownEntries'],
  previewAudience: ['role', 'works'],
  editEntry: ['role', 'works', 'author', 'placed'],
  removeEntry: ['role', 'works', 'author'],
  revisions: ['role'],
  tellHandover: ['role'],
  changeHandover: ['role'],
  withdrawHandover: ['role'],
  seeHandover: ['role'],
  handoverHistory: ['role'],
  groupJournal: ['role', 'works'],
  journalAudience: ['role', 'works'],
  journalHolders: ['role', 'works'],
  postJournal: ['role', 'works'],
  editJournal: ['role', 'works'],
  removeJournal: ['role', 'works'],
  journalHistory: ['role', 'works'],
  groupDay: ['role', 'works'],
  consentMatrix: ['role', 'works'],
  planning: ['role', 'works'],
  saveWeek: ['role', 'works'],
  removeWeek: ['role', 'works'],
  addExtraDay: ['role', 'works'],
  removeExtraDay: ['role', 'works'],
  saveLocation: ['role', 'toldLocation'],
  setMentor: ['role'],
  addClosingDay: ['role', 'ownLocation'],
  removeClosingDay: ['role', 'ownLocation'],
  previewAbsence: ['role', 'reports'],
  reportAbsence: ['role', 'reports'],
  changeAbsence: ['role', 'reports'],
  cancelAbsence: ['role', 'reports'],
  seeAbsence: ['role', 'reports'],
  absenceHistory: ['role', 'reports'],
  askAction: ['role', 'reports'],
  changeAction: ['role', 'reports'],
  closeAction: ['role', 'reports'],
  reopenAction: ['role', 'reports'],
  actionHistory: ['role', 'reports'],
  answerAction: ['role', 'reports'],
  addAbsenceRule: ['role', 'ownLocation'],
  removeAbsenceRule: ['role', 'ownLocation'],
  groupInbox: ['role', 'works'],
  editMessage: ['role', 'owner'],
  retractMessage: ['role', 'owner'],
  beginAttachment: ['role', 'works'],
  attachmentFile: ['role'],
  openAttachment: ['role'],
  addTemplate: ['role', 'works'],
  removeTemplate: ['role', 'works'],
  setAvailability: ['role', 'works'],
  stayHistory: ['role', 'works'],
  setStaffing: ['role', 'works'],
  collectors: ['role', 'kept'],
  addCollector: ['role', 'kept'],
  changeCollector: ['role', 'kept'],
  allergies: ['role', 'kept'],
  addAllergy: ['role', 'kept'],
  changeAllergy: ['role', 'kept'],
  removeRatioRule: ['role'],
  endPermission: ['role'],
  addChild: ['role'],
  addGuardian: ['role'],
  addPerson: ['role'],
  childRecord: ['role'],
  correctPerson: ['role'],
  endAssignment: ['role'],
  endGuardianship: ['role'],
  endRole: ['role'],
  invite: ['role'],
  personRecord: ['role'],
  setAuthority: ['role'],
  retryUpload: ['role', 'ownUploads'],
  discardUpload: ['role', 'ownUploads'],
  uploadedPicture: ['role', 'ownUploads'],
  putPortrait: ['role', 'ownUploads'],
  postPhotos: ['role', 'works', 'ownUploads'],
  previewPhotos: ['role', 'works'],
  settledReports: ['role', 'works'],
  openPhoto: ['role'],
  photoFile: ['role'],
  downloadPhotos: ['role'],
  policy: [],
  seePolicy: [],
  policyViews: ['role'],
  breachRecord: ['role'],
  saveBreach: ['role'],
  exportPolicyViews: ['role'],
}
/** Routes about something else that is somebody's. */
const elsewhere: Record<string, string> = {
  revokeSession: 'sessions are the accounts’, see above',
  withdrawInvitation: 'whoever may not is asked about one that is not there',
  resetFactors: 'what it clears is the accounts’, see above; whose, stands behind personRecord’s wall',
  addTabletCode: 'a function of the database says of which locations somebody is manager, with policies or without',
  revokeTablet: 'a function of the database says of which tablets somebody is manager, with policies or without',
  removePasskey: 'passkeys are the accounts’, see above',
  beginUpload: 'the row is one’s own, and of a group it has nothing but the id',
  tagPhoto: 'a function of the database says which photos a carer handles, with policies or without',
  previewTags: 'the same',
  editPhotoPost: 'the same',
  removePhoto: 'the same',
  recallPhoto: 'the same',
  checkIn: 'a function of the database says whose stays a carer may change, with policies or without',
  checkOut: 'the same',
  undoStay: 'the same',
  setEscorts: 'the same',
  addStay: 'the same',
  correctStay: 'the same',
  removeStay: 'the same',
  heartPhoto: 'a function of the database says where a guardian’s answer is told, with policies or without',
  reportPhoto: 'the same',
  settleReport: 'the same',
  removePortrait: 'a function of the database says whose portraits somebody sees and removes, with policies or without',
  restorePortrait: 'the same',
  portraitFile: 'the same',
  shareStream: 'a function of the database says whose guardians a manager sees, with policies or without',
  endShare: 'the same',
  openConversation: 'a function of the database says with whom somebody begins, with policies or without',
  proposeSharing: 'the same',
  correspondents: 'the same',
  conversationPage: 'a function of the database says which conversations somebody reads, with policies or without',
  sendMessage: 'the same',
  readConversation: 'the same',
  handleConversation: 'the same',
  agreeSharing: 'the same',
  endSharing: 'the same',
  recallMessage: 'a function of the database says which messages a carer recalls, with policies or without',
  messageTemplates: 'what a location often writes is nobody’s secret in its organisation',
  availability: 'when a group reads is nobody’s secret in its organisation',
  restrictGuardian: 'the same',
  liftRestriction: 'the same',
}
/** Where the database is the only wall: what these read is found by the channels that `enter` derived, and by nothing else. */
const databaseAlone = [
  'attachmentFile',
  'beginAttachment',
  'breachRecord',
  'changeHandover',
  'downloadPhotos',
  'endPermission',
  'exportPolicyViews',
  'handoverHistory',
  'markRead',
  'openAttachment',
  'openPhoto',
  'photoFile',
  'policy',
  'policyViews',
  'revisions',
  'saveBreach',
  'seePolicy',
  'tellHandover',
  'timeline',
  'withdrawHandover',
]

let base: TestDatabase
let server: TestServer
let cast: Cast
let copy: Awaited<ReturnType<typeof startCopy>>
beforeAll(async () => {
  base = await freshDatabase(inject('postgresUrl'))
  server = await startServer({ on: base })
  cast = await makeCast(server)
  copy = await startCopy(base.urls, server.media.folder, server.clock.now(), Object.values(checks))
})
afterAll(async () => {
  await copy?.close()
  await server.close()
  await base.drop()
})

const everybody = () => playerNames.map((name) => cast.people[name])
const targets = () => Object.values(cast.targets)

/** What the database shows to everybody of an organisation, the names of its groups; and to administration, all its names. */
function organisationsOwn(player: Player, what: string, word: string): boolean {
  const isForeign = player.name.startsWith('foreign')
  if (what === 'the group') return isForeign === (word === cast.targets.zed.groupName)
  return (
    player.role === 'administration' &&
    what !== 'the text' &&
    !isForeign &&
    !word.includes('zed') &&
    !word.includes('foreign')
  )
}

/** The words in a reply that are not for its reader. */
const leaks = (text: string, player: Player): string[] =>
  targets()
    .filter(({ name }) => name !== 'absent')
    .flatMap((target) => secretsOf(cast, target))
    .filter(({ word, known }) => text.includes(word) && !known(player))
    .filter(({ what, word }) => !organisationsOwn(player, what, word))
    .map(({ what, word }) => `${what} (${word})`)

/** Everybody who may not, about everything that is there; and who may ask, but about some children finds an empty list. */
const forbidden = (name: string) =>
  everybody().flatMap((player) =>
    targets()
      .map((target) => ({ player, target, asks: statusFor(httpMatrix[name]!.needs, player, target) === 200 }))
      .filter(({ target, asks }) => target.name !== 'absent' && (!asks || httpMatrix[name]!.needs.startsWith('role'))),
  )

async function askOf(at: { url: string }, name: string, player: Player, target: Target): Promise<Reply> {
  const asked = await httpMatrix[name]!.ask({ server, cast, player, target, allowed: false })
  return call(at, { cookie: player.cookie, role: player.role }, routes[name]!.method, asked.path, asked.body)
}

/** Does something while row-level security is off. */
async function withoutPolicies<T>(what: () => Promise<T>): Promise<T> {
  const tables = (await tablesOf(server.owner)).filter((table) => table.startsWith('public.'))
  const each = (how: string) => server.owner.query(tables.map((table) => `alter table ${table} ${how}`).join('; '))
  await each('disable row level security')
  return what().finally(() => each('enable row level security'))
}

describe('without the application’s own checks', () => {
  it('there is a route for each that is about somebody’s child, group, channel or entry', () => {
    const about = Object.keys(httpMatrix).filter((name) => !httpMatrix[name]!.plain)
    expect(about.sort()).toEqual([...Object.keys(without), ...Object.keys(elsewhere)].sort())
    const used = new Set(Object.values(without).flat())
    expect([...used, 'readable'].sort()).toEqual(Object.keys(checks).sort())
  })

  it.each(Object.keys(without))(
    '%s: the database gives nobody a byte that is not theirs, and changes nothing',
    async (name) => {
      // Who asks is recorded, also when nothing was there to be seen.
      const { noted, file } = routes[name]!
      const recorded = [
        ...(noted || file ? ['public.audit', 'public.child_read', 'public.photo_view'] : []),
        ...(httpMatrix[name]!.prepares ?? []),
      ]
      const before = await stored(server.owner, recorded)
      const wrong: string[] = []
      for (const { player, target } of forbidden(name)) {
        const reply = await askOf(copy, name, player, target)
        const place = `${player.name} about ${target.name}`
        for (const leak of leaks(reply.text, player)) wrong.push(`${place}: received ${leak}`)
        // Nothing of the inside shows either.
        if (/row-level|policy|permission denied|select |insert /i.test(reply.text))
          wrong.push(`${place}: ${reply.text}`)
      }
      expect(wrong).toEqual([])
      expect(await stored(server.owner, recorded)).toEqual(before)
    },
  )

  it('the audit shows nobody but the privacy officer a row', async () => {
    for (const player of everybody()) {
      const { body } = await call(copy, player, 'GET', '/api/audit')
      const { text } = await call(copy, player, 'POST', '/api/audit/export', { from: '2020-01-01', to: '2099-01-01' })
      const rows = [body.rows.length, text.trimEnd().split('\r\n').length - 1]
      if (player.name === 'privacyOfficer') expect(rows[0]).toBeGreaterThan(0)
      else expect(rows, player.name).toEqual([0, 0])
    }
  })

  it('catching up gives nobody an event of a channel that is not theirs', async () => {
    const wrong: string[] = []
    for (const player of everybody()) {
      const socket = await listen(copy, player)
      for (const target of targets()) {
        const allowed = may(player.name, target, 'cares') || may(player.name, target, 'reads')
        const cursors = Object.fromEntries(Object.values(target.channels).map((channel) => [channel, 0]))
        const given = await (socket.socket as any).timeout(3_000).emitWithAck('catch-up', { cursors })
        if (!allowed && given.events.length > 0) wrong.push(`${player.name} about ${target.name}`)
        for (const leak of leaks(JSON.stringify(given), player)) wrong.push(`${player.name} received ${leak}`)
      }
      socket.close()
    }
    expect(wrong).toEqual([])
  })
})

describe('the checks were really taken out', () => {
  // Without policies much is really changed.
  beforeEach(async () => {
    cast = await makeCast(server)
  })

  /** Something came, or was refused by something behind the checks: what stops at a check is *not found*. */
  async function past(at: { url: string }, name: string): Promise<string[]> {
    const found: string[] = []
    for (const { player, target, asks } of forbidden(name)) {
      const reply = await askOf(at, name, player, target)
      if ((!asks && reply.status !== 404) || leaks(reply.text, player).length > 0)
        found.push(`${player.name} about ${target.name}: ${reply.status}`)
    }
    return found
  }

  it.each(Object.keys(without))('%s: with row-level security off somebody gets past', async (name) => {
    expect(await withoutPolicies(() => past(copy, name))).not.toEqual([])
  })

  it('catching up: with row-level security off an outsider receives what was written', async () => {
    const given = await withoutPolicies(async () => {
      const socket = await listen(copy, cast.people.foreignStaff)
      const cursors = { [cast.targets.noor.channels.diary]: 0 }
      const answer = await (socket.socket as any).timeout(3_000).emitWithAck('catch-up', { cursors })
      socket.close()
      return answer
    })
    expect(JSON.stringify(given)).toContain(cast.targets.noor.text)
  })

  it('with its checks in place the application alone refuses as well, but where the database is the only wall', async () => {
    const open: string[] = []
    for (const name of Object.keys(without))
      if ((await withoutPolicies(() => past(server, name))).length > 0) open.push(name)
    expect(open.sort()).toEqual(databaseAlone)
  }, 240_000)
})
