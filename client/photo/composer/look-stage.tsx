import { createSignal, type JSX, Match, onMount, Switch } from 'solid-js'
import { useStaffWork } from '../../group/staff-work.tsx'
import { useT } from '../../locales/words.ts'
import { session } from '../../session.ts'
import { Picture } from '../picture.tsx'
import { isUnderWay, type UploadItem } from '../upload-state.ts'

/** A file whole, or a video that plays: as it lies on this device, else as the server made it. */
export function LookStage(props: { item: UploadItem; name: string }): JSX.Element {
  const t = useT('staff')
  const { uploads } = useStaffWork()
  /** The address that this device could not show. */
  const [unreadable, setUnreadable] = createSignal<string>()
  onMount(() => void uploads.showFile(props.item.key))
  const isVideo = () => props.item.kind === 'video'
  const here = () => {
    const address = uploads.preview(props.item.key)
    return address === unreadable() ? undefined : address
  }
  const made = () => (props.item.state === 'ready' ? (props.item.upload?.picture ?? undefined) : undefined)
  /** A player opens its address by itself: the role stands in it. */
  const addressOf = (form: string) => {
    const now = session()
    return `/api/media/${props.item.id}/file/${form}?role=${now.state === 'person' ? now.role : ''}`
  }
  const film = () => {
    const address = here() ?? (made() ? addressOf('video') : undefined)
    return isVideo() && address !== unreadable() ? address : undefined
  }
  const none = () =>
    isUnderWay(props.item) ? t(uploads.isHere(props.item.key) ? 'look.later' : 'look.elsewhere') : t('look.never')
  return (
    <Switch fallback={<p class="m-auto p-4 text-center text-pretty text-viewer-ink">{none()}</p>}>
      <Match when={film()}>
        {(address) => (
          // biome-ignore lint/a11y/useMediaCaption: nobody writes captions for what a nursery films
          <video
            src={address()}
            poster={made() ? addressOf('webp-1080') : undefined}
            aria-label={props.name}
            controls
            playsinline
            preload="metadata"
            onError={() => setUnreadable(address())}
            class="absolute inset-0 size-full object-contain"
          />
        )}
      </Match>
      <Match when={!isVideo() && here()}>
        {(address) => (
          <img
            src={address()}
            alt={props.name}
            onError={() => setUnreadable(address())}
            class="absolute inset-0 size-full object-contain"
          />
        )}
      </Match>
      <Match when={!isVideo() && made()}>
        {(picture) => (
          <Picture
            source={{ kind: 'media', id: props.item.id }}
            picture={picture()}
            alt={props.name}
            whole
            large
            class="absolute! inset-0 size-full"
          />
        )}
      </Match>
    </Switch>
  )
}
