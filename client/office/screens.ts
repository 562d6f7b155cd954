import { type Component, lazy } from 'solid-js'
import type { Me } from '../../backend/contract/account.ts'
import type { Role } from '../../backend/contract/route.ts'
import { BreachNote } from '../breach/breach-note.tsx'
import type { words } from '../locales/nl/office.ts'
import { learn, type Part } from '../locales/words.ts'
import { match } from '../router.ts'
import {
  baby,
  calendarDays,
  calendarX,
  clock,
  fileUp,
  hand,
  heart,
  lifeBuoy,
  listChecks,
  mapPin,
  messages,
  scale,
  scrollText,
  shapes,
  shieldAlert,
  shieldCheck,
  tabletDevice,
  users,
} from '../ui/icons.ts'

type Key = keyof typeof words

/** A screen of the office: where it is, whose it is, and how its card on the first page reads. */
export interface OfficeScreen {
  path: string
  /** Also shown for these; a place with `:name` in it takes that part as a parameter. */
  within?: readonly string[]
  roles: readonly Role[]
  title: Key
  text: Key
  icon: string
  /** What is to be done there now, on its card. */
  note?: Component
  screen: Component<{ me: Me; params: Record<string, string> }>
}

/** A screen that is fetched once it is opened. */
export const fetched = (load: () => Promise<{ Screen: OfficeScreen['screen'] }>): OfficeScreen['screen'] =>
  lazy(() => load().then(({ Screen }) => ({ default: Screen })))

/** The same, where its words are a part of their own. */
const withWords =
  <T>(part: Part, load: () => Promise<T>) =>
  async (): Promise<T> => {
    const [loaded] = await Promise.all([load(), learn(part)])
    return loaded
  }

/** Every screen of the office, in the order of the first page. */
export const officeScreens: readonly OfficeScreen[] = [
  {
    path: '/office/children',
    within: ['/office/children/new', '/office/children/:childId'],
    roles: ['administration'],
    title: 'administration.children.title',
    text: 'administration.children.text',
    icon: baby,
    screen: fetched(() => import('../administration/children-screen.tsx')),
  },
  {
    path: '/office/people',
    within: ['/office/people/new', '/office/people/:personId'],
    roles: ['administration'],
    title: 'administration.people.title',
    text: 'administration.people.text',
    icon: users,
    screen: fetched(() => import('../administration/people-screen.tsx')),
  },
  {
    path: '/office/import',
    roles: ['administration'],
    title: 'administration.import.title',
    text: 'administration.import.text',
    icon: fileUp,
    screen: fetched(() => import('../administration/import-screen.tsx')),
  },
  {
    path: '/office/planning',
    roles: ['manager'],
    title: 'planning.title',
    text: 'planning.card',
    icon: calendarDays,
    screen: fetched(() => import('../planning/planning-screen.tsx')),
  },
  {
    path: '/office/closing-days',
    roles: ['manager', 'administration'],
    title: 'closing.title',
    text: 'closing.card',
    icon: calendarX,
    screen: fetched(() => import('../planning/closing-screen.tsx')),
  },
  {
    path: '/office/absence-rules',
    roles: ['manager', 'administration'],
    title: 'absenceRules.title',
    text: 'absenceRules.card',
    icon: clock,
    screen: fetched(() => import('../absence/rules-screen.tsx')),
  },
  {
    path: '/office/messages',
    roles: ['manager'],
    title: 'officeMessages.title',
    text: 'officeMessages.card',
    icon: messages,
    screen: fetched(() => import('../conversation/office-messages.tsx')),
  },
  {
    path: '/office/actions',
    roles: ['manager'],
    title: 'officeActions.title',
    text: 'officeActions.card',
    icon: hand,
    screen: fetched(withWords('action', () => import('../action/office-actions.tsx'))),
  },
  {
    path: '/office/location',
    roles: ['manager'],
    title: 'told.title',
    text: 'told.card',
    icon: mapPin,
    screen: fetched(withWords('location', () => import('../location/told-screen.tsx'))),
  },
  {
    path: '/office/tablets',
    roles: ['manager'],
    title: 'tablets.title',
    text: 'tablets.card',
    icon: tabletDevice,
    screen: fetched(withWords('tablet', () => import('../tablet/tablets-screen.tsx'))),
  },
  {
    path: '/office/mentors',
    roles: ['manager'],
    title: 'mentors.title',
    text: 'mentors.card',
    icon: heart,
    screen: fetched(withWords('location', () => import('../location/mentors-screen.tsx'))),
  },
  {
    path: '/office/ratio-rules',
    roles: ['manager', 'administration'],
    title: 'ratioRules.title',
    text: 'ratioRules.card',
    icon: scale,
    screen: fetched(() => import('../attendance/ratio-rules-screen.tsx')),
  },
  {
    path: '/office/consents',
    roles: ['manager'],
    title: 'matrix.title',
    text: 'matrix.card',
    icon: shieldCheck,
    screen: fetched(() => import('../consent/matrix-screen.tsx')),
  },
  {
    path: '/office/families',
    roles: ['manager'],
    title: 'families.title',
    text: 'families.card',
    icon: users,
    screen: fetched(() => import('../family/families-screen.tsx')),
  },
  {
    path: '/office/permissions',
    roles: ['manager'],
    title: 'permissions.title',
    text: 'permissions.card',
    icon: shapes,
    screen: fetched(() => import('../permission/permissions-screen.tsx')),
  },
  {
    path: '/office/policies',
    within: ['/office/policies/:policyId'],
    roles: ['manager', 'privacy_officer'],
    title: 'officePolicies.title',
    text: 'officePolicies.text',
    icon: scrollText,
    screen: fetched(() => import('../policy/office-policies.tsx')),
  },
  {
    path: '/office/support',
    roles: ['administration'],
    title: 'support.title',
    text: 'support.card',
    icon: lifeBuoy,
    screen: fetched(() => import('../support/support-screen.tsx')),
  },
  {
    path: '/office/breaches',
    within: ['/office/breaches/:breachId'],
    roles: ['privacy_officer'],
    title: 'breach.title',
    text: 'breach.text',
    icon: shieldAlert,
    note: BreachNote,
    screen: fetched(() => import('../breach/breaches-screen.tsx')),
  },
  {
    path: '/office/audit',
    roles: ['privacy_officer'],
    title: 'audit.title',
    text: 'audit.text',
    icon: listChecks,
    screen: fetched(() => import('../audit/audit-screen.tsx')),
  },
]

/** The screen at an address and its parameters. */
export function officeScreenAt(path: string): { screen: OfficeScreen; params: Record<string, string> } | undefined {
  for (const screen of officeScreens)
    for (const place of [screen.path, ...(screen.within ?? [])]) {
      const params = match(place, path)
      if (params) return { screen, params }
    }
  return undefined
}
