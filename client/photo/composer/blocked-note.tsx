import { type JSX, Show } from 'solid-js'
import { Note, noteAction } from '../../diary/composer/notes.tsx'
import { language, useT } from '../../locales/words.ts'
import { listed } from '../../time.ts'
import { Icon } from '../../ui/icon.tsx'
import { cameraOff, crop, tag as tagIcon, trash, triangleAlert } from '../../ui/icons.ts'
import { Keyed } from '../../ui/keyed.tsx'
import { isRetriable } from '../upload-state.ts'
import { useUploadWords } from '../upload-words.ts'
import type { Blocked, DraftPhoto } from './photo-draft.ts'

const choice =
  'grid min-h-target content-center justify-items-center gap-0.5 rounded-inner border border-control bg-surface px-1 text-center text-xs leading-4 font-strong wrap-anywhere hyphens-auto hover:bg-inset disabled:border-transparent disabled:bg-inset disabled:text-muted'

/** Photos that one child stops, and the three ways on. */
interface Stop {
  photos: DraftPhoto[]
  children: Blocked['children']
}

/** The photos that are stopped by the same children for the same reason, together. */
function together(blocked: readonly Blocked[]): Stop[] {
  const stops = new Map<string, Stop>()
  for (const { photo, children } of blocked) {
    const key = JSON.stringify(children)
    const stop = stops.get(key) ?? { photos: [], children }
    stop.photos.push(photo)
    stops.set(key, stop)
  }
  return [...stops.values()]
}

/** Which photos do not go like this, who stops them and why; the rest of the post can go. */
export function BlockedNotes(props: {
  blocked: readonly Blocked[]
  onCover: (photo: DraftPhoto, names: string) => void
  onRetag: (photos: readonly DraftPhoto[]) => void
  onLeaveOut: (photos: readonly DraftPhoto[]) => void
}): JSX.Element {
  const t = useT('staff')
  const names = (stop: Stop, notThen: boolean) =>
    stop.children.filter((child) => child.notThen === notThen).map((child) => child.callName)
  const numbers = (stop: Stop) =>
    listed(
      stop.photos.map(({ number }) => String(number)),
      language(),
    )
  const coverable = (stop: Stop) => stop.photos.find(({ item }) => item.kind === 'photo' && item.state === 'ready')
  const later = (stop: Stop) => stop.photos.some(({ item }) => item.kind === 'photo')
  return (
    <Keyed each={together(props.blocked)} by={({ children }) => JSON.stringify(children)}>
      {(stop) => (
        <Note
          icon={cameraOff}
          actions={
            <div class="grid w-full grid-cols-3 gap-2 huge:grid-cols-1">
              <button
                type="button"
                class={choice}
                disabled={!coverable(stop())}
                onClick={() => {
                  const photo = coverable(stop())
                  if (photo)
                    props.onCover(
                      photo,
                      listed(
                        stop().children.map(({ callName }) => callName),
                        language(),
                      ),
                    )
                }}
              >
                <Icon of={crop} size="m" />
                {t('blocked.cover')}
              </button>
              <button type="button" class={choice} onClick={() => props.onRetag(stop().photos)}>
                <Icon of={tagIcon} size="m" />
                {t('blocked.retag')}
              </button>
              <button type="button" class={choice} onClick={() => props.onLeaveOut(stop().photos)}>
                <Icon of={trash} size="m" />
                {t('blocked.leaveOut')}
              </button>
            </div>
          }
        >
          <b>{t('blocked.title', numbers(stop()), stop().photos.length)}</b>{' '}
          <Show when={names(stop(), false).length > 0}>
            {t('blocked.now', listed(names(stop(), false), language()), names(stop(), false).length)}{' '}
          </Show>
          <Show when={names(stop(), true).length > 0}>
            {t('blocked.then', listed(names(stop(), true), language()), names(stop(), true).length)}{' '}
          </Show>
          <Show when={!coverable(stop())}>{t(later(stop()) ? 'blocked.coverLater' : 'blocked.coverVideo')}</Show>
        </Note>
      )}
    </Keyed>
  )
}

/** Photos that the server or this device cannot give, and what to do. */
export function TroubleNotes(props: {
  photos: readonly DraftPhoto[]
  onLeaveOut: (photos: readonly DraftPhoto[]) => void
  onRetry: (photo: DraftPhoto) => void
}): JSX.Element {
  const t = useT('staff')
  const words = useUploadWords()
  return (
    <Keyed each={props.photos} by={({ item }) => item.key}>
      {(photo) => (
        <Note
          icon={triangleAlert}
          actions={
            <>
              <Show when={isRetriable(photo().item)}>
                <button type="button" class={noteAction} onClick={() => props.onRetry(photo())}>
                  {t('upload.retry')}
                </button>
              </Show>
              <button type="button" class={noteAction} onClick={() => props.onLeaveOut([photo()])}>
                {t('blocked.leaveOut')}
              </button>
            </>
          }
        >
          <b>{t('trouble.title', words.name(photo().item, photo().number))}</b> {words.trouble(photo().item)}
        </Note>
      )}
    </Keyed>
  )
}
