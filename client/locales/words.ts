import { translator } from '@solid-primitives/i18n'
import { createSignal } from 'solid-js'
import type { Language } from '../../backend/contract/values.ts'
import type { words as absence } from './nl/absence.ts'
import type { words as account } from './nl/account.ts'
import type { words as action } from './nl/action.ts'
import type { words as attendance } from './nl/attendance.ts'
import type { words as common } from './nl/common.ts'
import type { words as conversation } from './nl/conversation.ts'
import type { words as guardian } from './nl/guardian.ts'
import type { words as handover } from './nl/handover.ts'
import type { words as journal } from './nl/journal.ts'
import type { words as location } from './nl/location.ts'
import type { words as office } from './nl/office.ts'
import type { words as portrait } from './nl/portrait.ts'
import type { words as staff } from './nl/staff.ts'
import type { words as tablet } from './nl/tablet.ts'

/** The dictionaries: what everybody reads, and what belongs to one part of the app. */
interface Dictionaries {
  common: typeof common
  guardian: typeof guardian
  handover: typeof handover
  journal: typeof journal
  staff: typeof staff
  office: typeof office
  account: typeof account
  absence: typeof absence
  conversation: typeof conversation
  location: typeof location
  attendance: typeof attendance
  portrait: typeof portrait
  tablet: typeof tablet
  action: typeof action
}
export type Part = keyof Dictionaries

type Words = Record<string, unknown>
const sources: Record<Language, Record<Part, () => Promise<{ words: Words }>>> = {
  nl: {
    common: () => import('./nl/common.ts'),
    guardian: () => import('./nl/guardian.ts'),
    handover: () => import('./nl/handover.ts'),
    journal: () => import('./nl/journal.ts'),
    staff: () => import('./nl/staff.ts'),
    office: () => import('./nl/office.ts'),
    account: () => import('./nl/account.ts'),
    absence: () => import('./nl/absence.ts'),
    conversation: () => import('./nl/conversation.ts'),
    location: () => import('./nl/location.ts'),
    attendance: () => import('./nl/attendance.ts'),
    portrait: () => import('./nl/portrait.ts'),
    tablet: () => import('./nl/tablet.ts'),
    action: () => import('./nl/action.ts'),
  },
  en: {
    common: () => import('./en/common.ts'),
    guardian: () => import('./en/guardian.ts'),
    handover: () => import('./en/handover.ts'),
    journal: () => import('./en/journal.ts'),
    staff: () => import('./en/staff.ts'),
    office: () => import('./en/office.ts'),
    account: () => import('./en/account.ts'),
    absence: () => import('./en/absence.ts'),
    conversation: () => import('./en/conversation.ts'),
    location: () => import('./en/location.ts'),
    attendance: () => import('./en/attendance.ts'),
    portrait: () => import('./en/portrait.ts'),
    tablet: () => import('./en/tablet.ts'),
    action: () => import('./en/action.ts'),
  },
}

const parts = new Set<Part>(['common'])
const key = 'ouderapp.language'
const nothing: Words = {}
let wanted: Language = 'nl'
const [loaded, setLoaded] = createSignal<{ language: Language; words: Words }>({ language: wanted, words: nothing })

/** What has come of each language; two loads under way add to it, in whatever order they end. */
const known: Record<Language, Words> = { nl: {}, en: {} }

async function load(): Promise<void> {
  const language = wanted
  const modules = await Promise.all([...parts].map((part) => sources[language][part]()))
  Object.assign(known[language], ...modules.map((module) => module.words))
  if (language === wanted) setLoaded({ language, words: { ...known[language] } })
}

/** The language that the screen speaks now. */
export const language = (): Language => loaded().language

/** The language to begin with: the last one that was spoken on this device. */
export const firstLanguage = (): Language => (localStorage.getItem(key) === 'en' ? 'en' : 'nl')

/** Changes the language of the screen once its dictionaries are there. */
export async function speak(next: Language): Promise<void> {
  if (next === wanted && loaded().words !== nothing) return
  wanted = next
  await load()
  localStorage.setItem(key, wanted)
  document.documentElement.lang = wanted
}

/** Makes one more dictionary available, in this language and in every later one. */
export async function learn(part: Part): Promise<void> {
  if (parts.has(part)) return
  parts.add(part)
  await load()
}

type Translator<W> = <K extends keyof W>(key: K, ...given: W[K] extends (...args: infer A) => string ? A : []) => string

const translate = translator(() => loaded().words)

/** Words by key. Call the result inside JSX, so that a change of language shows. */
export function useT(): Translator<Dictionaries['common']>
export function useT<P extends Part>(part: P): Translator<Dictionaries['common'] & Dictionaries[P]>
export function useT(): unknown {
  return translate
}
