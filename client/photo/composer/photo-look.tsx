import { createUniqueId, type JSX, onCleanup, onMount, Show } from 'solid-js'
import type { GroupChild } from '../../../backend/contract/group.ts'
import type { Id } from '../../../backend/contract/values.ts'
import { language, useT } from '../../locales/words.ts'
import { clock } from '../../time.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { chevronLeft, chevronRight, crop, x } from '../../ui/icons.ts'
import { LiveRegion } from '../../ui/live-region.tsx'
import { moveFocus } from '../../ui/move-focus.ts'
import { isUnderWay, photoOrVideo } from '../upload-state.ts'
import { useUploadWords } from '../upload-words.ts'
import type { StopWays } from './blocked-note.tsx'
import { LookStage } from './look-stage.tsx'
import type { DraftPhoto, PhotoTag } from './photo-draft.ts'
import { type Stop, touches } from './stops.ts'
import { TagPart } from './tag-part.tsx'

/** One photo or video of a post large, with the ones beside it a press away, and who is on it. */
export function PhotoLook(props: {
  photo: DraftPhoto
  photos: readonly DraftPhoto[]
  children: readonly GroupChild[]
  stops: readonly Stop[]
  ways: StopWays
  /** Was something on it covered here, so that it can be changed. */
  covered: boolean
  onCover: () => void
  onTag: (how: (tag: PhotoTag) => PhotoTag) => void
  onLook: (key: Id) => void
  onClose: () => void
}): JSX.Element {
  const t = useT('staff')
  let dialog!: HTMLDialogElement
  onMount(() => {
    dialog.showModal()
    moveFocus(dialog, () => dialog.querySelector('h2'))
  })
  onCleanup(() => dialog.close())
  const at = () => props.photos.findIndex(({ item }) => item.key === props.photo.item.key)
  const beside = (by: -1 | 1) => props.photos[at() + by]?.item.key
  const step = (by: -1 | 1) => {
    const key = beside(by)
    if (key) props.onLook(key)
  }
  const coverable = () => props.covered || props.photo.item.state === 'ready'
  const words = useUploadWords()
  /** Why it cannot be covered. */
  const whyNot = () => {
    const { item } = props.photo
    if (isUnderWay(item)) return t('blocked.coverLater')
    return t('look.noCover', item.state === 'gone' ? t('look.never') : words.trouble(item))
  }
  const noteId = createUniqueId()
  const title = () => t(`look.${photoOrVideo(props.photo.item)}`, props.photo.number, props.photos.length)
  return (
    <dialog
      ref={dialog}
      aria-label={title()}
      onCancel={(pressed) => {
        pressed.preventDefault()
        props.onClose()
      }}
      onKeyDown={(press) => {
        press.stopPropagation()
        if (press.target instanceof Element && press.target.closest('video, input')) return
        if (press.key === 'ArrowLeft') step(-1)
        if (press.key === 'ArrowRight') step(1)
      }}
      class="m-0 h-dvh max-h-none w-screen max-w-none bg-surface text-ink"
    >
      <div class="flex h-full flex-col pt-[env(safe-area-inset-top)] pb-[env(safe-area-inset-bottom)] huge:overflow-y-auto">
        <header class="flex min-h-18 shrink-0 items-center gap-1 pr-2 pl-5 huge:flex-wrap">
          <h2 class="min-w-0 grow text-lg font-title tracking-[-0.012em] tabular-nums" aria-live="polite">
            {title()}{' '}
            <span class="inline-block text-sm font-normal text-muted">{clock(props.photo.takenAt, language())}</span>
          </h2>
          <IconButton
            icon={chevronLeft}
            label={t('look.previous')}
            aria-disabled={!beside(-1)}
            onClick={() => step(-1)}
            class="aria-disabled:text-muted"
          />
          <IconButton
            icon={chevronRight}
            label={t('look.next')}
            aria-disabled={!beside(1)}
            onClick={() => step(1)}
            class="aria-disabled:text-muted"
          />
          <IconButton icon={x} label={t('action.close')} onClick={() => props.onClose()} />
        </header>
        <div class="flex min-h-0 grow flex-col detail:flex-row huge:min-h-fit">
          <div class="relative grid h-[45dvh] shrink-0 bg-viewer detail:h-auto detail:shrink detail:grow">
            <Show when={props.photo.item.key} keyed>
              <LookStage
                item={props.photo.item}
                name={t(
                  `thumb.${photoOrVideo(props.photo.item)}`,
                  props.photo.number,
                  clock(props.photo.takenAt, language()),
                )}
              />
            </Show>
          </div>
          <div class="grid min-h-0 grow auto-rows-max content-start gap-4 overflow-y-auto px-5 py-4 detail:w-96 detail:shrink-0 detail:grow-0 huge:overflow-visible">
            <TagPart
              photos={[props.photo]}
              children={props.children}
              stops={props.stops.filter((stop) => touches(stop, [props.photo]))}
              ways={props.ways}
              onTag={props.onTag}
            />
            <Show when={props.photo.item.kind === 'photo'}>
              <Button
                icon={crop}
                wide
                disabled={!coverable()}
                aria-describedby={noteId}
                onClick={() => props.onCover()}
              >
                {t(props.covered ? 'look.coverAgain' : 'cover.title')}
              </Button>
              <p id={noteId} class="-mt-3 text-sm text-muted">
                <Show when={!coverable()}>{whyNot()}</Show>
              </p>
            </Show>
          </div>
        </div>
      </div>
      <LiveRegion />
    </dialog>
  )
}
