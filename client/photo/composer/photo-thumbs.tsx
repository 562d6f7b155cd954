import { createMemo, For, type JSX, Show } from 'solid-js'
import type { GroupChild } from '../../../backend/contract/group.ts'
import type { Id } from '../../../backend/contract/values.ts'
import { choose } from '../../group/choice.ts'
import { language, useT } from '../../locales/words.ts'
import { clock, listed } from '../../time.ts'
import { Icon } from '../../ui/icon.tsx'
import { cameraOff, check, eye, eyeOff, tag as tagIcon, triangleAlert, video, zoomIn } from '../../ui/icons.ts'
import { isUsable, photoOrVideo } from '../upload-state.ts'
import { UploadThumb } from '../upload-thumb.tsx'
import { PhotoTiles } from './photo-choice.tsx'
import type { Blocked, DraftPhoto } from './photo-draft.ts'

const mostNames = 2

/** The photos of a post, in a part of its own that scrolls; pressing one selects it, Shift selects all between, Enter shows it large. */
export function PhotoThumbs(props: {
  photos: readonly DraftPhoto[]
  blocked: readonly Blocked[]
  children: readonly GroupChild[]
  /** How many families will see each, as far as it is known. */
  seenBy: ReadonlyMap<Id, number>
  selected: readonly Id[]
  onSelect: (keys: Id[]) => void
  onLook: (key: Id) => void
  onChoose: (files: readonly File[]) => void
}): JSX.Element {
  const t = useT('staff')
  let last: Id | null = null
  const touch = (key: Id, on: boolean, range: boolean) => {
    const keys = props.photos.map(({ item }) => item.key)
    props.onSelect(choose(props.selected, keys, key, on, range ? last : null))
    last = key
  }
  return (
    <ul
      aria-label={t('tagging.list')}
      class="-m-1 grid max-h-[max(9rem,28dvh)] min-h-0 auto-rows-max grid-cols-3 content-start gap-2 overflow-y-auto p-1 rail:max-h-none rail:grow rail:grid-cols-[repeat(auto-fill,minmax(7.5rem,1fr))] huge:max-h-none huge:grid-cols-1"
    >
      <For each={props.photos.map(({ item }) => item.key)}>
        {(key) => (
          <Show when={props.photos.find(({ item }) => item.key === key)}>
            {(photo) => (
              <li class="relative">
                <PhotoThumb
                  photo={photo()}
                  blocked={props.blocked.find((stopped) => stopped.photo.item.key === key)}
                  children={props.children}
                  families={props.seenBy.get(key)}
                  selected={props.selected.includes(key)}
                  onSelect={(on, range) => touch(key, on, range)}
                  onLook={() => props.onLook(key)}
                />
              </li>
            )}
          </Show>
        )}
      </For>
      <PhotoTiles onChoose={props.onChoose} />
    </ul>
  )
}

function PhotoThumb(props: {
  photo: DraftPhoto
  blocked: Blocked | undefined
  children: readonly GroupChild[]
  families: number | undefined
  selected: boolean
  onSelect: (on: boolean, range: boolean) => void
  onLook: () => void
}): JSX.Element {
  const t = useT('staff')
  const tagging = () => props.photo.tag
  const names = createMemo(() =>
    props.children.filter(({ id }) => tagging().childIds.includes(id)).map((child) => child.callName),
  )
  const trouble = () => !isUsable(props.photo.item)
  const stopped = () => trouble() || props.blocked !== undefined
  const said = () => {
    if (trouble()) return t('thumb.trouble')
    if (props.blocked)
      return t(
        'thumb.blocked',
        listed(
          props.blocked.children.map(({ callName }) => callName),
          language(),
        ),
      )
    if (tagging().childIds.length === 0) return t('thumb.untagged')
    return tagging().showsNobody ? t('thumb.nobody', tagging().childIds.length) : listed(names(), language())
  }
  const label = () =>
    [
      t(`thumb.${photoOrVideo(props.photo.item)}`, props.photo.number, clock(props.photo.takenAt, language())),
      said(),
      ...(props.families === undefined ? [] : [t('thumb.families', props.families)]),
      ...(props.photo.item.state === 'ready' || trouble() ? [] : [t('thumb.waiting')]),
    ].join(', ')
  /** Who is to be read on the tile: who is on it, or who stops it. */
  const shownNames = () => props.blocked?.children.map(({ callName }) => callName) ?? names()
  const mark = () =>
    trouble()
      ? triangleAlert
      : props.blocked
        ? cameraOff
        : tagging().childIds.length === 0
          ? tagIcon
          : tagging().showsNobody
            ? eyeOff
            : undefined
  const tint = () =>
    stopped() ? 'bg-alert text-on-alert' : tagging().childIds.length === 0 ? 'bg-inverse text-on-inverse' : 'bg-surface'
  const edge = () =>
    stopped()
      ? 'outline-3 -outline-offset-3 outline-alert'
      : props.selected
        ? 'outline-3 -outline-offset-3 outline-select'
        : ''
  return (
    <>
      <label class="relative block aspect-square rounded-control has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus">
        <UploadThumb item={props.photo.item} class="size-full rounded-control" />
        <span aria-hidden="true" class={`absolute inset-0 rounded-control ${edge()}`} />
        <input
          type="checkbox"
          checked={props.selected}
          aria-label={label()}
          data-photo={props.photo.item.key}
          onClick={(press) => props.onSelect(press.currentTarget.checked, press.shiftKey)}
          onKeyDown={(press) => {
            if (press.key !== 'Enter' || press.ctrlKey || press.metaKey) return
            press.preventDefault()
            props.onLook()
          }}
          class="absolute inset-0 size-full cursor-pointer opacity-0"
        />
        <span
          aria-hidden="true"
          class={`absolute top-1.5 left-1.5 flex h-6 min-w-6 items-center justify-center gap-1 rounded-inner px-1 text-xs font-strong tabular-nums ${props.selected ? 'bg-select text-on-accent' : 'bg-viewer text-viewer-ink'}`}
        >
          <Show when={props.selected}>
            <Icon of={check} size="xs" />
          </Show>
          {props.photo.number}
          <Show when={props.photo.item.kind === 'video'}>
            <Icon of={video} size="xs" />
          </Show>
        </span>
        <span
          aria-hidden="true"
          class={`absolute bottom-1.5 left-1.5 flex h-6 max-w-[calc(100%-0.75rem)] min-w-6 items-center justify-center gap-1 rounded-inner px-1 text-xs font-strong ${tint()}`}
        >
          <Show when={mark()}>{(icon) => <Icon of={icon()} size="xs" />}</Show>
          <Show
            when={!tagging().showsNobody || props.blocked}
            fallback={<span class="truncate">{t('thumb.noChild')}</span>}
          >
            <Show when={!trouble() && shownNames().length > 0}>
              <span class="truncate">{shownNames().slice(0, mostNames).join(', ')}</span>
            </Show>
            <Show when={!trouble() && shownNames().length > mostNames}>
              <span class="shrink-0 tabular-nums">+{shownNames().length - mostNames}</span>
            </Show>
          </Show>
        </span>
        <Show when={props.families !== undefined}>
          <span
            aria-hidden="true"
            class="absolute bottom-9 left-1.5 flex h-6 items-center gap-1 rounded-inner bg-viewer px-1 text-xs font-strong text-viewer-ink tabular-nums"
          >
            <Icon of={eye} size="xs" />
            {props.families}
          </span>
        </Show>
      </label>
      <button
        type="button"
        aria-label={t(`look.open.${photoOrVideo(props.photo.item)}`, props.photo.number)}
        title={t(`look.open.${photoOrVideo(props.photo.item)}`, props.photo.number)}
        aria-haspopup="dialog"
        data-look={props.photo.item.key}
        onClick={() => props.onLook()}
        class="absolute top-0 right-0 grid size-11 place-items-center rounded-control"
      >
        <span class="grid size-7 place-items-center rounded-inner bg-viewer text-viewer-ink">
          <Icon of={zoomIn} size="s" />
        </span>
      </button>
    </>
  )
}
