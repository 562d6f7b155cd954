import { createEffect, createMemo, createSignal, type JSX, Match, on, onCleanup, onMount, Show, Switch } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import type { Child } from '../diary/diary-state.ts'
import { keepPlace } from '../diary/keep-place.ts'
import { useT } from '../locales/words.ts'
import { arrival, go, where } from '../router.ts'
import { dayOf } from '../time.ts'
import { ErrorNote, ErrorScreen } from '../ui/error-note.tsx'
import { Keyed } from '../ui/keyed.tsx'
import { Later } from '../ui/later.tsx'
import { createMedia } from '../ui/media.ts'
import { Switcher } from '../ui/switcher.tsx'
import { initials } from '../ui/tag.tsx'
import { openedPhoto, showPhoto } from './address.ts'
import { AlbumDay } from './album-day.tsx'
import { type AlbumDay as Day, monthOf } from './album-days.ts'
import { AlbumHead } from './album-head.tsx'
import { albumOf, runAround } from './album-state.ts'
import { ChosenBar } from './chosen-bar.tsx'
import { DownloadDialog } from './download-dialog.tsx'
import { EmptyAlbum } from './empty-album.tsx'
import { createNear } from './near.ts'
import { OwnReportList } from './own-report-list.tsx'
import { ViewerPlace } from './viewer-place.tsx'

const soon = 60
/** How many photos beside the open one are there before they are asked for. */
const ahead = 10

/** All photos of one child or all, by day. */
export function AlbumScreen(props: {
  person: Id
  children: readonly Child[] | undefined
  /** Counts what happened to photos. */
  changed: number
  offline: boolean
}): JSX.Element {
  const t = useT('guardian')
  const album = albumOf(props.person)
  const near = createNear()
  const wide = createMedia('(min-width: 64rem)')
  const middle = createMedia('(min-width: 40rem)')
  const [scrolled, setScrolled] = createSignal(scrollY > 8)
  const [topDay, setTopDay] = createSignal<string>()
  const [chosen, setChosen] = createSignal<ReadonlySet<Id> | null>(null)
  const [saving, setSaving] = createSignal(false)

  const columns = () => (wide() ? 6 : middle() ? 4 : 3)
  const children = () => props.children ?? []
  const child = createMemo(() => children().find(({ id }) => id === where().query.get('child'))?.id ?? null)
  const nameOf = (id: Id) => children().find((child) => child.id === id)?.callName ?? ''
  const view = album.view
  const days = () => view()?.days ?? []
  const months = () => view()?.months ?? []
  const total = () => months().reduce((sum, month) => sum + month.photos, 0)
  const month = () => {
    const top = topDay()
    return months().find((one) => top !== undefined && one.month === monthOf(top)) ?? months()[0]
  }

  createEffect(on(child, (child) => void album.open(child)))
  createEffect(
    on(
      () => props.changed,
      () => void album.refresh(keepPlace),
      { defer: true },
    ),
  )

  const opened = createMemo(openedPhoto)
  album.lookAt(() => {
    const place = album.placeOf(opened() ?? '')
    const photo = place === undefined ? undefined : view()?.photos.get(place)
    return photo ? [...near.near(), dayOf(photo.takenAt)] : [...near.near()]
  })
  let timer: ReturnType<typeof setTimeout> | undefined
  createEffect(
    on([near.near, view], ([near]) => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        for (const { day, start, photos } of days()) if (near.has(day)) void album.ensure(start, start + photos)
      }, soon)
    }),
  )
  onCleanup(() => clearTimeout(timer))

  const isThere = createMemo(() => view() !== undefined)
  /** A photo of which the place is not known: it is looked for, it is nowhere, or that could not be found out. */
  const [sought, setSought] = createSignal<{ id: Id; is: 'looked for' | 'absent' } | { id: Id; error: unknown }>()
  async function lookFor(id: Id): Promise<void> {
    const before = sought()
    if (before?.id === id && 'is' in before && before.is === 'looked for') return
    setSought({ id, is: 'looked for' })
    const answer = await album.search(id)
    if (sought()?.id !== id) return
    if (answer === 'failed') setSought({ id, error: album.failure() })
    else setSought(answer === 'absent' ? { id, is: 'absent' } : undefined)
  }
  createEffect(
    on([opened, isThere], ([id, isThere]) => {
      if (id && isThere && album.placeOf(id) === undefined) queueMicrotask(() => void lookFor(id))
    }),
  )
  const search = () => {
    const now = sought()
    return now?.id === opened() ? now : undefined
  }
  const isSearching = () => {
    const now = search()
    return now !== undefined && 'is' in now && now.is === 'looked for'
  }
  /** Where the open photo stands; once it is removed, where it stood. */
  const place = createMemo<number | undefined>((before) => {
    const id = opened()
    return id === null ? undefined : (album.placeOf(id) ?? before)
  })
  createEffect(
    on([place, view], ([place]) => {
      if (place !== undefined) void album.ensure(Math.max(0, place - ahead), place + ahead)
    }),
  )
  const run = createMemo(() => {
    const [known, at] = [view(), place()]
    if (!known || at === undefined) return { first: 0, photos: [] }
    return runAround(known, Math.min(at, Math.max(0, total() - 1)))
  })
  async function seek(index: number): Promise<void> {
    const came = await album.ensure(index, index + 1)
    const photo = view()?.photos.get(index)
    if (photo) showPhoto(photo.id)
    else if (!came) throw album.failure()
  }

  const wantedMonth = createMemo(() => where().query.get('month'))
  const sectionOf = (day: string) => document.getElementById(`day-${day}`)
  function scrollToMonth(wanted: string): void {
    const first = days().find(({ day }) => monthOf(day) <= wanted)
    const section = first && sectionOf(first.day)
    section?.scrollIntoView({ block: 'start', behavior: 'instant' })
    section?.querySelector('h2')?.focus({ preventScroll: true })
  }
  createEffect(
    on([wantedMonth, isThere], ([wanted, isThere]) => {
      if (wanted && isThere && !arrival().back) requestAnimationFrame(() => scrollToMonth(wanted))
    }),
  )
  const addressOf = (next: { child: Id | null; month?: string }) => {
    const query = new URLSearchParams({
      ...(next.child && { child: next.child }),
      ...(next.month && { month: next.month }),
    })
    return query.size === 0 ? '/photos' : `/photos?${query}`
  }
  const jump = (wanted: string) => {
    if (wanted === wantedMonth()) scrollToMonth(wanted)
    else go(addressOf({ child: child(), month: wanted }), { stay: true })
  }
  const chooseChild = (next: Id | null) => {
    setChosen(null)
    go(addressOf({ child: next }), { replace: true, stay: true })
    scrollTo({ top: 0, behavior: 'instant' })
  }

  const choose = (photos: readonly Id[], isChosen: boolean) =>
    setChosen((before) => {
      // What is answered late does not begin it anew.
      if (before === null) return null
      const next = new Set(before)
      for (const id of photos) {
        if (isChosen) next.add(id)
        else next.delete(id)
      }
      return next
    })
  async function chooseDay({ start, photos }: Day, isChosen: boolean): Promise<void> {
    await album.ensure(start, start + photos)
    const ids = Array.from({ length: photos }, (_, n) => view()?.photos.get(start + n)?.id ?? [])
    choose(ids.flat(), isChosen)
  }

  /** What had the focus goes with the bar of what is chosen. */
  function stopChoosing(): void {
    setChosen(null)
    requestAnimationFrame(() => document.getElementById('choose')?.focus({ preventScroll: true }))
  }

  const look = () => {
    setScrolled(scrollY > 8)
    const top = days().find(
      ({ day }) => near.near().has(day) && (sectionOf(day)?.getBoundingClientRect().bottom ?? 0) > 140,
    )
    if (top) setTopDay(top.day)
  }
  let frame = 0
  const onScroll = () => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(look)
  }
  async function again(): Promise<void> {
    await album.refresh(keepPlace)
    const id = opened()
    if (id && isThere() && album.placeOf(id) === undefined) await lookFor(id)
  }
  const failed = () => {
    const now = search()
    return now && 'error' in now ? now.error : isThere() ? undefined : album.failure()
  }
  // Which days are near is known a moment after the page stands where it was scrolled to.
  createEffect(on(near.near, onScroll, { defer: true }))
  onMount(() => {
    addEventListener('scroll', onScroll, { passive: true })
    addEventListener('online', again)
  })
  onCleanup(() => {
    cancelAnimationFrame(frame)
    removeEventListener('scroll', onScroll)
    removeEventListener('online', again)
  })

  return (
    <>
      <header
        class={`sticky top-0 z-10 border-b bg-ground pt-[env(safe-area-inset-top)] transition-colors duration-(--dur-state) huge:static ${scrolled() ? 'border-hairline' : 'border-transparent'}`}
      >
        <Show when={children().length > 1} fallback={<div class="h-3" />}>
          <Switcher
            label={t('today.choose')}
            value={child()}
            options={[
              { value: null, label: t('today.all') },
              ...children().map(({ id, callName }) => ({
                value: id,
                label: callName,
                tag: { id, initials: initials(callName) },
              })),
            ]}
            onChange={chooseChild}
          />
        </Show>
      </header>
      <main id="main" class="pb-6 [overflow-anchor:none] detail:max-w-7xl detail:px-gutter">
        <AlbumHead
          months={months()}
          current={month()}
          choosing={chosen() !== null}
          onChoosing={(choosing) => setChosen(choosing ? new Set() : null)}
          onDownload={() => setSaving(true)}
          onGo={jump}
        />
        <OwnReportList nameOf={nameOf} />
        <Switch
          fallback={
            <Later>
              <p role="status" class="px-gutter py-6 text-muted detail:px-0">
                {t('album.loading')}
              </p>
            </Later>
          }
        >
          <Match when={!view() && album.failure() !== undefined}>
            <div class="px-gutter detail:px-0">
              <ErrorScreen title={t('album.failed')} error={album.failure()} onRetry={again} />
            </div>
          </Match>
          <Match when={view() && days().length === 0 && props.children}>
            <div class="px-gutter detail:px-0">
              <EmptyAlbum children={children().filter(({ id }) => child() === null || id === child())} />
            </div>
          </Match>
          <Match when={view()}>
            <Show when={album.failure() !== undefined && !props.offline}>
              <div class="mb-3 px-gutter detail:px-0">
                <ErrorNote error={album.failure()} onRetry={again} />
              </div>
            </Show>
            <div class="[container-type:inline-size]">
              <Keyed each={days()} by={({ day }) => day}>
                {(day) => (
                  <AlbumDay
                    ref={near.watch}
                    day={day()}
                    columns={columns()}
                    near={near.near().has(day().day)}
                    photoAt={(place) => view()?.photos.get(place)}
                    nameOf={nameOf}
                    chosen={chosen()}
                    onChoose={(photo, isChosen) => choose([photo], isChosen)}
                    onChooseDay={(isChosen) => void chooseDay(day(), isChosen)}
                    offline={props.offline}
                  />
                )}
              </Keyed>
            </div>
          </Match>
        </Switch>
      </main>
      <Show when={chosen()}>
        {(chosen) => <ChosenBar count={chosen().size} onSave={() => setSaving(true)} onStop={stopChoosing} />}
      </Show>
      <DownloadDialog
        open={saving()}
        chosen={[...(chosen() ?? [])]}
        month={month()}
        total={total()}
        videos={months().reduce((sum, one) => sum + one.videos, 0)}
        child={child()}
        onClose={() => setSaving(false)}
        onDone={() => {
          setSaving(false)
          if (chosen()) stopChoosing()
        }}
      />
      <ViewerPlace
        photos={run().photos}
        part={{ first: run().first, total: total(), seek }}
        loading={!isThere() || isSearching()}
        failure={failed() === undefined ? undefined : { error: failed(), again }}
        nameOf={nameOf}
      />
    </>
  )
}
