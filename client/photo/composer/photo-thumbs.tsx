import { createMemo, For, type JSX, Show } from 'solid-js'
import type { GroupChild } from '../../../backend/contract/group.ts'
import type { Id } from '../../../backend/contract/values.ts'
import { choose } from '../../group/choice.ts'
import { language, useT } from '../../locales/words.ts'
import { clock, listed } from '../../time.ts'
import { Icon } from '../../ui/icon.tsx'
import { cameraOff, check, tag as tagIcon, triangleAlert, video } from '../../ui/icons.ts'
import { isUsable } from '../upload-state.ts'
import { UploadThumb } from '../upload-thumb.tsx'
import { PhotoTiles } from './photo-choice.tsx'
import type { Blocked, DraftPhoto } from './photo-draft.ts'

/** The photos of a post, five in a row; pressing one selects it, Shift selects all between. */
export function PhotoThumbs(props: {
  photos: readonly DraftPhoto[]
  blocked: readonly Blocked[]
  children: readonly GroupChild[]
  selected: readonly Id[]
  onSelect: (keys: Id[]) => void
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
    <ul aria-label={t('tagging.list')} class="grid grid-cols-5 gap-2 huge:grid-cols-2">
      <For each={props.photos.map(({ item }) => item.key)}>
        {(key) => (
          <Show when={props.photos.find(({ item }) => item.key === key)}>
            {(photo) => (
              <li>
                <PhotoThumb
                  photo={photo()}
                  blocked={props.blocked.find((stopped) => stopped.photo.item.key === key)}
                  children={props.children}
                  selected={props.selected.includes(key)}
                  onSelect={(on, range) => touch(key, on, range)}
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
  selected: boolean
  onSelect: (on: boolean, range: boolean) => void
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
      t(`thumb.${props.photo.item.kind}`, props.photo.number, clock(props.photo.takenAt, language())),
      said(),
      ...(props.photo.item.state === 'ready' || trouble() ? [] : [t('thumb.waiting')]),
    ].join(', ')
  const flag = () => (trouble() ? triangleAlert : props.blocked ? cameraOff : tagIcon)
  const edge = () =>
    stopped()
      ? 'outline-3 -outline-offset-3 outline-alert'
      : props.selected
        ? 'outline-3 -outline-offset-3 outline-select'
        : ''
  return (
    <label class="relative block aspect-square rounded-control has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus">
      <UploadThumb item={props.photo.item} class="size-full rounded-control" />
      <span aria-hidden="true" class={`absolute inset-0 rounded-control ${edge()}`} />
      <input
        type="checkbox"
        checked={props.selected}
        aria-label={label()}
        data-photo={props.photo.item.key}
        onClick={(press) => props.onSelect(press.currentTarget.checked, press.shiftKey)}
        class="absolute inset-0 size-full cursor-pointer opacity-0"
      />
      <Show when={props.selected}>
        <span
          aria-hidden="true"
          class="absolute top-1 right-1 grid size-6 place-items-center rounded-full bg-select text-on-accent"
        >
          <Icon of={check} size="xs" />
        </span>
      </Show>
      <span aria-hidden="true" class="absolute bottom-1 left-1 flex gap-1">
        <Show
          when={stopped() || tagging().childIds.length === 0}
          fallback={
            <span class="grid h-6 min-w-6 place-items-center rounded-inner bg-surface px-1 text-xs font-strong tabular-nums">
              {tagging().childIds.length}
            </span>
          }
        >
          <span
            class={`grid size-6 place-items-center rounded-inner ${stopped() ? 'bg-alert text-on-alert' : 'bg-inverse text-on-inverse'}`}
          >
            <Icon of={flag()} size="xs" />
          </span>
        </Show>
        <Show when={props.photo.item.kind === 'video'}>
          <span class="grid size-6 place-items-center rounded-inner bg-surface">
            <Icon of={video} size="xs" />
          </span>
        </Show>
      </span>
    </label>
  )
}
