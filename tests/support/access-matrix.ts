import { v7 as uuidv7 } from 'uuid'
import { administrationMatrix } from './administration-matrix.ts'
import { anotherSession, type Cast, may, type Player, type Target, write } from './cast.ts'
import { password, posting, type TestServer } from './server.ts'

/** Who may: anybody, whoever is signed in, whoever has one of these roles, or who stands so to the child. */
export type Needs =
  | 'nothing'
  | 'session'
  | 'role of a guardian'
  | 'role of a carer'
  | 'role of administration'
  | 'administers'
  | 'reads'
  | 'decides'
  | 'cares'
  | 'reads or cares'
  | 'own session'

export interface Asked {
  path: string
  body?: unknown
  /** As whom, where the row uses up its session. */
  cookie?: string
}

/** One route of the contract: who may, and what is asked of it about a child. */
export interface MatrixRow {
  needs: Needs
  /** It concerns no child: asked once per person. */
  plain?: true
  ask(at: {
    server: TestServer
    cast: Cast
    player: Player | undefined
    target: Target
    allowed: boolean
  }): Promise<Asked> | Asked
}

const isCarer = (player: Player) => player.role === 'staff' || player.role === 'manager'

/** The status that the matrix demands. */
export function statusFor(needs: Needs, player: Player | undefined, target: Target): number {
  if (needs === 'nothing') return 200
  if (!player) return 401
  const cares = may(player.name, target, 'cares')
  const allowed = {
    session: true,
    'role of a guardian': player.role === 'guardian',
    'role of a carer': isCarer(player),
    'role of administration': player.role === 'administration',
    administers: may(player.name, target, 'administers'),
    reads: may(player.name, target, 'reads'),
    decides: may(player.name, target, 'decides'),
    cares,
    'reads or cares': may(player.name, target, 'reads') || cares,
    'own session': target.name === 'noor',
  }[needs]
  return allowed ? 200 : 404
}

/** An entry to be used up where that is allowed, else the one that stands there. */
const entryOf = ({ server, cast, target, allowed }: Parameters<MatrixRow['ask']>[0]) =>
  allowed ? write(server, cast, target) : target.entryId

/** Every route of the contract, by its name there. A route without a row fails the law. */
export const httpMatrix: Record<string, MatrixRow> = {
  health: { plain: true, needs: 'nothing', ask: () => ({ path: '/api/health' }) },
  signIn: {
    plain: true,
    needs: 'nothing',
    ask: ({ player, cast }) => ({
      path: '/api/account/sign-in',
      body: { email: (player ?? cast.people.guardian).email, password },
    }),
  },
  signOut: {
    plain: true,
    needs: 'session',
    ask: async ({ server, player }) => ({
      path: '/api/account/sign-out',
      ...(player ? { cookie: (await anotherSession(server, player.id)).cookie } : {}),
    }),
  },
  me: { plain: true, needs: 'session', ask: () => ({ path: '/api/account/me' }) },
  setLanguage: {
    plain: true,
    needs: 'session',
    ask: () => ({ path: '/api/account/language', body: { language: 'nl' } }),
  },
  sessions: { plain: true, needs: 'session', ask: () => ({ path: '/api/account/sessions' }) },
  revokeSession: {
    // Of the targets the first stands for a session of one's own, the others for somebody else's.
    needs: 'own session',
    ask: async ({ server, cast, player, target }) => {
      const absent = target.name === 'absent' || !player
      const somebody =
        target.name === 'noor' ? player : player === cast.people.guardian ? cast.people.staff : cast.people.guardian
      const id = absent ? uuidv7() : (await anotherSession(server, somebody!.id)).id
      return { path: `/api/account/sessions/${id}` }
    },
  },
  childReads: { needs: 'decides', ask: ({ target }) => ({ path: `/api/children/${target.childId}/reads` }) },
  consents: { plain: true, needs: 'role of a guardian', ask: () => ({ path: '/api/consents' }) },
  decideConsent: {
    needs: 'decides',
    ask: ({ target }) => ({
      path: '/api/consents',
      body: { id: uuidv7(), childId: target.childId, purpose: 'photos', decision: 'refused', language: 'nl' },
    }),
  },
  timeline: { needs: 'role of a guardian', ask: ({ target }) => ({ path: `/api/timeline?child=${target.childId}` }) },
  markRead: {
    needs: 'reads or cares',
    ask: ({ target }) => ({ path: `/api/channels/${target.channels.diary}/marker`, body: { seq: 1 } }),
  },
  postEntries: {
    needs: 'cares',
    ask: ({ server, target }) => ({
      path: '/api/diary',
      body: posting(server, { id: target.groupId }, [target.childId], { text: 'Uit de matrix.' }),
    }),
  },
  previewAudience: {
    needs: 'cares',
    ask: ({ server, target }) => ({
      path: '/api/diary/audience',
      body: { groupId: target.groupId, aboutAt: server.clock.now().toISOString(), childIds: [target.childId] },
    }),
  },
  editEntry: {
    needs: 'cares',
    ask: async (at) => ({
      path: `/api/diary/${await entryOf(at)}`,
      body: { id: uuidv7(), version: 1, aboutAt: at.server.clock.now().toISOString(), text: 'Anders.', facts: [] },
    }),
  },
  removeEntry: { needs: 'cares', ask: async (at) => ({ path: `/api/diary/${await entryOf(at)}` }) },
  revisions: { needs: 'cares', ask: ({ target }) => ({ path: `/api/diary/${target.entryId}/revisions` }) },
  groups: { plain: true, needs: 'role of a carer', ask: () => ({ path: '/api/groups' }) },
  groupDay: { needs: 'cares', ask: ({ target }) => ({ path: `/api/groups/${target.groupId}/day` }) },
  ...administrationMatrix,
}

/** Every message from a client, by its name in the contract, and how to ask it about a channel. */
export const clientMatrix: Record<string, (channel: string) => unknown> = {
  'catch-up': (channel) => ({ cursors: { [channel]: 0 } }),
}

/** Every message from the server, and who receives one when something is written about the first child. */
export const serverMatrix: Record<string, 'whoever connects' | 'who reads or cares' | 'whose session ended'> = {
  'caught-up': 'whoever connects',
  events: 'who reads or cares',
  heads: 'whoever connects',
  'signed-out': 'whose session ended',
}

/** The words that tell of a child, and who may ever receive them. */
export function secretsOf(
  cast: Cast,
  target: Target,
): { word: string; what: string; known(player: Player): boolean }[] {
  const of = (player: Player, relation: 'reads' | 'cares' | 'sees') => may(player.name, target, relation)
  const named = (player: Player) => of(player, 'sees') || may(player.name, target, 'administers')
  return [
    { word: target.text, what: 'the text', known: (player) => of(player, 'reads') || of(player, 'cares') },
    { word: target.callName, what: 'the call name', known: named },
    { word: target.surname, what: 'the surname', known: named },
    { word: target.groupName, what: 'the group', known: named },
    ...Object.values(cast.people).map(({ name, lastName }) => ({
      word: lastName,
      what: `the surname of ${name}`,
      known: (player: Player) =>
        player.name === name ||
        (player.role === 'administration' && player.name.startsWith('foreign') === name.startsWith('foreign')),
    })),
  ]
}
