import { createSignal, For, type JSX, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { PostHead, PostText } from '../diary/staff-post-head.tsx'
import type { PostActions } from '../diary/staff-posts.ts'
import { SendPart } from '../diary/staff-send.tsx'
import { language, useT } from '../locales/words.ts'
import { clock, listed } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Icon } from '../ui/icon.tsx'
import { camera, flag, heart, pencil, trash } from '../ui/icons.ts'
import { VideoMark } from './mosaic.tsx'
import { Picture } from './picture.tsx'
import { countOf, type PhotoPost, type PhotoPostActions, type PostPhoto } from './staff-photo-posts.ts'

type Names = (id: Id) => string

const shownAtFirst = 12

/** Photos that were placed together, with who is on each; each opens. */
export function StaffPhotoCard(props: {
  post: PhotoPost
  nameOf: Names
  initialsOf: Names
  onOpen: (photo: PostPhoto) => void
  mayEdit: boolean
  actions: Pick<PostActions, 'change' | 'compare'> & PhotoPostActions
}): JSX.Element {
  const t = useT('staff')
  const [all, setAll] = createSignal(false)
  const photos = () => (all() ? props.post.photos : props.post.photos.slice(0, shownAtFirst))
  const names = () => listed(props.post.childIds.map(props.nameOf), language())
  /** Where not everybody is on every photo, each says who is. */
  const named = () => props.post.photos.some(({ childIds }) => childIds.length < props.post.childIds.length)
  const count = () => {
    const { photos, videos } = countOf(props.post)
    return t('photoPost.count', photos, videos)
  }
  const reports = () => props.post.photos.reduce((sum, photo) => sum + photo.reports.length, 0)
  return (
    <Card as="article" data-post={props.post.id} aria-label={t('photoPost.label', count(), names())}>
      <PostHead
        childIds={props.post.childIds}
        author={props.post.author}
        aboutAt={props.post.aboutAt}
        nameOf={props.nameOf}
        initialsOf={props.initialsOf}
      />
      <Show when={props.post.text.trim() !== ''}>
        <PostText text={props.post.text} />
      </Show>
      <Show when={props.post.photos.length > 0}>
        <ul
          class={`grid gap-x-0.5 ${props.post.photos.length === 1 ? '' : props.post.photos.length === 2 ? 'grid-cols-2' : 'grid-cols-[repeat(auto-fill,minmax(min(9.5rem,45%),1fr))]'} ${named() ? 'gap-y-3 pb-3' : 'gap-y-0.5'}`}
        >
          <For each={photos().map(({ mediaId }) => mediaId)}>
            {(mediaId) => (
              <Show when={props.post.photos.find((photo) => photo.mediaId === mediaId)}>
                {(photo) => (
                  <Tile
                    photo={photo()}
                    alone={props.post.photos.length === 1}
                    named={named()}
                    nameOf={props.nameOf}
                    onOpen={props.onOpen}
                  />
                )}
              </Show>
            )}
          </For>
        </ul>
      </Show>
      <Show when={props.post.photos.length > photos().length}>
        <Button kind="quiet" class="m-2" onClick={() => setAll(true)}>
          {t('photoPost.all', props.post.photos.length)}
        </Button>
      </Show>
      <Show when={reports() > 0}>
        <p class="flex items-center gap-2 border-t border-alert-edge bg-alert-tint px-4 py-3 text-sm text-alert">
          <Icon of={flag} size="s" />
          {t('photoPost.reports', reports())}
        </p>
      </Show>
      <Show when={props.mayEdit && !props.post.send}>
        <div class="flex flex-wrap items-center justify-end gap-1 border-t border-hairline px-2 py-1">
          <Button
            kind="quiet"
            icon={pencil}
            aria-label={t('photoPost.edit', count(), names())}
            onClick={() => props.actions.correctPhotos(props.post)}
          >
            {t('action.edit')}
          </Button>
          <Button
            kind="quiet"
            icon={trash}
            aria-label={t('photoPost.remove', count(), names())}
            class="text-alert!"
            onClick={() => props.actions.removePhotos(props.post)}
          >
            {t('action.remove')}
          </Button>
        </div>
      </Show>
      <Show when={props.post.send}>
        {(send) => (
          <>
            <p class="flex items-center gap-2 px-4 pb-3 text-sm">
              <Icon of={camera} size="m" class="text-muted" />
              {count()}
            </p>
            <SendPart send={send()} actions={props.actions} />
          </>
        )}
      </Show>
    </Card>
  )
}

function Tile(props: {
  photo: PostPhoto
  alone: boolean
  named: boolean
  nameOf: Names
  onOpen: (photo: PostPhoto) => void
}): JSX.Element {
  const t = useT('staff')
  const names = () => listed(props.photo.childIds.map(props.nameOf), language())
  const label = () =>
    [
      props.photo.seconds === null
        ? t('photoPost.photo', names(), clock(props.photo.takenAt, language()))
        : t('photoPost.video', names(), clock(props.photo.takenAt, language())),
      props.photo.hearts > 0 && t('photoPost.hearts', props.photo.hearts),
      props.photo.reports.length > 0 && t('photoPost.reports', props.photo.reports.length),
    ]
      .filter(Boolean)
      .join(', ')
  return (
    <li class="min-w-0">
      <button
        type="button"
        id={`media-${props.photo.mediaId}`}
        onClick={() => props.onOpen(props.photo)}
        aria-label={label()}
        class="block w-full text-left focus-visible:relative focus-visible:z-1 focus-visible:-outline-offset-4"
      >
        <span class={`relative block ${props.alone ? 'aspect-3/2' : 'aspect-square'}`}>
          <Picture
            source={{ kind: 'photo', id: props.photo.photoId }}
            picture={props.photo}
            alt=""
            class="absolute! inset-0 size-full"
          />
          <span class="absolute bottom-2 left-2 flex flex-wrap gap-1">
            <Show when={props.photo.reports.length > 0}>
              <Mark icon={flag} tone="bg-alert text-on-alert">
                {props.photo.reports.length}
              </Mark>
            </Show>
            <Show when={props.photo.hearts > 0}>
              <Mark icon={heart} tone="bg-viewer text-viewer-ink">
                {props.photo.hearts}
              </Mark>
            </Show>
          </span>
          <VideoMark seconds={props.photo.seconds} />
        </span>
        <Show when={props.named}>
          <span class="line-clamp-2 px-2 pt-1 text-xs wrap-anywhere text-muted">{names()}</span>
        </Show>
      </button>
    </li>
  )
}

function Mark(props: { icon: string; tone: string; children: JSX.Element }): JSX.Element {
  return (
    <span
      class={`inline-flex h-7 items-center gap-1 rounded-full px-2.5 text-xs font-strong tabular-nums ${props.tone}`}
    >
      <Icon of={props.icon} size="xs" />
      {props.children}
    </span>
  )
}
