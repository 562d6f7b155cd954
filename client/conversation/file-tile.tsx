import { createEffect, createSignal, type JSX, Match, on, Show, Switch } from 'solid-js'
import { Picture } from '../photo/picture.tsx'
import type { Uploads } from '../photo/upload-queue.ts'
import { isUnderWay, progressOf, type UploadItem } from '../photo/upload-state.ts'
import { Icon } from '../ui/icon.tsx'
import { fileText, imagePlus } from '../ui/icons.ts'
import type { DraftFile } from './draft-file.ts'

/** A file of one's own in a square, as it lies here, or as the server has it; and how far it is. It is decoration. */
export function FileTile(props: {
  file: DraftFile
  item: UploadItem | undefined
  uploads: Uploads | undefined
  class?: string
}): JSX.Element {
  const [unreadable, setUnreadable] = createSignal(false)
  const isPhoto = () => props.file.kind === 'photo'
  const here = () => (isPhoto() && !unreadable() ? props.uploads?.preview(props.file.key) : undefined)
  // The queue comes after what was kept.
  createEffect(
    on([() => props.uploads, isPhoto], ([uploads, photo]) => photo && void uploads?.showFile(props.file.key)),
  )
  const made = () => (props.item?.state === 'ready' ? (props.item.upload?.picture ?? undefined) : undefined)
  return (
    <span
      aria-hidden="true"
      class={`relative grid place-items-center overflow-hidden rounded-control bg-photo-wait text-muted ${props.class ?? ''}`}
    >
      <Switch fallback={<Icon of={isPhoto() ? imagePlus : fileText} />}>
        <Match when={here()}>
          {(address) => (
            <img
              src={address()}
              alt=""
              decoding="async"
              onError={() => setUnreadable(true)}
              class="size-full object-cover"
            />
          )}
        </Match>
        <Match when={made()}>
          {(picture) => (
            <Picture
              source={{ kind: 'media', id: props.item?.id ?? '' }}
              picture={picture()}
              alt=""
              class="size-full"
            />
          )}
        </Match>
      </Switch>
      <Show when={props.item && isUnderWay(props.item) && props.uploads}>
        {(uploads) => (
          <span
            class="absolute bottom-0 left-0 h-1 bg-accent"
            style={{ width: `${100 * (props.item ? progressOf(props.item, uploads().sent(props.file.key)) : 0)}%` }}
          />
        )}
      </Show>
    </span>
  )
}
