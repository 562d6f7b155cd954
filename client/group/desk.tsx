import {
  type Accessor,
  createContext,
  createEffect,
  createMemo,
  createSignal,
  type JSX,
  on,
  onCleanup,
  onMount,
  Show,
  useContext,
} from 'solid-js'
import type { GroupChild } from '../../backend/contract/group.ts'
import type { Id } from '../../backend/contract/values.ts'
import { type Checks, createChecks } from '../diary/composer/checks.ts'
import { ComposerForm } from '../diary/composer/composer.tsx'
import { type Composer, createComposer } from '../diary/composer/composer-state.ts'
import { type Draft, hasContent, withChildren } from '../diary/composer/draft.ts'
import { place } from '../diary/composer/place.ts'
import { draftOfSend } from '../diary/composer/send-again.ts'
import { StaleDialog } from '../diary/staff-stale.tsx'
import { useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import type { Send } from '../outbox-state.ts'
import { createPhotoChecks, type PhotoChecks } from '../photo/composer/photo-checks.ts'
import { PhotoComposerForm } from '../photo/composer/photo-composer.tsx'
import { createPhotoComposer, type PhotoComposer } from '../photo/composer/photo-composer-state.ts'
import { placePhotos } from '../photo/composer/photo-place.ts'
import type { Unfit } from '../photo/upload-files.ts'
import { kindsOf } from '../photo/upload-state.ts'
import { where } from '../router.ts'
import { keepFocus } from '../ui/keep-focus.ts'
import { createMedia } from '../ui/media.ts'
import { UndoBar } from '../ui/undo-bar.tsx'
import { ComposerPane } from './composer-pane.tsx'
import { useGroup } from './group-day.tsx'
import { OutboxChip } from './outbox-chip.tsx'
import { useStaffWork } from './staff-work.tsx'

/** What is being written and changed in this group, shared by its screens. */
export interface Desk {
  composer: Composer
  checks: Checks
  photos: PhotoComposer
  photoChecks: PhotoChecks
  /** What stands in the place of the composer. */
  mode: Accessor<'diary' | 'photos'>
  /** Takes files in, for the children who are chosen, and shows them. */
  addPhotos(files: readonly File[]): void
  /** Shows the photos that are to be placed. */
  showPhotos(): void
  /** Takes photos away, with the way back. */
  removePhotos(keys: readonly Id[]): void
  /** Files that were chosen last and cannot be sent. */
  unfit: Accessor<readonly Unfit[]>
  /** Is the composer in sight: beside the group whenever something is being written, on a phone when it is asked for. */
  open: Accessor<boolean>
  /** Does the composer take the place of the screen: photos that are tagged need the room, and their children stand beside them. */
  full: Accessor<boolean>
  /** Is an entry or a send being changed, rather than something new written. */
  changing: Accessor<boolean>
  show(): void
  hide(): void
  /** After something was placed: on a phone back to the group, elsewhere on with what else was being written. */
  placed(): void
  /** Opens entries for correction. */
  correct(draft: Draft): void
  /** Opens a send that failed. */
  change(send: Send): void
  /** Shows both versions of an entry that somebody else changed too. */
  compare(send: Send): void
  /** Says what was done and offers the way back for eight seconds. */
  undoable(words: string, undo: () => void, gone?: () => void, stay?: () => void): void
  /** What can still be undone. */
  undo: Accessor<Undo | undefined>
  /** The way back was taken, or is offered no longer. */
  putAway(done: Undo): void
}

interface Undo {
  words: string
  undo: () => void
  /** The way back is offered no longer; or still, for eight seconds more. */
  gone: () => void
  stay: () => void
}

/** Above the bar that stands at the foot of the screens. */
const aboveBar =
  'inset-x-4 bottom-[calc(var(--bar-bottom)+env(safe-area-inset-bottom)+var(--target)+--spacing(9))] rail:bottom-[calc(var(--target)+--spacing(9))] rail:left-[calc(var(--rail)+--spacing(4))] detail:right-[calc(24rem+--spacing(4))]'
/** Where children come and go: over no tile that the next hand reaches for, but over the title or beside the tiles. */
const besideTiles =
  'inset-x-4 top-[calc(env(safe-area-inset-top)+--spacing(2))] rail:left-[calc(var(--rail)+--spacing(4))] detail:inset-x-auto detail:top-auto detail:right-4 detail:bottom-4 detail:w-88'

const Context = createContext<Desk>()

/** The children of the page, and those of a day in the past whose entry is being corrected. */
function childrenOf(group: ReturnType<typeof useGroup>, draft: Draft): readonly GroupChild[] {
  return (draft.corrects ? group.on(draft.day) : undefined)?.children ?? group.today()?.children ?? []
}

/** Keeps what is being written in a group while its screens come and go. */
export function DeskProvider(props: { children: JSX.Element }): JSX.Element {
  const t = useT('staff')
  const { me, outbox, drafts, photoDrafts, uploads, photosAsked, photosIn, timeZone } = useStaffWork()
  const group = useGroup()
  const composer = createComposer(drafts, group.groupId, today, (id) =>
    outbox.sends().some((send) => send.id === id && !send.held),
  )
  const children = createMemo(() => childrenOf(group, composer.draft()))
  const checks = createChecks(composer.draft, children, timeZone)
  const photos = createPhotoComposer(photoDrafts, uploads, outbox, group.groupId, me.person.id)
  const photoChecks = createPhotoChecks(photos, () => group.today()?.children ?? [])
  const [mode, setMode] = createSignal<'diary' | 'photos'>('diary')
  const [unfit, setUnfit] = createSignal<readonly Unfit[]>([])
  const wide = createMedia('(min-width: 64rem)')
  const [asked, setAsked] = createSignal<'shown' | 'hidden' | null>(null)
  const changing = () =>
    mode() === 'photos'
      ? photos.draft().replaces !== null
      : composer.draft().corrects !== null || composer.draft().replaces !== null
  const busy = () =>
    mode() === 'photos' || changing() || composer.draft().childIds.length > 0 || hasContent(composer.draft())
  const [undo, setUndo] = createSignal<Undo>()
  const [compared, setCompared] = createSignal<Send>()
  onMount(() => {
    void composer.openNew()
    void photos.openNew()
  })
  onCleanup(() => undo()?.gone())

  const undoable: Desk['undoable'] = (words, back, gone = () => {}, stay = () => {}) => {
    undo()?.gone()
    setUndo({ words, undo: back, gone, stay })
  }
  const putAway = (done: Undo) => setUndo((shown) => (shown === done ? undefined : shown))
  const turnTo = (next: 'diary' | 'photos') => {
    setMode(next)
    setAsked('shown')
  }
  const desk: Desk = {
    composer,
    checks,
    open: () => (wide() ? busy() && asked() !== 'hidden' : asked() === 'shown'),
    full: () => wide() && desk.open() && mode() === 'photos' && photos.photos().length > 0,
    changing,
    photos,
    photoChecks,
    mode,
    unfit,
    addPhotos(files) {
      const chosen = composer.draft().corrects ? [] : checks.chosen().map(({ id }) => id)
      setUnfit(photos.add(files, chosen))
      // Who was chosen for them is chosen no longer for something to write, unless that was begun.
      if (chosen.length > 0 && !hasContent(composer.draft())) composer.change((now) => withChildren(now, []))
      turnTo('photos')
    },
    showPhotos: () => turnTo('photos'),
    removePhotos(keys) {
      const gone = photos.photos().flatMap(({ item }) => (keys.includes(item.key) ? [item] : []))
      uploads.remove(keys)
      desk.undoable(
        t('tagging.removed', ...kindsOf(gone)),
        () => uploads.restore(keys),
        () => void uploads.throwAway(keys),
        () => uploads.waitWith(keys),
      )
    },
    show: () => turnTo('diary'),
    hide() {
      setAsked('hidden')
      if (mode() === 'diary' && changing()) void composer.openNew()
      if (mode() === 'photos' && photos.draft().replaces !== null) void photos.openNew()
      setMode('diary')
      setUnfit([])
    },
    placed() {
      setAsked(null)
      setMode('diary')
      setUnfit([])
    },
    correct(draft) {
      void composer.open(draft).then(() => turnTo('diary'))
    },
    change(send) {
      if (send.work.kind === 'photos') {
        outbox.hold(send.id)
        void photos.open({ ...send.work.draft, replaces: send.id }).then(() => turnTo('photos'))
        return
      }
      const draft = draftOfSend(send)
      if (!draft) return
      outbox.hold(send.id)
      void composer.open(draft).then(() => turnTo('diary'))
    },
    compare: (send) => void setCompared(send),
    undoable,
    undo,
    putAway,
  }
  createEffect(
    on(photosAsked, (id) => {
      if (id !== group.groupId) return
      queueMicrotask(() => {
        photosIn(null)
        turnTo('photos')
      })
    }),
  )
  // What had the focus is gone with the composer; whoever works by keyboard goes on from the top of the screen.
  createEffect(
    on(desk.open, (open, was) => {
      if (was && !open && document.activeElement === document.body)
        document.querySelector('h1')?.focus({ preventScroll: true })
    }),
  )
  // The composer takes the screen or leaves it, and is drawn anew where the screen is turned.
  const room = createMemo(() => `${desk.full()} ${wide()} ${photos.photos().length > 0}`)
  keepFocus(room, () => document.querySelector('[data-composer] h2'))
  return (
    <Context.Provider value={desk}>
      {props.children}
      <Show when={compared()} keyed>
        {(send) => <StaleDialog send={send} onClose={() => setCompared(undefined)} onChange={desk.change} />}
      </Show>
      <Show when={wide() || !desk.open()}>
        {/* Behind a dialog it would be seen, and not reached. */}
        <UndoOffer
          class={`${where().query.get('show') === 'in-out' ? besideTiles : aboveBar} [:root:has(dialog:modal)_&]:invisible`}
        />
      </Show>
    </Context.Provider>
  )
}

/** What is being written here. */
export function useDesk(): Desk {
  const desk = useContext(Context)
  if (!desk) throw new Error('A screen that writes stands outside its desk.')
  return desk
}

/** What was just done on this desk, with the way back. */
function UndoOffer(props: { class: string }): JSX.Element {
  const desk = useDesk()
  return (
    <Show when={desk.undo()} keyed>
      {(done) => (
        <div class={`fixed z-30 mx-auto max-w-text ${props.class}`}>
          <UndoBar
            onUndo={() => {
              done.undo()
              desk.putAway(done)
            }}
            onStay={() => done.stay()}
            onGone={() => {
              done.gone()
              desk.putAway(done)
            }}
          >
            {done.words}
          </UndoBar>
        </div>
      )}
    </Show>
  )
}

/** The composer where it belongs on this screen; `idle` is what a wide screen shows while nothing is written, `back` says which screen this is. */
export function DeskPane(props: { idle: JSX.Element; back: string }): JSX.Element {
  const t = useT('staff')
  const desk = useDesk()
  const group = useGroup()
  const { outbox, drafts, photoDrafts, uploads, timeZone } = useStaffWork()
  const wide = createMedia('(min-width: 64rem)')
  const children = () => group.today()?.children ?? []
  const clear = () => {
    const before = desk.composer.clear()
    desk.hide()
    if (hasContent(before)) desk.undoable(t('composer.cleared'), () => desk.composer.restore(before))
  }
  return (
    <ComposerPane
      label={t(desk.mode() === 'photos' ? 'tagging.label' : 'composer.label')}
      open={desk.open()}
      full={desk.full()}
      idle={props.idle}
      onClose={desk.hide}
    >
      <Show
        when={desk.mode() === 'photos'}
        fallback={
          <ComposerForm
            composer={desk.composer}
            checks={desk.checks}
            timeZone={timeZone}
            onClose={desk.hide}
            onClear={clear}
            onPlace={() => {
              void place(desk.composer, outbox, drafts, childrenOf(group, desk.composer.draft()), timeZone)
              desk.placed()
            }}
          />
        }
      >
        <PhotoComposerForm
          composer={desk.photos}
          checks={desk.photoChecks}
          children={children()}
          timeZone={timeZone}
          unfit={desk.unfit()}
          back={props.back}
          standing={
            <Show when={desk.full()}>
              <OutboxChip connected={group.connected()} onChange={desk.change} onCompare={desk.compare} />
            </Show>
          }
          onChoose={desk.addPhotos}
          onRemove={desk.removePhotos}
          onRetry={(photo) => uploads.retry(photo.item)}
          onClose={desk.hide}
          onPlace={() => {
            void placePhotos(desk.photos, desk.photoChecks.going(), outbox, photoDrafts, children())
            desk.placed()
          }}
          onPlaceChosen={() =>
            void placePhotos(desk.photos, desk.photoChecks.chosen(), outbox, photoDrafts, children())
          }
        />
      </Show>
      {/* Nothing on the page below can be reached from a sheet. */}
      <Show when={!wide()}>
        <UndoOffer class="inset-x-4 top-[calc(env(safe-area-inset-top)+--spacing(20))]" />
      </Show>
    </ComposerPane>
  )
}
