import { type JSX, Show } from 'solid-js'
import { Note, noteAction } from '../../diary/composer/notes.tsx'
import { useT } from '../../locales/words.ts'
import { Icon } from '../../ui/icon.tsx'
import { cameraOff, crop, tag as tagIcon, trash, triangleAlert } from '../../ui/icons.ts'
import { Keyed } from '../../ui/keyed.tsx'
import { isRetriable, kindsOf } from '../upload-state.ts'
import { useUploadWords } from '../upload-words.ts'
import { useNameList, useNumberList } from './number-list.ts'
import type { DraftPhoto } from './photo-draft.ts'
import { type Stop, useStopWords } from './stops.ts'

const choice =
  'grid min-h-target content-center justify-items-center gap-0.5 rounded-inner border border-control bg-surface px-1 text-center text-xs leading-4 font-strong wrap-anywhere hyphens-auto hover:bg-inset disabled:border-transparent disabled:bg-inset disabled:text-muted'

/** What can be done with what is stopped. */
export interface StopWays {
  onCover: (photo: DraftPhoto, names: string) => void
  onRetag: (stop: Stop) => void
  onLeaveOut: (photos: readonly DraftPhoto[]) => void
}

/** Which photos do not go like this, who stops them and why, and the three ways on; the rest of the post can go. */
export function StopNote(props: { stop: Stop; ways: StopWays }): JSX.Element {
  const t = useT('staff')
  const words = useStopWords()
  const coverable = () => props.stop.photos.find(({ item }) => item.kind === 'photo' && item.state === 'ready')
  const later = () => props.stop.photos.some(({ item }) => item.kind === 'photo')
  return (
    <div data-stop={props.stop.children.map(({ id }) => id).join(' ')} class="scroll-my-3">
      <Note
        icon={cameraOff}
        actions={
          <div class="grid w-full grid-cols-3 gap-2 huge:grid-cols-1">
            <button
              type="button"
              class={choice}
              disabled={!coverable()}
              onClick={() => {
                const photo = coverable()
                if (photo) props.ways.onCover(photo, words.names(props.stop))
              }}
            >
              <Icon of={crop} size="m" />
              {t('blocked.cover')}
            </button>
            <button type="button" class={choice} onClick={() => props.ways.onRetag(props.stop)}>
              <Icon of={tagIcon} size="m" />
              {t('blocked.retag')}
            </button>
            <button type="button" class={choice} onClick={() => props.ways.onLeaveOut(props.stop.photos)}>
              <Icon of={trash} size="m" />
              {t('blocked.leaveOut')}
            </button>
          </div>
        }
      >
        <b>{words.title(props.stop)}</b> {words.why(props.stop)}{' '}
        <Show when={!coverable()}>{t(later() ? 'blocked.coverLater' : 'blocked.coverVideo')}</Show>
      </Note>
    </div>
  )
}

/** Photos that the server or this device cannot give, those with the same cause together, and what to do. */
export function TroubleNotes(props: {
  photos: readonly DraftPhoto[]
  onLeaveOut: (photos: readonly DraftPhoto[]) => void
  onRetry: (photo: DraftPhoto) => void
}): JSX.Element {
  const t = useT('staff')
  const words = useUploadWords()
  const numbers = useNumberList()
  const fileNames = useNameList()
  const causes = () => [...Map.groupBy(props.photos, ({ item }) => words.trouble(item))]
  const kinds = (photos: readonly DraftPhoto[]) => kindsOf(photos.map(({ item }) => item))
  const named = (photos: readonly DraftPhoto[]) => photos.flatMap(({ item }) => (item.name === '' ? [] : [item.name]))
  return (
    <Keyed each={causes()} by={([cause]) => cause}>
      {(same) => {
        const photos = () => same()[1]
        const retriable = () => photos().filter(({ item }) => isRetriable(item))
        return (
          <Note
            icon={triangleAlert}
            actions={
              <>
                <Show when={retriable().length > 0}>
                  <button type="button" class={noteAction} onClick={() => retriable().forEach(props.onRetry)}>
                    {t('upload.retry')}
                  </button>
                </Show>
                <button type="button" class={noteAction} onClick={() => props.onLeaveOut(photos())}>
                  {t('blocked.leaveOut')}
                </button>
              </>
            }
          >
            <b>{t('trouble.title', numbers(photos()), ...kinds(photos()))}</b>{' '}
            <Show when={named(photos()).length > 0}>
              <span class="wrap-anywhere">{fileNames(named(photos()))}: </span>
            </Show>
            {same()[0]}
          </Note>
        )
      }}
    </Keyed>
  )
}
