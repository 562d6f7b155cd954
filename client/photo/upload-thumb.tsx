import { createSignal, type JSX, Match, onMount, Show, Switch } from 'solid-js'
import { useStaffWork } from '../group/staff-work.tsx'
import { Icon } from '../ui/icon.tsx'
import { imagePlus } from '../ui/icons.ts'
import { Picture } from './picture.tsx'
import { PlayMark } from './play-mark.tsx'
import { isUnderWay, type UploadItem } from './upload-state.ts'

/** A file in a square: as it lies here, and once the server has made something of it, that. It is decoration. */
export function UploadThumb(props: { item: UploadItem; class?: string }): JSX.Element {
  const { uploads } = useStaffWork()
  const [unreadable, setUnreadable] = createSignal(false)
  const here = () => (props.item.kind === 'photo' && !unreadable() ? uploads.preview(props.item.key) : undefined)
  onMount(() => {
    if (props.item.kind === 'photo' && isUnderWay(props.item)) void uploads.showFile(props.item.key)
  })
  const made = () => (props.item.state === 'ready' ? (props.item.upload?.picture ?? undefined) : undefined)
  return (
    <span
      aria-hidden="true"
      class={`relative grid place-items-center overflow-hidden bg-photo-wait text-muted ${props.class ?? ''}`}
    >
      <Switch
        fallback={
          <Show when={props.item.kind === 'photo'}>
            <Icon of={imagePlus} size="m" />
          </Show>
        }
      >
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
            <Picture source={{ kind: 'media', id: props.item.id }} picture={picture()} alt="" class="size-full" />
          )}
        </Match>
      </Switch>
      <Show when={props.item.kind === 'video'}>
        <PlayMark />
      </Show>
    </span>
  )
}
