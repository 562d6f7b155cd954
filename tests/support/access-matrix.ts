import { absenceMatrix } from './absence-matrix.ts'
import { accountMatrix } from './account-matrix.ts'
import { actionMatrix } from './action-matrix.ts'
import { administrationMatrix } from './administration-matrix.ts'
import { allergyMatrix } from './allergy-matrix.ts'
import { attendanceMatrix } from './attendance-matrix.ts'
import { breachMatrix } from './breach-matrix.ts'
import { type Cast, may, type Player, type PlayerName, type Target } from './cast.ts'
import { conversationMatrix } from './conversation-matrix.ts'
import { familyMatrix } from './family-matrix.ts'
import { handoverMatrix } from './handover-matrix.ts'
import { journalMatrix } from './journal-matrix.ts'
import { locationMatrix } from './location-matrix.ts'
import { photoMatrix } from './photo-matrix.ts'
import { planningMatrix } from './planning-matrix.ts'
import { policyMatrix } from './policy-matrix.ts'
import { portraitMatrix } from './portrait-matrix.ts'
import type { TestServer } from './server.ts'
import { tabletMatrix } from './tablet-matrix.ts'

/** Who may: anybody, whoever is signed in, whoever has one of these roles, or who stands so to the child. */
export type Needs =
  | 'nothing'
  | 'session'
  | 'role of a guardian'
  | 'role of a carer'
  | 'role of a guardian or carer'
  | 'role of administration'
  | 'role of the privacy officer'
  | 'administers'
  | 'reads'
  | 'sees'
  | 'decides'
  | 'cares'
  | 'reads or cares'
  | 'own session'
  | 'own passkey'
  | 'own upload'
  | 'own picture of a carer'
  | 'same organisation'
  | 'role of a manager'
  | 'role of who closes'
  | 'role of who oversees policies'
  | 'oversees policies'
  | 'oversees'
  | 'permits'
  | 'manages'
  | 'manages the organisation'
  | 'converses'
  | 'wrote'
  | 'role of staff'
  | 'attends'
  | 'recalls'
  | 'sees or attends'
  | 'sees as a guardian'
  | 'role of who converses'
  | 'manages or administers'

export interface Asked {
  path: string
  body?: unknown
  /** As whom, where the row uses up its session; and who that is, where it is somebody else. */
  cookie?: string
  personId?: string
}

/** One route of the contract: who may, and what is asked of it about a child. */
export interface MatrixRow {
  needs: Needs
  /** It concerns no child: asked once per person. */
  plain?: true
  /** Whoever asks without a session signs in as the guardian. */
  signsIn?: true
  /** Whoever asks, it answers to this one, who says who that is. */
  answersTo?: PlayerName
  /** Tables that the asking itself fills beforehand. */
  prepares?: readonly string[]
  /** Its reply names the people of the reader’s organisation. */
  names?: true
  /** Its reply names the guardians of the children whom the reader manages. */
  guardians?: true
  /** It names those who may fetch the children for whom the reader cares. */
  escorts?: true
  ask(at: {
    server: TestServer
    cast: Cast
    player: Player | undefined
    target: Target
    allowed: boolean
  }): Promise<Asked> | Asked
}

const isCarer = (player: Player) => player.role === 'staff' || player.role === 'manager'
const overseesPolicies = (player: Player) => player.role === 'manager' || player.role === 'privacy_officer'
const isForeign = ({ name }: { name: string }) => name === 'zed' || name.startsWith('foreign')

/** The status that the matrix demands. */
export function statusFor(needs: Needs, player: Player | undefined, target: Target): number {
  if (needs === 'nothing') return 200
  if (!player) return 401
  const cares = may(player.name, target, 'cares')
  const sameOrganisation = target.name !== 'absent' && isForeign(player) === isForeign(target)
  const allowed = {
    session: true,
    'role of a guardian': player.role === 'guardian',
    'role of a carer': isCarer(player),
    'role of a guardian or carer': player.role === 'guardian' || isCarer(player),
    'role of administration': player.role === 'administration',
    'role of the privacy officer': player.role === 'privacy_officer',
    administers: may(player.name, target, 'administers'),
    reads: may(player.name, target, 'reads'),
    sees: may(player.name, target, 'sees'),
    decides: may(player.name, target, 'decides'),
    cares,
    'reads or cares': may(player.name, target, 'reads') || cares,
    'own session': target.name === 'noor',
    'own passkey': target.name === 'noor',
    'own picture of a carer': target.name === 'noor' && isCarer(player),
    'own upload': target.name === 'noor' && (isCarer(player) || player.role === 'guardian'),
    'same organisation': sameOrganisation,
    'role of a manager': player.role === 'manager',
    'role of who closes': player.role === 'manager' || player.role === 'administration',
    'role of who oversees policies': overseesPolicies(player),
    'oversees policies': sameOrganisation && overseesPolicies(player),
    converses: may(player.name, target, 'converses'),
    wrote: may(player.name, target, 'wrote'),
    'role of staff': player.role === 'staff',
    attends: may(player.name, target, 'attends'),
    recalls: may(player.name, target, 'converses') && isCarer(player),
    'sees or attends':
      may(player.name, target, 'attends') || (player.role === 'guardian' && may(player.name, target, 'sees')),
    'sees as a guardian': player.role === 'guardian' && may(player.name, target, 'sees'),
    'role of who converses': player.role === 'guardian' || isCarer(player),
    oversees: sameOrganisation && player.role === 'privacy_officer',
    permits: may(player.name, target, 'permits'),
    manages: may(player.name, target, 'manages'),
    'manages or administers': may(player.name, target, 'manages') || may(player.name, target, 'administers'),
    'manages the organisation':
      player.role === 'manager' &&
      target.name !== 'absent' &&
      player.name.startsWith('foreign') === (target.name === 'zed'),
  }[needs]
  return allowed ? 200 : 404
}

/** Every route of the contract, by its name there. A route without a row fails the law. */
export const httpMatrix: Record<string, MatrixRow> = {
  ...accountMatrix,
  ...familyMatrix,
  ...locationMatrix,
  ...tabletMatrix,
  ...policyMatrix,
  ...administrationMatrix,
  ...photoMatrix,
  ...breachMatrix,
  ...planningMatrix,
  ...portraitMatrix,
  ...absenceMatrix,
  ...handoverMatrix,
  ...journalMatrix,
  ...actionMatrix,
  ...conversationMatrix,
  ...attendanceMatrix,
  ...allergyMatrix,
}

/** Every message from a client, by its name in the contract, and how to ask it about a channel. */
export const clientMatrix: Record<string, (channel: string) => unknown> = {
  'catch-up': (channel) => ({ cursors: { [channel]: 0 } }),
  typing: (channel) => ({ conversationId: channel }),
}

/** Every message from the server, and who receives one when something is written about the first child. */
export const serverMatrix: Record<
  string,
  'whoever connects' | 'who reads or cares' | 'who converses' | 'whose session ended'
> = {
  'caught-up': 'whoever connects',
  events: 'who reads or cares',
  heads: 'whoever connects',
  typing: 'who converses',
  'signed-out': 'whose session ended',
}

/** Whom a child's manager finds named as its guardian. */
const guardianNames: Partial<Record<Target['name'], readonly PlayerName[]>> = {
  noor: ['guardian', 'withoutAuthority', 'sharedWith', 'neverGranted', 'restricted'],
  bram: ['otherFamily'],
  zed: ['foreignGuardian'],
}

/** Of them nobody with a restriction may fetch the child. */
const mayFetch = (target: Target['name'], name: PlayerName) =>
  name !== 'restricted' && (guardianNames[target]?.includes(name) ?? false)

/** The words that tell of a child, and who may ever receive them. */
export function secretsOf(
  cast: Cast,
  target: Target,
  /** Whether the people of the reader’s organisation may be named. */
  names = false,
  /** Whether a manager reads who the guardians of the children are. */
  guardians = false,
  /** Whether carers read who may fetch the children. */
  escorts = false,
): { word: string; what: string; known(player: Player): boolean }[] {
  const of = (player: Player, relation: 'reads' | 'cares' | 'sees') => may(player.name, target, relation)
  /** Who oversees an organisation knows how its people and children are called. */
  const oversees = (player: Player, foreign: boolean) => player.name === 'privacyOfficer' && !foreign
  const abroad = target.name === 'zed'
  const named = (player: Player) =>
    of(player, 'sees') || oversees(player, abroad) || may(player.name, target, 'administers')
  return [
    { word: target.text, what: 'the text', known: (player) => of(player, 'reads') || of(player, 'cares') },
    { word: target.told, what: 'a hand-over', known: (player) => of(player, 'reads') || of(player, 'cares') },
    { word: target.plans, what: 'the journal', known: (player) => of(player, 'reads') || of(player, 'cares') },
    { word: target.pixels, what: 'a photo', known: (player) => of(player, 'reads') || of(player, 'cares') },
    { word: target.note, what: 'the note of an absence', known: (player) => of(player, 'sees') },
    { word: target.asked.words, what: 'an action', known: (player) => of(player, 'sees') },
    {
      word: target.asked.note,
      what: 'a guardian’s answer',
      known: (player) => of(player, 'cares') || may(player.name, target, 'wrote'),
    },
    { word: target.talk.words, what: 'a message', known: (player) => may(player.name, target, 'converses') },
    {
      word: target.collector.name,
      what: 'who fetches',
      known: (player) => of(player, 'cares') || may(player.name, target, 'administers'),
    },
    {
      word: target.allergy.what,
      what: 'an allergy',
      known: (player) => of(player, 'cares') || may(player.name, target, 'administers'),
    },
    { word: target.callName, what: 'the call name', known: named },
    { word: target.surname, what: 'the surname', known: named },
    {
      word: target.groupName,
      what: 'the group',
      // Who oversees an organisation reads in which of its groups there was a breach.
      known: (player) => of(player, 'sees') || may(player.name, target, 'administers') || oversees(player, abroad),
    },
    ...Object.values(cast.people).map(({ name, lastName }) => ({
      word: lastName,
      what: `the surname of ${name}`,
      known: (player: Player) =>
        player.name === name ||
        (names && isForeign(player) === isForeign({ name })) ||
        oversees(player, name.startsWith('foreign')) ||
        (escorts && mayFetch(target.name, name) && of(player, 'cares')) ||
        (guardians && (guardianNames[target.name]?.includes(name) ?? false) && may(player.name, target, 'manages')) ||
        (player.role === 'administration' && isForeign(player) === isForeign({ name })),
    })),
    {
      word: target.kin.lastName,
      what: 'the surname of kin',
      known: (player) =>
        oversees(player, abroad) ||
        may(player.name, target, 'administers') ||
        (escorts && of(player, 'cares')) ||
        (guardians && may(player.name, target, 'manages')) ||
        (names && isForeign(player) === (target.name === 'zed')),
    },
  ]
}
