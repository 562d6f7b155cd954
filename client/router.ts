import { createSignal } from 'solid-js'

/** The places of the app. A place with `:name` in it takes that part of the address as a parameter. */
export const places = [
  '/',
  '/sign-in',
  '/item/:id',
  '/photos',
  '/consents',
  '/reads/:childId',
  '/absence',
  '/location',
  '/messages',
  '/messages/:conversationId',
  '/messages/new/:childId',
  '/more',
  '/help',
  '/policies',
  '/policies/:policyId',
] as const
export type Place = (typeof places)[number]

/** Where links in mails lead, and who cannot sign in: open without a session. */
export const openPlaces = ['/invitation', '/forgotten', '/reset', '/tablet'] as const
export type OpenPlace = (typeof openPlaces)[number]
export const isOpenPlace = (path: string): path is OpenPlace => openPlaces.some((place) => place === path)

export interface Where {
  path: string
  query: URLSearchParams
}

interface Entry {
  /** How far this entry was scrolled, and what had the focus, when it was left. */
  scroll?: number
  focus?: string
  /** The address from which the reader came here. */
  from?: string
}

/** How a reader came to where the app is now. */
export interface Arrival {
  /** False when the app was opened here. */
  moved: boolean
  back: boolean
  /** Where to scroll to; null to stay. */
  scroll: number | null
  focus: string
}

/** Whether there is room for a list and what is opened from it, side by side. */
export const isWide = (): boolean => matchMedia('(min-width: 64rem)').matches

const here = (): Where => ({ path: location.pathname, query: new URLSearchParams(location.search) })
const [where, setWhere] = createSignal<Where>(here(), { equals: false })
const [arrival, setArrival] = createSignal<Arrival>(
  { moved: false, back: false, scroll: null, focus: '' },
  { equals: false },
)

export {
  /** How the reader came here. */
  arrival,
  /** Where the reader is. */
  where,
}

const entry = (): Entry => (history.state as Entry | null) ?? {}

const origin = (): Entry => {
  const { from } = entry()
  return from === undefined ? {} : { from }
}

function remember(): void {
  const focus = document.activeElement?.id
  history.replaceState({ ...origin(), scroll: scrollY, ...(focus && { focus }) } satisfies Entry, '')
}

/** Goes to an address inside the app; `stay` keeps the page scrolled as it is. */
export function go(address: string, how: { replace?: boolean; stay?: boolean } = {}): void {
  if (how.replace) history.replaceState(origin(), '', address)
  else {
    remember()
    history.pushState({ from: location.pathname + location.search } satisfies Entry, '', address)
  }
  setArrival({ moved: true, back: false, scroll: how.stay ? null : 0, focus: '' })
  setWhere(here())
}

/** Goes back to where the reader came from, or to the given address when the app was opened here. */
export function goBack(otherwise: string): void {
  if (arrival().moved) history.back()
  else go(otherwise, { replace: true })
}

/** Closes what lies over the screen at this address: back to it when the reader came from there, else in its place. */
export function uncover(address: string): void {
  if (entry().from === address) history.back()
  else go(address, { replace: true, stay: true })
}

/** The parameters of an address when it is this place, else null. */
export function match(place: Place | (string & {}), path: string): Record<string, string> | null {
  const wanted = place.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? ''
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(value)
    else if (part !== value) return null
  }
  return params
}

function follow(press: MouseEvent): void {
  if (press.defaultPrevented || press.button !== 0 || press.metaKey || press.ctrlKey || press.shiftKey || press.altKey)
    return
  const link = press.target instanceof Element ? press.target.closest('a') : null
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return
  if (link.pathname.startsWith('/api/') || (link.hash !== '' && link.pathname === location.pathname)) return
  press.preventDefault()
  // What opens over the same screen leaves it where it is.
  const over = link.pathname === location.pathname
  go(link.pathname + link.search, { stay: link.dataset.stay !== undefined && (over || isWide()) })
}

/** Listens to links and to the back button; returns how to stop. */
export function startRouter(): () => void {
  history.scrollRestoration = 'manual'
  const back = () => {
    const { scroll = 0, focus = '' } = entry()
    setArrival({ moved: true, back: true, scroll, focus })
    setWhere(here())
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  const scrolled = () => {
    clearTimeout(timer)
    timer = setTimeout(remember, 200)
  }
  addEventListener('popstate', back)
  addEventListener('scroll', scrolled, { passive: true })
  document.addEventListener('click', follow)
  return () => {
    clearTimeout(timer)
    removeEventListener('popstate', back)
    removeEventListener('scroll', scrolled)
    document.removeEventListener('click', follow)
  }
}
