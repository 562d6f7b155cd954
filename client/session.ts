import { createSignal } from 'solid-js'
import type { Me } from '../backend/contract/account.ts'
import type { Role } from '../backend/contract/route.ts'
import type { Id } from '../backend/contract/values.ts'
import { forgetUnsentAppearance, sendAppearance, takeAppearance } from './account/appearance.ts'
import { forgetAskedLanguage, withAskedLanguage } from './account/asked-language.ts'
import { call, speakAs, whenGated, whenUnauthenticated } from './api.ts'
import { setClock, whenClockMoved } from './clock.ts'
import { forgetDrafts, forgetOldDrafts } from './draft-shelf.ts'
import { endAtServer, forgetEnding, keptEnding, noteEnding, whenEndedElsewhere } from './ending.ts'
import { forgetLeftBehind } from './left-behind.ts'
import { speak } from './locales/words.ts'
import { locked, paired, touched, unlock } from './paired.ts'
import { go, isOpenPlace, where } from './router.ts'
import { wipeStore } from './store.ts'
import { showTimesIn } from './time.ts'

/** Who uses this tab: unknown until it is asked, nobody, or a person in a role. */
export type Session =
  | { state: 'unknown' }
  | { state: 'nobody'; ended: boolean }
  | { state: 'person'; me: Me; role: Role }

const meKey = 'ouderapp.me'
const roleKey = 'ouderapp.role'

const [session, setSession] = createSignal<Session>({ state: 'unknown' })
const [failure, setFailure] = createSignal<unknown>()
/** Of whom what was not stored or sent goes, if somebody chose to leave. */
export interface Leaving {
  person: Id | undefined
  how: 'chosen' | 'ended' | 'never here'
}

const wipers = new Set<(leaving: Leaving) => Promise<void> | void>()
let renewal: Promise<unknown> | undefined

export { failure as sessionFailure, session }

/** Who works here, as what is kept of somebody on this device is found by; nobody's where none does. */
export function ownId(): Id {
  const now = session()
  return now.state === 'person' ? now.me.person.id : ''
}

/** Registers what else to erase when somebody signs out. */
export const whenWiped = (wipe: (leaving: Leaving) => Promise<void> | void): void => {
  wipers.add(wipe)
}

function kept(): Me | null {
  try {
    return JSON.parse(localStorage.getItem(meKey) ?? 'null') as Me | null
  } catch {
    return null
  }
}

function roleOf(me: Me): Role | undefined {
  const chosen = sessionStorage.getItem(roleKey) as Role | null
  return chosen && me.roles.includes(chosen) ? chosen : me.roles[0]
}

function enter(me: Me): void {
  const role = roleOf(me)
  if (!role) return
  showTimesIn(me.organisation.timeZone)
  speakAs(me.roles.length > 1 ? role : undefined, me.tablet ? me.person.id : undefined)
  localStorage.setItem(meKey, JSON.stringify(me))
  const before = session()
  if (before.state === 'person' && before.me.person.id === me.person.id && before.role === role) {
    if (JSON.stringify({ ...before.me, now: '' }) === JSON.stringify({ ...me, now: '' })) return
  }
  setSession({ state: 'person', me, role })
}

/** Whose drafts go: of who leaves here, now or just before this page was opened. */
const leaver = () => {
  const now = session()
  return now.state === 'person' ? now.me.person.id : kept()?.person.id
}

/** @param how what was not stored or sent goes only when somebody chose to leave */
async function leave(how: Leaving['how'], person = leaver()): Promise<void> {
  if (how === 'chosen') forgetAskedLanguage()
  const now = session()
  // What a tablet keeps is for who comes back there, also after the page was opened anew.
  if (how === 'ended' && now.state === 'person' && now.me.tablet) return hiddenAway()
  if (how === 'never here' && paired()) return hiddenAway()
  localStorage.removeItem(meKey)
  sessionStorage.removeItem(roleKey)
  forgetUnsentAppearance()
  speakAs(undefined)
  const { path } = where()
  // Who opened a page without a session comes back to it; who signed out begins anew.
  const next =
    session().state === 'unknown' && path !== '/' && path !== '/sign-in' ? `?next=${encodeURIComponent(path)}` : ''
  setSession({ state: 'nobody', ended: how === 'ended' })
  // Once no screen is left that could keep one.
  if (how === 'chosen' && person) forgetDrafts(person)
  if (!isOpenPlace(path)) go(`/sign-in${next}`, { replace: true })
  // A tablet has the group's day of who works there, which is not of who was a guest on it.
  await Promise.all([wipeStore(paired() ? person : undefined), ...[...wipers].map((wipe) => wipe({ person, how }))])
}

/** The session has ended elsewhere: wipes what this device kept and asks to sign in again. */
export async function signedOut(): Promise<void> {
  if (session().state === 'nobody') return
  await leave(session().state === 'person' ? 'ended' : 'never here')
}

function forgetWorker(): void {
  localStorage.removeItem(meKey)
  sessionStorage.removeItem(roleKey)
  setSession({ state: 'nobody', ended: false })
}

/** Nobody works on this tablet any more: what it keeps stays, and where it was. */
export async function hiddenAway(): Promise<void> {
  speakAs(undefined)
  forgetWorker()
}

/** Goes on as who gave a PIN on this tablet and was here last: where that was. */
export async function identified(me: Me): Promise<void> {
  forgetEnding()
  setClock(me.now)
  setFailure(undefined)
  takeAppearance(me)
  await comeBack(me)
}

/** Keeps who opens this tablet next, and nothing of the former: the page is to be opened anew. */
export async function handedOver(me: Me): Promise<void> {
  forgetEnding()
  // What the former still asks says until this page is gone that it is the former's, and is refused.
  forgetWorker()
  await wipeStore()
  await speak(me.person.language)
  localStorage.setItem(meKey, JSON.stringify(me))
}

/** Goes on without the server as who was on this tablet last. */
export async function comeBack(me: Me): Promise<void> {
  setFailure(undefined)
  await speak(me.person.language)
  if (isOpenPlace(where().path) || where().path === '/sign-in') go('/', { replace: true })
  enter(me)
}

/** Asks the server again who this is, and what is left to pass. */
export async function refresh(): Promise<void> {
  await renewal
  try {
    const me = await call('me')
    setClock(me.now)
    setFailure(undefined)
    takeAppearance(me)
    enter(me)
    if (where().path === '/sign-in') go('/', { replace: true })
    if (me.person.language) await speak(me.person.language)
  } catch (error) {
    if (session().state === 'unknown') setFailure(error)
  }
}

/** Whether the server still knows this session; somebody whose session ended is brought to the sign-in screen. */
export async function stillKnown(): Promise<boolean> {
  await refresh()
  return session().state === 'person'
}

/** Finds out who uses this tab: first from what was kept, then from the server. */
export async function openSession(): Promise<void> {
  forgetOldDrafts()
  void forgetLeftBehind(kept()?.person.id).catch((error: unknown) => console.error('What was left here stays.', error))
  whenUnauthenticated(() => void signedOut())
  whenGated(() => void refresh())
  whenClockMoved(() => void refresh())
  window.addEventListener('online', () => {
    void endAtServer()
    void sendAppearance()
  })
  whenEndedElsewhere(({ how, person }) => {
    const now = session()
    if (now.state === 'person' && now.me.person.id === (person ?? now.me.person.id)) void leave(how)
  })
  const me = kept()
  const ending = keptEnding()
  // On a tablet another one may have gone on since, without a connection.
  if (ending && (!me || me.person.id === (ending.person ?? me.person.id))) {
    setSession({ state: 'nobody', ended: false })
    await Promise.all([endAtServer(), leave(ending.how, ending.person)])
    return
  }
  if (ending) void endAtServer()
  if (me) enter(me)
  await refresh()
}

/** Goes on as the person whom the server signs in. */
async function begin(asked: () => Promise<Me>): Promise<void> {
  // The end of the session before would take the cookie of this one with it.
  await endAtServer()
  await arrive(await asked())
}

/** Goes on as somebody who was just signed in, in the language that they asked for or else in theirs, where they wanted to be. */
export async function arrive(signedIn: Me): Promise<void> {
  forgetEnding()
  if (locked()) unlock()
  // It was left alone before, not by who comes now.
  if (paired()) touched()
  setClock(signedIn.now)
  const me = await withAskedLanguage(signedIn)
  takeAppearance(me)
  await speak(me.person.language)
  // Who proves more than a password stays where that was asked.
  if (session().state !== 'person') {
    const next = where().query.get('next') ?? '/'
    go(next.startsWith('/') && !next.startsWith('//') ? next : '/', { replace: true })
  }
  enter(me)
}

export const signIn = (email: string, password: string): Promise<void> =>
  begin(() => call('signIn', { body: { email, password } }))

/** Signs in with a passkey, also where the password alone was not enough. */
export const signInWithPasskey = (): Promise<void> =>
  begin(async () => (await import('./account/passkey.ts')).usePasskey())

/** Makes the account of who was invited, and signs in. */
export const acceptInvitation = (secret: string, password: string): Promise<void> =>
  begin(() => call('acceptInvitation', { body: { secret, password } }))

/** The same with a passkey; who that is arrives once the recovery codes were shown. */
export async function acceptWithPasskey(passkeys: typeof import('./account/passkey.ts'), secret: string, name: string) {
  await endAtServer()
  const reply = await passkeys.acceptWithPasskey(secret, name)
  // What was to end at the server is not this session.
  forgetEnding()
  return reply
}

/** Goes on as the server says after something was passed. */
export function passed(me: Me): void {
  setClock(me.now)
  enter(me)
}

/** Asks for something after which this session goes on under another cookie; until that is here nobody asks who this is. */
export function renewing<T>(asked: Promise<T>): Promise<T> {
  renewal = asked.catch(() => {})
  return asked
}

/** Changes the password, or chooses a first one; the other sessions end. */
export async function changePassword(currentPassword: string | undefined, password: string): Promise<void> {
  await renewing(call('changePassword', { body: { currentPassword, password } }))
}

/** Wipes what this device kept and ends this session; without a network the session ends once there is one. */
export async function signOut(): Promise<void> {
  noteEnding({ how: 'chosen', person: leaver() })
  await Promise.all([endAtServer(), leave('chosen')])
}

/** The same of an own session that was left alone on a tablet; what was not sent waits for its person. */
export async function leftAlone(): Promise<void> {
  noteEnding({ how: 'ended', person: leaver() })
  await Promise.all([endAtServer(), leave('ended')])
}

/** Goes on in another role, in this tab only. */
export function takeRole(role: Role): void {
  const current = session()
  if (current.state !== 'person' || !current.me.roles.includes(role)) return
  sessionStorage.setItem(roleKey, role)
  speakAs(role, current.me.tablet ? current.me.person.id : undefined)
  setSession({ ...current, role })
}
