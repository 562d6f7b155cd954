import { batch, createSignal } from 'solid-js'
import type { AlbumPhoto } from '../../backend/contract/photo.ts'
import type { Day, Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { now } from '../clock.ts'
import { whenWiped } from '../session.ts'
import { type Store, storeOf } from '../store.ts'
import { type AlbumDay, type AlbumMonth, type AlbumPage, monthsOf, pageSize, pagesFor, placed } from './album-days.ts'
import { noteHearts } from './hearts.ts'

/** What is known of the photos of one child or all: every place, and the photos that were near view. */
export interface AlbumView {
  days: readonly AlbumDay[]
  months: readonly AlbumMonth[]
  /** By place, newest first. */
  photos: ReadonlyMap<number, AlbumPhoto>
}

/** What a device keeps of it. */
interface Kept {
  days: Omit<AlbumDay, 'start'>[]
  photos: [number, AlbumPhoto][]
}

const keyPrefix = 'album '
const mostKept = 120
const keepAfter = 800

/** Counts how often albums were forgotten: what was fetched before that is not kept any more. */
let forgettings = 0

/** Forgets what a device keeps of albums: a photo in them may be gone. One that is open is kept again once it was fetched afresh. */
export async function forgetAlbums(store: Store): Promise<void> {
  forgettings++
  await store.remove((key) => key.startsWith(keyPrefix))
}

const pageKey = ({ month, from }: AlbumPage) => `${month} ${from}`
const viewOf = (days: readonly Omit<AlbumDay, 'start'>[], photos: AlbumView['photos']): AlbumView => {
  const known = placed(days)
  return { days: known, months: monthsOf(known), photos }
}

/** The photos of a guardian’s children as the month grid has them. */
export function createAlbum(store: Store, now: () => number) {
  const [view, setView] = createSignal<AlbumView>()
  const [failure, setFailure] = createSignal<unknown>()
  let child: Id | null | undefined
  /** What is asked for under an older number comes too late. */
  let turn = 0
  /** Counts how often the places were fetched afresh. */
  let layout = 0
  /** The pages that are there or on their way, and whether they came. */
  let asked = new Map<string, Promise<boolean>>()
  let fetchedAfter = -1
  let wanted: () => readonly Day[] = () => []
  let keepTimer: ReturnType<typeof setTimeout> | undefined
  let closed = false
  const ofChild = () => (child ? { child } : {})
  const keptAs = () => `${keyPrefix}${child ?? 'all'}`

  async function page({ month, from, start }: AlbumPage): Promise<[number, AlbumPhoto][]> {
    const query = { ...ofChild(), from: String(from), limit: String(pageSize) }
    const reply = await call('albumMonth', { params: { month }, query })
    noteHearts(
      reply.photos.map(({ id }) => id),
      reply.hearted,
    )
    return reply.photos.map((photo, n) => [start + n, photo])
  }

  const rangesOf = ({ days }: AlbumView): (readonly [number, number])[] => {
    const near = new Set(wanted())
    const ranges = days.filter(({ day }) => near.has(day)).map(({ start, photos }) => [start, start + photos] as const)
    return ranges.length > 0 ? ranges : [[0, pageSize / 2]]
  }
  const pagesOf = (view: AlbumView, ranges: readonly (readonly [number, number])[]) => [
    ...new Map(
      ranges.flatMap(([first, end]) => pagesFor(view.months, first, end)).map((page) => [pageKey(page), page]),
    ).values(),
  ]

  function keepSoon(): void {
    clearTimeout(keepTimer)
    // A fetch may end after somebody signed out; what was wiped then stays away.
    if (closed) return
    const key = keptAs()
    keepTimer = setTimeout(() => {
      const last = view()
      if (!last || key !== keptAs() || fetchedAfter !== forgettings) return
      const photos = [...last.photos].sort(([a], [b]) => a - b).slice(0, mostKept)
      const kept: Kept = { days: last.days.map(({ day, photos, videos }) => ({ day, photos, videos })), photos }
      void store.write(key, kept, now())
    }, keepAfter)
  }

  /**
   * Fetches every place afresh, and the photos near view; they change on screen in one go.
   * @param around what keeps the page where it is while they do
   */
  async function refresh(around = (change: () => void) => change()): Promise<void> {
    const mine = ++turn
    const after = forgettings
    setFailure(undefined)
    try {
      const { days } = await call('album', { query: ofChild() })
      if (mine !== turn) return
      const next = viewOf(days, new Map())
      if (!view()) setView(next)
      const photos = new Map<number, AlbumPhoto>()
      const came = new Map<string, Promise<boolean>>()
      // What is near view may be another while these come, or a photo that was looked for is found.
      for (;;) {
        const missing = pagesOf(next, rangesOf(next)).filter((one) => !came.has(pageKey(one)))
        if (missing.length === 0) break
        const found = (await Promise.all(missing.map(page))).flat()
        if (mine !== turn) return
        for (const [place, photo] of found) photos.set(place, photo)
        for (const one of missing) came.set(pageKey(one), Promise.resolve(true))
      }
      asked = came
      layout++
      fetchedAfter = after
      around(() => setView({ ...next, photos }))
      keepSoon()
    } catch (error) {
      if (mine === turn) setFailure(() => error)
    }
  }

  async function fetchPage(one: AlbumPage): Promise<boolean> {
    const mine = turn
    const among = asked
    try {
      const found = await page(one)
      if (mine !== turn) {
        among.delete(pageKey(one))
        return false
      }
      batch(() => {
        setFailure(undefined)
        setView((before) => before && { ...before, photos: new Map([...before.photos, ...found]) })
      })
      keepSoon()
      return true
    } catch (error) {
      among.delete(pageKey(one))
      if (mine === turn) setFailure(() => error)
      return false
    }
  }

  /** Makes sure that the photos of some places are there; answers whether they are. */
  async function ensure(first: number, end: number): Promise<boolean> {
    const known = view()
    if (!known) return false
    const answers = pagesFor(known.months, first, end).map((one) => {
      const answer = asked.get(pageKey(one)) ?? fetchPage(one)
      asked.set(pageKey(one), answer)
      return answer
    })
    return (await Promise.all(answers)).every((came) => came)
  }

  /** Looks for a photo of which the place is not known, newest first; anew where everything was fetched afresh meanwhile. */
  async function search(id: Id): Promise<'found' | 'absent' | 'failed'> {
    const [mine, places] = [turn, layout]
    for (const { start, photos } of view()?.months ?? []) {
      if (placeOf(id) !== undefined) return 'found'
      const came = await ensure(start, start + photos)
      if (mine !== turn || places !== layout) return search(id)
      if (!came) return 'failed'
    }
    return placeOf(id) === undefined ? 'absent' : 'found'
  }

  const placeOf = (id: Id): number | undefined => {
    for (const [place, photo] of view()?.photos ?? []) if (photo.id === id) return place
    return undefined
  }

  /** Opens one child’s photos or all, first with what this device kept. */
  async function open(next: Id | null): Promise<void> {
    if (child === next) return refresh()
    child = next
    turn++
    asked = new Map()
    setView(undefined)
    setFailure(undefined)
    const fresh = refresh()
    const mine = turn
    const kept = await store.read<Kept>(keptAs())
    if (kept && mine === turn && !view()) setView(viewOf(kept.value.days, new Map(kept.value.photos)))
    await fresh
  }

  return {
    view,
    failure,
    open,
    refresh,
    ensure,
    search,
    placeOf,
    /** Which days are near view: they are fetched first. */
    lookAt: (days: () => readonly Day[]) => {
      wanted = days
    },
    close: () => {
      closed = true
      clearTimeout(keepTimer)
    },
  }
}

export type Album = ReturnType<typeof createAlbum>

let last: { person: Id; album: Album } | undefined
whenWiped(() => {
  last?.album.close()
  last = undefined
})

/** The album of a person: it stays while other screens are looked at, so that coming back finds it as it was. */
export function albumOf(person: Id): Album {
  if (last?.person !== person) {
    last?.album.close()
    last = { person, album: createAlbum(storeOf(person, 'guardian'), now) }
  }
  return last.album
}

/** The loaded photos around a place, without a gap, and where they begin. */
export function runAround({ photos }: AlbumView, place: number): { first: number; photos: AlbumPhoto[] } {
  let first = place
  while (photos.has(first - 1)) first--
  const run: AlbumPhoto[] = []
  for (let next = photos.get(first); next; next = photos.get(first + run.length)) run.push(next)
  return { first, photos: run }
}
