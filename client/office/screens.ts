import { type Component, lazy } from 'solid-js'
import type { Me } from '../../backend/contract/account.ts'
import type { Role } from '../../backend/contract/route.ts'
import type { words } from '../locales/nl/office.ts'
import { match } from '../router.ts'
import { baby, fileUp, users } from '../ui/icons.ts'

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
  screen: Component<{ me: Me; params: Record<string, string> }>
}

/** A screen that is fetched once it is opened. */
export const fetched = (load: () => Promise<{ Screen: OfficeScreen['screen'] }>): OfficeScreen['screen'] =>
  lazy(() => load().then(({ Screen }) => ({ default: Screen })))

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
