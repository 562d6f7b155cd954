import { createMemo, For, type JSX, lazy, onCleanup, Show, Suspense } from 'solid-js'
import type { TimelineItem } from '../../backend/contract/diary.ts'
import type { GuardianHandover } from '../../backend/contract/handover.ts'
import type { Id } from '../../backend/contract/values.ts'
import { JournalCard } from '../journal/journal-card.tsx'
import { learn, useT } from '../locales/words.ts'
import { PhotosCard } from '../photo/photos-card.tsx'
import { dayOf } from '../time.ts'
import { useDayWords } from './day-words.ts'
import { EntryCard } from './entry-card.tsx'

/** Fetched where there is one. */
const HandoverCard = lazy(async () => {
  const [{ HandoverCard }] = await Promise.all([import('../handover/handover-card.tsx'), learn('handover')])
  return { default: HandoverCard }
})

const seenAfter = 500

const entryOf = (item: TimelineItem) => (item.kind === 'diary' ? item : null)
const photosOf = (item: TimelineItem) => (item.kind === 'photos' ? item : null)

const handoverOf = (item: TimelineItem) => (item.kind === 'handover' ? item : null)

const journalOf = (item: TimelineItem) => (item.kind === 'journal' ? item : null)

/** Tells which cards stood in view for half a second while the page was looked at. */
function createSeen(see: (ids: Id[]) => void) {
  const inView = new Map<Element, ReturnType<typeof setTimeout>>()
  const look = (card: HTMLElement) => {
    const id = card.dataset.item
    if (id && document.visibilityState === 'visible') see([id])
  }
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        clearTimeout(inView.get(target))
        inView.delete(target)
        if (isIntersecting) inView.set(target, setTimeout(look, seenAfter, target as HTMLElement))
      }
    },
    { rootMargin: '-80px 0px -80px 0px' },
  )
  const again = () => {
    for (const card of inView.keys()) look(card as HTMLElement)
  }
  document.addEventListener('visibilitychange', again)
  onCleanup(() => {
    document.removeEventListener('visibilitychange', again)
    observer.disconnect()
    for (const timer of inView.values()) clearTimeout(timer)
  })
  return {
    watch: (card: HTMLElement) => observer.observe(card),
    forget: (card: HTMLElement) => observer.unobserve(card),
  }
}

/** Entries and photos, newest first, with a separator before each day and a line where the new ones end. */
export function Feed(props: {
  items: readonly TimelineItem[]
  nameOf: (child: Id) => string
  isFresh: (id: Id) => boolean
  /** The day that stands in the title and needs no separator. */
  titled: string
  opened: Id | null
  /** What can be done with a hand-over; nothing where its day is over. */
  handover: (item: GuardianHandover) => { onChange?: () => void; onWithdraw?: () => void }
  see: (ids: Id[]) => void
}): JSX.Element {
  const t = useT('guardian')
  const words = useDayWords()
  const seen = createSeen((ids) => props.see(ids))
  const ids = createMemo(() => props.items.map((item) => item.id))
  const byId = createMemo(
    () => new Map(props.items.map((item, index) => [item.id, { item, before: props.items[index - 1] }])),
  )
  // What is about an earlier moment stands among what was seen: the line comes after the last that is new.
  const firstSeen = createMemo(() => {
    const last = props.items.findLastIndex((item) => props.isFresh(item.id))
    return last >= 0 ? props.items[last + 1]?.id : undefined
  })

  const Row = (row: { id: Id }) => {
    let last = byId().get(row.id) as { item: TimelineItem; before: TimelineItem | undefined }
    const entry = createMemo(() => {
      last = byId().get(row.id) ?? last
      return last
    })
    const day = () => dayOf(entry().item.aboutAt)
    const startsDay = () => {
      const { before } = entry()
      return before ? dayOf(before.aboutAt) !== day() : day() !== props.titled
    }
    const watch = (card: HTMLElement) => {
      seen.watch(card)
      onCleanup(() => seen.forget(card))
    }
    const look = {
      ref: watch,
      get name() {
        return props.nameOf(entry().item.childId)
      },
      get fresh() {
        return props.isFresh(row.id)
      },
      get opened() {
        return props.opened === row.id
      },
    }
    return (
      <>
        <Show when={firstSeen() === row.id}>
          <p class="mt-4 mb-1 flex items-center gap-3 text-xs font-strong text-accent before:h-px before:grow before:bg-accent before:opacity-45 after:h-px after:grow after:bg-accent after:opacity-45">
            {t('today.new.line')}
          </p>
        </Show>
        <Show when={startsDay()}>
          <div class="flex flex-wrap items-baseline gap-x-2 pt-8 pb-3 after:ml-2 after:h-px after:grow after:self-center after:bg-hairline">
            <h2 class="text-lg font-title tracking-[-0.012em]">{words.name(day())}</h2>
            <p class="text-sm text-muted">{words.date(day())}</p>
          </div>
        </Show>
        <Show
          when={entryOf(entry().item)}
          fallback={<Show when={photosOf(entry().item)}>{(item) => <PhotosCard item={item()} {...look} />}</Show>}
        >
          {(item) => <EntryCard item={item()} {...look} />}
        </Show>
        <Show when={journalOf(entry().item)}>
          {(item) => <JournalCard item={item()} fresh={look.fresh} ref={watch} />}
        </Show>
        <Show when={handoverOf(entry().item)}>
          {(item) => (
            <Suspense>
              <HandoverCard item={item()} name={look.name} ref={watch} {...props.handover(item())} />
            </Suspense>
          )}
        </Show>
      </>
    )
  }

  return <For each={ids()}>{(id) => <Row id={id} />}</For>
}
